"""Shares in batches. A claim that differs from what is believed closes the old row and opens a new one; nothing is edited."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from rightsdesk.artists.actions.bulk.keeping import Keeping, compared, new, nobody, nothing
from rightsdesk.artists.actions.bulk.recordings import recordings_of
from rightsdesk.artists.actions.bulk.rows import Kept, ShareRow, refused
from rightsdesk.artists.actions.bulk.works import works_of
from rightsdesk.artists.fields import literal
from rightsdesk.artists.models import Share
from rightsdesk.domain.territories import Places
from rightsdesk.journal.fields import new_public_id

CLOSE = "UPDATE artists_share SET recorded = tstzrange(lower(recorded), %s) WHERE id = ANY(%s)"
OPEN = (
    "COPY artists_share "
    '(public_id, party_id, recording_id, work_id, "right", places, ppm, valid, recorded, source) FROM STDIN'
)
Subject = tuple[int, int | None, int | None, str]


@dataclass(slots=True)
class Claim:
    """What is believed, or about to be, of one party's share of one right."""

    pk: int
    places: Places
    first: date
    after: date | None
    ppm: int
    fresh: bool

    def overlaps(self, row: ShareRow) -> bool:
        days = (row.after is None or self.first < row.after) and (
            self.after is None or row.first < self.after
        )
        return days and bool(self.places & row.places)


def keep_shares(rows: Sequence[ShareRow], keeping: Keeping) -> list[Kept]:
    """Same party, asset, right, countries and first day = the same claim; another that overlaps it is refused."""
    recordings, works = recordings_of(r.isrc for r in rows), works_of(r.iswc for r in rows)
    subjects = [_subject(row, keeping, recordings, works) for row in rows]
    claims = _believed([each for each in subjects if not isinstance(each, Kept)], keeping)
    kept, closing, opening = [], [], []
    for row, subject in zip(rows, subjects, strict=True):
        if isinstance(subject, Kept):
            kept.append(subject)
            continue
        outcome, old = _taken(row, claims[subject])
        kept.append(outcome)
        if outcome.state in ("new", "changed"):
            closing += [old.pk] if old else []
            opening.append(_columns(row, subject, keeping))
            keeping.recordings |= {subject[1]} if subject[1] else set()
            keeping.works |= {subject[2]} if subject[2] else set()
    _write(closing, opening, keeping)
    return kept


def _subject(
    row: ShareRow, keeping: Keeping, recordings: dict[str, int], works: dict[str, int]
) -> Subject | Kept:
    what, party = _what(row), keeping.people.get(row.party)
    recording, work = recordings.get(row.isrc), works.get(row.iswc)
    if party is None:
        return nobody(row, what, row.party)
    if recording is None and work is None:
        return nothing(row, what, "isrc" if row.isrc else "iswc", row.isrc or row.iswc)
    return party, recording, work, row.right


def _what(row: ShareRow) -> str:
    return f"{row.right} share of {row.party} in {row.isrc or row.iswc}"


def _believed(subjects: Iterable[Subject], keeping: Keeping) -> dict[Subject, list[Claim]]:
    parties, recordings, works, _ = (
        (set(part) for part in zip(*subjects, strict=True)) if subjects else ((),) * 4
    )
    found: dict[Subject, list[Claim]] = defaultdict(list)
    for side, ids in (("recording", recordings), ("work", works)):
        rows = Share.objects.filter(
            **{f"{side}__in": set(ids) - {None}}, party__in=parties, recorded__upper_inf=True
        )
        for share in rows:
            claim = Claim(
                share.pk, share.places, share.valid.lower, share.valid.upper, share.ppm,
                share.recorded.lower >= keeping.now,
            )  # fmt: skip
            found[share.party_id, share.recording_id, share.work_id, share.right].append(claim)
    return found


def _taken(row: ShareRow, claims: list[Claim]) -> tuple[Kept, Claim | None]:
    """What the row means beside what is believed; `claims` then holds what will be."""
    what, after = (
        _what(row),
        {"share": row.ppm / 10_000, "territories": row.places, "from": row.first, "to": row.after},
    )
    same = next((c for c in claims if c.places == row.places and c.first == row.first), None)
    other = next((c for c in claims if c is not same and c.overlaps(row)), None)
    if same and (same.ppm, same.after) == (row.ppm, row.after):
        return Kept(row.line, "unchanged", what), None
    if same and same.fresh:
        words = "An earlier line says otherwise of the same share."
        return refused(row, what, "share", "said_twice", words), None
    if other:
        return _overlap(row, what, other), None
    claims.append(Claim(0, row.places, row.first, row.after, row.ppm, fresh=True))
    if same is None:
        return new(row, what, after), None
    claims.remove(same)
    before: dict[str, Any] = after | {"share": same.ppm / 10_000, "to": same.after}
    return compared(row, what, before, after), same


def _overlap(row: ShareRow, what: str, other: Claim) -> Kept:
    words = (
        f"This party already has {other.ppm / 10_000:g} % of this right in {other.places} from {other.first}: "
        "a share for part of the same countries and days would count twice."
    )
    return refused(row, what, "territories", "share_overlaps", words[:500])


def _columns(row: ShareRow, subject: Subject, keeping: Keeping) -> tuple[Any, ...]:
    """A share as COPY writes it, in the order of its statement."""
    party, recording, work, right = subject
    days = f"[{row.first},{row.after or ''})"
    return (
        new_public_id("shr"), party, recording, work, right, literal(row.places), row.ppm, days,
        f"[{keeping.now.isoformat()},)", row.source,
    )  # fmt: skip


def _write(closing: list[int], opening: list[tuple[Any, ...]], keeping: Keeping) -> None:
    with connection.cursor() as cursor:
        if closing:
            cursor.execute(CLOSE, [keeping.now, closing])
        if opening:
            with connection.wrap_database_errors, cursor.copy(OPEN) as copy:
                for columns in opening:
                    copy.write_row(columns)
