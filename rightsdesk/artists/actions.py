"""The only ways to write the catalogue. Identifiers are checked at this door; registering twice is registering once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils import timezone

from rightsdesk.accounts.models import Organisation
from rightsdesk.artists.models import (
    Artist,
    Party,
    PartyIdentifier,
    PartyKind,
    Recording,
    RecordingStem,
    RecordingWork,
    Share,
    Work,
    WriterCredit,
)
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.domain.shares import Right
from rightsdesk.journal.actions import record
from rightsdesk.media.models import Asset


def _checked(kind: str, value: str) -> str:
    try:
        return normalise(kind, value)
    except IdentifierError as error:
        raise Invalid("identifier_malformed", str(error), {"kind": kind, "value": value[:60]}) from error


def register_party(
    *,
    actor: str,
    name: str,
    kind: PartyKind,
    identifiers: Mapping[str, str],
    organisation: Organisation | None = None,
    tax_residence: str = "",
) -> Party:
    """A party by its identifiers. Raises Invalid for a wrong check digit."""
    codes = {each: _checked(each, value) for each, value in identifiers.items()}
    with transaction.atomic():
        for each, value in codes.items():
            if known := PartyIdentifier.objects.filter(kind=each, value=value).first():
                return known.party
        party = Party.objects.create(
            name=name, kind=kind.value, organisation=organisation, tax_residence=tax_residence
        )
        PartyIdentifier.objects.bulk_create(
            PartyIdentifier(party=party, kind=each, value=value) for each, value in codes.items()
        )
        record(
            actor=actor,
            verb="artists.party_registered",
            subject=party.public_id,
            facts={"name": name, **codes},
        )
    return party


def register_artist(*, actor: str, name: str, party: Party) -> Artist:
    """A performing identity of a party."""
    with transaction.atomic():
        found, made = Artist.objects.get_or_create(name=name, party=party)
        if made:
            record(
                actor=actor, verb="artists.artist_registered", subject=found.public_id, facts={"name": name}
            )
    return found


def register_work(*, actor: str, title: str, iswc: str, writers: Iterable[tuple[Party, str]]) -> Work:
    """A composition by its ISWC; `writers` are (party, CISAC role)."""
    code = _checked("iswc", iswc)
    with transaction.atomic():
        found, made = Work.objects.get_or_create(iswc=code, defaults={"title": title})
        if made:
            WriterCredit.objects.bulk_create(
                WriterCredit(work=found, party=p, role=role) for p, role in writers
            )
            record(actor=actor, verb="artists.work_registered", subject=found.public_id, facts={"iswc": code})
    return found


@dataclass(frozen=True, slots=True)
class NewRecording:
    """What is known of a recording when it comes in. `works`: (work, weight in millionths) that make the whole."""

    title: str
    isrc: str
    artist: Artist
    master: Asset
    works: tuple[tuple[Work, int], ...]
    bpm: float | None = None
    key_name: str = ""
    downbeat_s: float | None = None
    stems: tuple[tuple[str, Asset], ...] = ()


def register_recording(*, actor: str, new: NewRecording) -> Recording:
    """A recording by its ISRC, with its master, stems and works."""
    code = _checked("isrc", new.isrc)
    with transaction.atomic():
        if known := Recording.objects.filter(isrc=code).first():
            return known
        recording = Recording.objects.create(
            title=new.title,
            isrc=code,
            artist=new.artist,
            master=new.master,
            seconds=new.master.seconds,
            bpm=new.bpm,
            key_name=new.key_name,
            downbeat_s=new.downbeat_s,
        )
        RecordingStem.objects.bulk_create(
            RecordingStem(recording=recording, name=name, asset=asset) for name, asset in new.stems
        )
        RecordingWork.objects.bulk_create(
            RecordingWork(recording=recording, work=work, weight_ppm=weight) for work, weight in new.works
        )
        facts = {"isrc": code, "master": new.master.sha256}
        record(actor=actor, verb="artists.recording_registered", subject=recording.public_id, facts=facts)
    return recording


@dataclass(frozen=True, slots=True)
class NewShare:
    """A claim: `asset` is a recording or a work; `ppm` exact millionths; valid from a day, to a day or open."""

    party: Party
    asset: Recording | Work
    right: Right
    ppm: int
    valid_from: date
    valid_to: date | None = None
    territory: str = "WW"
    source: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        side = "recording" if isinstance(self.asset, Recording) else "work"
        return {"party": self.party, side: self.asset, "right": self.right.value, "territory": self.territory}


def record_share(*, actor: str, new: NewShare, now: datetime | None = None) -> Share:
    """Believe a claim from now on. The same claim twice is one; an overlapping one is a Conflict."""
    valid = DateRange(new.valid_from, new.valid_to)
    known = Share.objects.filter(**new.columns, valid=valid, ppm=new.ppm, recorded__upper_inf=True).first()
    if known:
        return known
    try:
        with transaction.atomic():
            share = Share.objects.create(
                **new.columns,
                ppm=new.ppm,
                valid=valid,
                recorded=DateTimeTZRange(now or timezone.now(), None),
                source=new.source,
            )
            facts = {"party": new.party.public_id, "right": new.right.value, "ppm": new.ppm}
            record(actor=actor, verb="artists.share_recorded", subject=share.public_id, facts=facts)
    except IntegrityError as error:
        raise Conflict(
            "share_overlaps",
            f"{new.party.name} already has a share of this right in {new.territory} for part of that time.",
        ) from error
    return share


def close_share(*, actor: str, share_id: int, reason: str, now: datetime | None = None) -> Share:
    """Stop believing a claim; the row stays as what the desk believed until now."""
    with transaction.atomic():
        share = Share.objects.select_for_update().get(pk=share_id)
        if share.recorded.upper is None:
            share.recorded = DateTimeTZRange(share.recorded.lower, now or timezone.now())
            share.save(update_fields=["recorded"])
            record(actor=actor, verb="artists.share_closed", subject=share.public_id, reason=reason)
    return share
