"""The only ways to write screening: references, voices, the backend that compares them, and runs."""

from rightsdesk.screening.actions.references import add_reference, retire_reference
from rightsdesk.screening.actions.runs import screen
from rightsdesk.screening.actions.voices import build_backend, enrol

__all__ = ["add_reference", "build_backend", "enrol", "retire_reference", "screen"]
