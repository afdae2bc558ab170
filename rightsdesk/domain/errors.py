"""Typed refusals: values that say in words what is wrong. Doors turn them into answers; nothing here knows HTTP."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """An expected "no". `code` is stable for machines, `message` is a sentence for people, `facts` back it."""

    def __init__(self, code: str, message: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.facts: dict[str, Any] = dict(facts or {})


class Invalid(Refusal):
    """What was sent cannot be understood or breaks a rule of form."""


class NotFound(Refusal):
    """It does not exist, or the asker may not know that it does."""

    def __init__(
        self, code: str = "not_found", message: str = "There is nothing here.", **facts: Any
    ) -> None:
        super().__init__(code, message, facts)


class Conflict(Refusal):
    """It contradicts what is already recorded (state, idempotency key, lease)."""


class Forbidden(Refusal):
    """The actor is known to the subject, but may not do this to it."""


class TooLarge(Refusal):
    """More than the desk accepts in one piece."""


class Busy(Refusal):
    """It would be done, but not now: others are being served."""
