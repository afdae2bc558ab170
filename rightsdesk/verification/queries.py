"""The one question: what is this file? Answered from the file, the desk's keys and the register; nothing is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from rightsdesk.derivatives.engine import keys
from rightsdesk.domain.errors import Busy, Invalid, TooLarge
from rightsdesk.domain.verification import Answer, Conclusion, Items, conclude
from rightsdesk.engines.provenance import Reading, observed, read
from rightsdesk.verification.listening import Heard, heard, recognised, sounds_like
from rightsdesk.verification.register import Known, answered, known, published

SLOTS, LOCK = 2, 7_220_004
"""How many files are looked at at once, of everybody: it is hard work that anybody may ask for."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: the conclusion, each item apart, what the file says, and the derivative it is of, if it is one."""

    conclusion: Conclusion
    items: Items
    reading: Reading
    known: Known | None


def verify(path: Path, *, sidecar: Path | None = None, now: datetime | None = None) -> Verification:
    """Look at one file (and the credentials beside it, for a container that cannot hold them).

    Raises Invalid for what is not audio, TooLarge over VERIFY_MAX_BYTES, Busy while SLOTS others are looked at."""
    if path.stat().st_size > settings.VERIFY_MAX_BYTES:
        message = f"Files of up to {settings.VERIFY_MAX_BYTES // 1_000_000} MB are verified."
        raise TooLarge("too_large", message, {"most": settings.VERIFY_MAX_BYTES})
    with _slot():
        reading = read(path, keys(), sidecar)
        sound = _sound(path, reading)
        found = known(reading) or _by_ear(sound)
        items = observed(reading)
        if found is not None:
            items = answered(items, reading, found.derivative, now or timezone.now())
            items = replace(items, fingerprint=_heard(found, sound, reading))
    return Verification(conclude(items), items, reading, found)


def _sound(path: Path, reading: Reading) -> Heard | None:
    """Nothing for what cannot be decoded, or is longer than anybody's verification may take."""
    if reading.seconds is None or reading.seconds > settings.VERIFY_MAX_SECONDS:
        return None
    try:
        return heard(path, settings.VERIFY_MAX_SECONDS)
    except Invalid:
        return None


def _by_ear(sound: Heard | None) -> Known | None:
    derivative = recognised(sound, published()) if sound else None
    return Known(derivative, "sound") if derivative else None


def _heard(found: Known, sound: Heard | None, reading: Reading) -> Answer:
    if sound is None:
        return Answer.UNKNOWN
    ratio = reading.watermark.tempo_ratio if reading.watermark is not None else 1.0
    return sounds_like(found.derivative, sound, ratio)


@contextmanager
def _slot() -> Iterator[None]:
    """One of SLOTS turns. The database gives them: every web process asks the same one."""
    number = next((each for each in range(SLOTS) if _lock("pg_try_advisory_lock", each)), None)
    if number is None:
        raise Busy("busy", "Other files are being looked at; ask again in a few seconds.")
    try:
        yield
    finally:
        _lock("pg_advisory_unlock", number)


def _lock(function: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [LOCK, number])
        row = cursor.fetchone()
    return bool(row and row[0])
