"""Rows in batches in which nothing is named twice: so a batch is one step, wherever its borders fall."""

from collections.abc import Iterable, Iterator

from rightsdesk.artists.actions.bulk.rows import PartyRow, RecordingRow, ReleaseRow, Row, TrackRow, WorkRow
from rightsdesk.exchange.incoming.problems import Problem

SIZE = 2_000


def batches(rows: Iterable[Row | Problem]) -> Iterator[tuple[list[Row], list[Problem]]]:
    """At most SIZE rows a batch, and the problems met on the way."""
    batch: list[Row] = []
    problems: list[Problem] = []
    seen: set[object] = set()
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        marks = _marks(row)
        if len(batch) >= SIZE or not seen.isdisjoint(marks):
            yield batch, problems
            batch, problems, seen = [], [], set()
        batch.append(row)
        seen |= marks
    yield batch, problems


def _marks(row: Row) -> set[object]:
    """What must not be in one batch twice. Shares and credits are compared with their batch where they are kept."""
    match row:
        case PartyRow():
            return {row.key, *row.codes}
        case WorkRow():
            return {row.iswc}
        case RecordingRow():
            return {row.isrc}
        case ReleaseRow():
            return {code for code in (row.gtin, row.grid) if code}
        case TrackRow():
            return {(row.release, row.disc, row.number)}
    return set()
