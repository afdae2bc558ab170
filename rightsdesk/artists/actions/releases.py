"""Releases and their tracks."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from rightsdesk.artists.actions.checks import checked
from rightsdesk.artists.models import Party, Recording, Release, Track
from rightsdesk.domain.errors import Invalid
from rightsdesk.journal.actions import record


@dataclass(frozen=True, slots=True)
class NewTrack:
    recording: Recording
    number: int
    disc: int = 1


@dataclass(frozen=True, slots=True)
class NewRelease:
    """What is known of a release when it comes in: it has a GTIN, a GRid or both."""

    title: str
    tracks: tuple[NewTrack, ...]
    gtin: str = ""
    grid: str = ""
    label: Party | None = None
    released: date | None = None


def register_release(*, actor: str, new: NewRelease) -> Release:
    """A release by its codes. Raises Invalid without any."""
    gtin, grid = (checked(kind, text) if text else "" for kind, text in _codes(new))
    if not gtin and not grid:
        raise Invalid("release_without_code", "A release needs a GTIN (bar code) or a GRid.")
    with transaction.atomic():
        known = (Q(gtin=gtin) if gtin else Q()) | (Q(grid=grid) if grid else Q())
        if found := Release.objects.filter(known).first():
            return found
        release = Release.objects.create(
            title=new.title, gtin=gtin, grid=grid, label=new.label, released=new.released
        )
        Track.objects.bulk_create(
            Track(release=release, recording=track.recording, disc=track.disc, number=track.number)
            for track in new.tracks
        )
        facts = {"gtin": gtin, "grid": grid, "tracks": len(new.tracks)}
        record(actor=actor, verb="artists.release_registered", subject=release.public_id, facts=facts)
    return release


def _codes(new: NewRelease) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("gtin", new.gtin), ("grid", new.grid)
