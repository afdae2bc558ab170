"""The nine steps of the story, in order."""

from rightsdesk.demo.steps.consent import allowed, asked, refused
from rightsdesk.demo.steps.findings import undeclared_audio, unlicensed_voice
from rightsdesk.demo.steps.moderation import blocked_and_upheld
from rightsdesk.demo.steps.money import allocated, stated
from rightsdesk.demo.steps.proof import journal_verified

STEPS = [
    allowed,
    refused,
    asked,
    undeclared_audio,
    unlicensed_voice,
    blocked_and_upheld,
    allocated,
    stated,
    journal_verified,
]

__all__ = ["STEPS"]
