"""Recordings with their master, stems, works and credits."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from rightsdesk.artists.actions.checks import checked, one_of
from rightsdesk.artists.models import (
    Artist,
    Recording,
    RecordingCredit,
    RecordingStem,
    RecordingWork,
    Work,
)
from rightsdesk.domain.roles import CreditRole
from rightsdesk.journal.actions import record
from rightsdesk.media.models import Asset

Credits = Iterable[tuple[Artist, str]]


@dataclass(frozen=True, slots=True)
class NewRecording:
    """What is known of a recording when it comes in. `works`: (work, weight in millionths) that make the whole.

    `credits` are (artist, role) besides the artist itself, who is the main credit.
    """

    title: str
    isrc: str
    artist: Artist
    master: Asset | None
    works: tuple[tuple[Work, int], ...]
    bpm: float | None = None
    key_name: str = ""
    downbeat_s: float | None = None
    stems: tuple[tuple[str, Asset], ...] = ()
    credits: tuple[tuple[Artist, str], ...] = ()


def register_recording(*, actor: str, new: NewRecording) -> Recording:
    """A recording by its ISRC, with its master, stems, works and credits."""
    code = checked("isrc", new.isrc)
    with transaction.atomic():
        if known := Recording.objects.filter(isrc=code).first():
            return known
        recording = Recording.objects.create(
            title=new.title,
            isrc=code,
            artist=new.artist,
            master=new.master,
            seconds=new.master.seconds if new.master else None,
            bpm=new.bpm,
            key_name=new.key_name,
            downbeat_s=new.downbeat_s,
        )
        _parts(recording, new)
        facts = {"isrc": code, "master": new.master.sha256 if new.master else None}
        record(actor=actor, verb="artists.recording_registered", subject=recording.public_id, facts=facts)
    return recording


def _parts(recording: Recording, new: NewRecording) -> None:
    RecordingStem.objects.bulk_create(
        RecordingStem(recording=recording, name=name, asset=asset) for name, asset in new.stems
    )
    RecordingWork.objects.bulk_create(
        RecordingWork(recording=recording, work=work, weight_ppm=weight) for work, weight in new.works
    )
    RecordingCredit.objects.bulk_create(_rows(recording, [(new.artist, "main"), *new.credits]))


def credit_recording(*, actor: str, recording: Recording, given: Credits) -> None:
    """Say what artists did on a recording. What was said already stays. Raises Invalid for an unknown role."""
    rows = _rows(recording, given)
    with transaction.atomic():
        known = set(recording.credits.values_list("artist", "role"))
        new = [row for row in rows if (row.artist_id, row.role) not in known]
        RecordingCredit.objects.bulk_create(new, ignore_conflicts=True)
        if new:
            facts = {"credits": [[row.artist.public_id, row.role] for row in new]}
            record(actor=actor, verb="artists.recording_credited", subject=recording.public_id, facts=facts)


def _rows(recording: Recording, given: Credits) -> list[RecordingCredit]:
    """One row a credit, however often it is given."""
    said = {(artist, one_of(CreditRole, role, "role on a recording").value): None for artist, role in given}
    return [RecordingCredit(recording=recording, artist=artist, role=role) for artist, role in said]
