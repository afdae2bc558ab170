"""Releases by their GTIN or GRid, and the recordings on them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from rightsdesk.artists.actions.bulk.keeping import SIZE, Keeping, compared, new, nobody, nothing
from rightsdesk.artists.actions.bulk.recordings import recordings_of
from rightsdesk.artists.actions.bulk.rewriting import rewrite
from rightsdesk.artists.actions.bulk.rows import Kept, ReleaseRow, TrackRow, refused
from rightsdesk.artists.models import Release, Track


def releases_of(codes: Iterable[str]) -> dict[str, Release]:
    """GTIN or GRid → release, of those the desk has."""
    wanted = set(codes) - {""}
    found = Release.objects.filter(Q(gtin__in=wanted) | Q(grid__in=wanted)).select_related("label")
    return {code: each for each in found for code in (each.gtin, each.grid) if code in wanted}


def keep_releases(rows: Sequence[ReleaseRow], keeping: Keeping) -> list[Kept]:
    """New ones are made; a known one takes what the row says."""
    known = releases_of(code for row in rows for code in (row.gtin, row.grid))
    kept: list[Kept] = []
    made: list[Release] = []
    changed: list[Release] = []
    for row in rows:
        what = f"release {row.gtin or row.grid}"
        meant = {each.pk: each for code in (row.gtin, row.grid) if (each := known.get(code))}
        if row.party and row.party not in keeping.people:
            kept.append(nobody(row, what, row.party))
        elif len(meant) > 1:
            words = "Its GTIN and its GRid belong to different releases."
            kept.append(refused(row, what, "gtin", "two_releases", words))
        else:
            release = next(iter(meant.values()), Release())
            kept.append(_taken(row, what, release, keeping))
            if kept[-1].state != "unchanged":
                (changed if release.pk else made).append(release)
    Release.objects.bulk_create(made, batch_size=SIZE)
    rewrite(changed, "title", "gtin", "grid", "label", "released")
    return kept


def _taken(row: ReleaseRow, what: str, release: Release, keeping: Keeping) -> Kept:
    """Compare, and put what the row says into the release; what it is silent about stays."""
    label = keeping.people[row.party] if row.party else None
    after: dict[str, Any] = {"title": row.title, "gtin": row.gtin, "grid": row.grid, "released": row.released}
    after = {name: value for name, value in after.items() if value}
    before = {name: getattr(release, name) for name in after}
    shown_before, shown = dict(before), dict(after)
    if label and label != release.label_id:
        shown_before["label"] = release.label.name if release.label else ""
        shown["label"] = row.party
    kept = compared(row, what, shown_before, shown) if release.pk else new(row, what, shown)
    for name, value in after.items():
        setattr(release, name, value)
    release.label_id = label or release.label_id
    return kept


def keep_tracks(rows: Sequence[TrackRow], keeping: Keeping) -> list[Kept]:
    """A place on a release holds one recording; the row says which."""
    releases = releases_of(row.release for row in rows)
    recordings = recordings_of(row.isrc for row in rows)
    found = Track.objects.filter(release__in=releases.values()).select_related("recording")
    places = {(each.release_id, each.disc, each.number): each for each in found}
    kept: list[Kept] = []
    written: list[Track] = []
    for row in rows:
        what = f"track {row.disc}.{row.number} of {row.release}"
        release, recording = releases.get(row.release), recordings.get(row.isrc)
        if release is None or recording is None:
            column, code = ("isrc", row.isrc) if release else ("gtin", row.release)
            kept.append(nothing(row, what, column, code))
            continue
        track = places.get((release.pk, row.disc, row.number))
        kept.append(_placed(row, what, track))
        if kept[-1].state != "unchanged":
            track = track or Track(release=release, disc=row.disc, number=row.number)
            track.recording_id = recording
            written.append(track)
    Track.objects.bulk_create([track for track in written if not track.pk], batch_size=SIZE)
    rewrite([track for track in written if track.pk], "recording")
    return kept


def _placed(row: TrackRow, what: str, track: Track | None) -> Kept:
    if track is None:
        return new(row, what, {"isrc": row.isrc})
    return compared(row, what, {"isrc": track.recording.isrc}, {"isrc": row.isrc})
