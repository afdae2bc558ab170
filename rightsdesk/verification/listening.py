"""What a file sounds like: its fingerprint against the references that screening keeps of recordings and derivatives."""

from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q, QuerySet

from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.matching import Items as Prints
from rightsdesk.domain.matching import align
from rightsdesk.domain.verification import Answer
from rightsdesk.engines.audio import decode
from rightsdesk.engines.fingerprint import fingerprint, unpack
from rightsdesk.screening.listening import ENGINE_RATE
from rightsdesk.screening.models import Reference

ENOUGH_SECONDS = 15.0
"""Sound that lasts as long as the alignment's safe window; of less, nothing is said."""
COVERED = 0.5
"""The part of the sound that must lie in the reference."""
SAME_TEMPO = 0.015
"""Farther from the derivative's own tempo, fingerprints do not fit, and that says nothing."""
SEARCHED = 500
"""How many of the newest derivatives a sound without any other sign is compared with."""
CLEARER = 0.03
"""A derivative sounds like its source and its cousins: it is named only when it fits better than they by this rate."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound's sub-fingerprints and its seconds."""

    prints: Prints
    seconds: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """How much of a sound lies in a reference (seconds), and with which rate of wrong bits."""

    reference: Reference
    seconds: float
    rate: float


def heard(path: Path, max_seconds: float) -> Heard:
    """Raises Invalid for what cannot be decoded."""
    sound = decode(path, rate=ENGINE_RATE, mono=True, max_seconds=max_seconds)
    return Heard(fingerprint(sound).items, sound.seconds)


def sounds_like(derivative: Derivative, sound: Heard, tempo_ratio: float) -> Answer:
    """Yes where half of the sound is the derivative's; no where enough sound holds none of it."""
    references = Reference.objects.filter(derivative=derivative)
    if sound.seconds < ENOUGH_SECONDS or abs(tempo_ratio - 1.0) > SAME_TEMPO or not references.exists():
        return Answer.UNKNOWN
    fits = _fits(sound, references)
    if any(fit.seconds >= COVERED * sound.seconds for fit in fits):
        return Answer.YES
    return Answer.UNKNOWN if fits else Answer.NO


def recognised(sound: Heard, among: QuerySet[Derivative]) -> Derivative | None:
    """The one derivative that a sound without any sign is of; nobody where two, or its source, fit as well."""
    newest = Reference.objects.filter(derivative__in=among, active=True).order_by("-pk")[:SEARCHED]
    fits = [fit for fit in _fits(sound, newest) if fit.seconds >= COVERED * sound.seconds]
    if sound.seconds < ENOUGH_SECONDS or not fits:
        return None
    best = min(fits, key=lambda fit: fit.rate)
    derivative = best.reference.derivative
    if derivative is None:
        return None
    sources = Q(recording__derivative_sources__derivative=derivative)
    rivals = [fit for fit in fits if fit.reference.derivative_id != derivative.pk]
    rivals += _fits(sound, Reference.objects.filter(sources).distinct())
    return derivative if all(fit.rate >= best.rate + CLEARER for fit in rivals) else None


def _fits(sound: Heard, references: QuerySet[Reference]) -> list[_Fit]:
    found = []
    for reference in references:
        matches = align(sound.prints, unpack(reference.items))
        lengths = [match.query_end_s - match.query_start_s for match in matches]
        if total := sum(lengths):
            rate = sum(match.bit_error_rate * length for match, length in zip(matches, lengths, strict=True))
            found.append(_Fit(reference, total, rate / total))
    return found
