"""References: the fingerprints that every derivative is compared with."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from rightsdesk.artists.models import Recording
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import pcm_hash
from rightsdesk.engines.fingerprint import fingerprint, pack
from rightsdesk.journal.actions import record
from rightsdesk.media.models import Asset
from rightsdesk.screening.listening import for_engines
from rightsdesk.screening.models import Reference


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a reference stands for: the column that says so, its public id, and its sound."""

    column: dict[str, Any]
    public_id: str
    asset: Asset


def add_reference(
    *, actor: str, recording_id: int | None = None, derivative_id: int | None = None
) -> Reference:
    """Fingerprint one recording or one rendered derivative. The same sound twice is one reference.

    Raises Invalid when exactly one subject is not named, or when it has no audio on the desk.
    """
    if (recording_id is None) == (derivative_id is None):
        raise Invalid("reference_of_one_thing", "A reference stands for one recording or one derivative.")
    subject = _recording(recording_id) if recording_id is not None else _derivative(derivative_id or 0)
    if known := Reference.objects.filter(asset=subject.asset, **subject.column).first():
        return known
    sound = for_engines(subject.asset)
    found = fingerprint(sound)
    with transaction.atomic():
        reference, made = Reference.objects.get_or_create(
            asset=subject.asset,
            library=found.library,
            **subject.column,
            defaults={
                "items": pack(found.items),
                "algorithm": found.algorithm,
                "pcm_hash": pcm_hash(sound),
            },
        )
        if made:
            facts = {"reference": reference.public_id, "items": len(found.items), "library": found.library}
            record(actor=actor, verb="reference.added", subject=subject.public_id, facts=facts)
    return reference


def retire_reference(*, actor: str, reference_id: int, reason: str) -> Reference:
    """Compare with it no more. What it found before stays found."""
    with transaction.atomic():
        reference = Reference.objects.select_for_update().get(pk=reference_id)
        if reference.active:
            reference.active = False
            reference.save(update_fields=["active"])
            record(actor=actor, verb="reference.retired", subject=reference.public_id, reason=reason)
    return reference


def _recording(recording_id: int) -> _Subject:
    recording = Recording.objects.select_related("master").get(pk=recording_id)
    if recording.master is None:
        raise Invalid("source_without_audio", "The recording's master audio is not on the desk.")
    return _Subject({"recording": recording}, recording.public_id, recording.master)


def _derivative(derivative_id: int) -> _Subject:
    derivative = Derivative.objects.select_related("rendering__master").get(pk=derivative_id)
    if not hasattr(derivative, "rendering"):
        raise Invalid("nothing_rendered", "The derivative has no sound yet.")
    return _Subject({"derivative": derivative}, derivative.public_id, derivative.rendering.master)
