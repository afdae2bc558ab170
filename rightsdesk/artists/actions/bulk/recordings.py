"""Recordings by their ISRC, with their main artist and works; and who else is credited on them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from rightsdesk.artists.actions.bulk.keeping import SIZE, Keeping, compared, new, nobody, nothing
from rightsdesk.artists.actions.bulk.parties import artists_of
from rightsdesk.artists.actions.bulk.rewriting import rewrite
from rightsdesk.artists.actions.bulk.rows import CreditRow, Kept, RecordingRow
from rightsdesk.artists.actions.bulk.works import works_of
from rightsdesk.artists.models import Recording, RecordingCredit, RecordingWork
from rightsdesk.domain.roles import CreditRole

FIELDS = ("title", "seconds", "bpm", "key_name")
Links = dict[str, int]
NOT_THEIRS = """
DELETE FROM artists_recordingcredit
WHERE role = %s AND (recording_id, artist_id) IN (SELECT * FROM unnest(%s::bigint[], %s::bigint[]))
"""


def recordings_of(codes: Iterable[str]) -> dict[str, int]:
    """ISRC → recording, of those the desk has."""
    return dict(Recording.objects.filter(isrc__in=set(codes)).values_list("isrc", "pk"))


def keep_recordings(rows: Sequence[RecordingRow], keeping: Keeping) -> list[Kept]:
    """New ones are made; a known one takes what the row says, and keeps what the row is silent about.

    A batch names no ISRC twice.
    """
    works = works_of(iswc for row in rows for iswc, _ in row.works)
    found = Recording.objects.filter(isrc__in=[row.isrc for row in rows]).select_related("artist")
    known = {recording.isrc: recording for recording in found}
    were = {recording.pk: recording.artist_id for recording in known.values()}
    links = _links(known.values())
    refusals = {row.isrc: no for row in rows if (no := _refusal(row, keeping, works))}
    good = [row for row in rows if row.isrc not in refusals]
    pairs = {row.isrc: (keeping.people[row.party], row.artist) for row in good}
    artists = artists_of(pairs.values())
    kept = dict(refusals)
    written: list[tuple[RecordingRow, Recording]] = []
    for row in good:
        recording = known.get(row.isrc) or Recording(isrc=row.isrc)
        kept[row.isrc] = _taken(row, recording, artists[pairs[row.isrc]], links[recording.pk])
        if kept[row.isrc].state != "unchanged":
            written.append((row, recording))
    _write(written, works)
    _corrected([(each, were[each.pk]) for _, each in written if each.pk in were])
    return [kept[row.isrc] for row in rows]


def _links(recordings: Iterable[Recording]) -> dict[int | None, Links]:
    found: dict[int | None, Links] = defaultdict(dict)
    rows = RecordingWork.objects.filter(recording__in=[each.pk for each in recordings])
    for recording, iswc, weight in rows.values_list("recording_id", "work__iswc", "weight_ppm"):
        found[recording][iswc] = weight
    return found


def _refusal(row: RecordingRow, keeping: Keeping, works: dict[str, int]) -> Kept | None:
    what = f"recording {row.isrc}"
    if row.party not in keeping.people:
        return nobody(row, what, row.party)
    missing = next((iswc for iswc, _ in row.works if iswc not in works), None)
    return nothing(row, what, "iswc", missing) if missing else None


def _taken(row: RecordingRow, recording: Recording, artist: int, links: Links) -> Kept:
    """Compare, and put what the row says into the recording."""
    what = f"recording {row.isrc}"
    after: dict[str, Any] = {name: getattr(row, name) for name in FIELDS if getattr(row, name) is not None}
    shown = after | {"artist": row.artist} | ({"works": _said(dict(row.works))} if row.works else {})
    if recording.pk is None:
        kept = new(row, what, shown)
    else:
        before = {name: getattr(recording, name) for name in FIELDS}
        name = recording.artist.name
        if recording.artist_id != artist and name == row.artist:
            name = f"{name} (another party's)"
        kept = compared(row, what, before | {"artist": name, "works": _said(links)}, shown)
    for name, value in after.items():
        setattr(recording, name, value)
    recording.artist_id = artist
    return kept


def _said(links: Links) -> str:
    return " ".join(f"{iswc}={ppm / 10_000:g}" for iswc, ppm in sorted(links.items()))


def _write(written: list[tuple[RecordingRow, Recording]], works: dict[str, int]) -> None:
    """Recordings, their main credit, and their works anew where the row names any."""
    old = [recording for _, recording in written if recording.pk]
    Recording.objects.bulk_create([each for _, each in written if not each.pk], batch_size=SIZE)
    rewrite(old, *FIELDS, "artist")
    RecordingCredit.objects.bulk_create(
        [RecordingCredit(recording=r, artist_id=r.artist_id, role=CreditRole.MAIN.value) for _, r in written],
        batch_size=SIZE,
        ignore_conflicts=True,
    )
    told = [(row, recording) for row, recording in written if row.works]
    before = {each.pk for each in old}
    RecordingWork.objects.filter(recording__in=[r.pk for _, r in told if r.pk in before]).delete()
    RecordingWork.objects.bulk_create(
        [
            RecordingWork(recording=recording, work_id=works[iswc], weight_ppm=ppm)
            for row, recording in told
            for iswc, ppm in row.works
        ],
        batch_size=SIZE,
    )


def _corrected(recordings: list[tuple[Recording, int]]) -> None:
    """Whoever was taken for the main artist by mistake is no longer credited, and need not consent."""
    gone = [(each.pk, artist) for each, artist in recordings if each.artist_id != artist]
    if gone:
        with connection.cursor() as cursor:
            cursor.execute(NOT_THEIRS, [CreditRole.MAIN.value, *map(list, zip(*gone, strict=True))])


def keep_credits(rows: Sequence[CreditRow], keeping: Keeping) -> list[Kept]:
    """A credit is added once; an import never takes one away."""
    recordings = recordings_of(row.isrc for row in rows)
    pairs = [(keeping.people.get(row.party, 0), row.artist) for row in rows]
    artists = artists_of(pair for row, pair in zip(rows, pairs, strict=True) if row.isrc in recordings)
    found = RecordingCredit.objects.filter(recording__in=recordings.values())
    had = set(found.values_list("recording_id", "artist_id", "role"))
    kept, made = [], []
    for row, pair in zip(rows, pairs, strict=True):
        what, recording = f"credit on {row.isrc}", recordings.get(row.isrc)
        if recording is None or not pair[0]:
            kept.append(nobody(row, what, row.party) if recording else nothing(row, what, "isrc", row.isrc))
            continue
        credit = (recording, artists[pair], row.role)
        if credit in had:
            kept.append(Kept(row.line, "unchanged", what))
            continue
        had.add(credit)
        made.append(RecordingCredit(recording_id=recording, artist_id=credit[1], role=row.role))
        kept.append(new(row, what, {"artist": row.artist, "role": row.role}))
    RecordingCredit.objects.bulk_create(made, batch_size=SIZE)
    return kept
