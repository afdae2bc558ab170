"""The self-check: listen to what was rendered and compare it with what was asked. It measures the output; it never
repeats the recipe."""

from rightsdesk.generation.selfcheck.check import Asked, check
from rightsdesk.generation.selfcheck.files import Judgement, judge, of_file
from rightsdesk.generation.selfcheck.likeness import Likeness, likeness
from rightsdesk.generation.selfcheck.promises import LUFS_TOLERANCE, failures

__all__ = [
    "LUFS_TOLERANCE",
    "Asked",
    "Judgement",
    "Likeness",
    "check",
    "failures",
    "judge",
    "likeness",
    "of_file",
]
