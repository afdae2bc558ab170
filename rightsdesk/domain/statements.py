"""What a statement says: line detail in, the figures of the paper out. Every total is the sum of its lines."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rightsdesk.domain.money import decimal
from rightsdesk.domain.periods import Period
from rightsdesk.domain.royalties import Reason
from rightsdesk.domain.shares import Right

DISPUTE_DAYS = 90
WORDS = {
    Reason.SHARE_MISSING: "Nobody claims this part of the right, so it waits for its owner.",
    Reason.OVER_CLAIMED: "More than the whole of this right is claimed. It waits until the claimants agree.",
    Reason.WORK_MISSING: "We do not know which composition this recording holds.",
    Reason.SOURCE_MISSING: "We do not know which recording this was made from.",
    Reason.UNMATCHED: "The platform reported listens of something we do not know.",
    Reason.NO_LISTENING: "No listens were reported for this money yet.",
    Reason.DERIVATIVE_HELD: "This derivative is on hold.",
    Reason.NOT_PUBLISHED: "This derivative was never published. Its money waits until that is settled.",
}


class Detail(NamedTuple):
    """One line of a payee's statement, in the order of the CSV's columns, where `units` is called amount_micro."""

    derivative: str
    derivative_title: str
    isrc: str
    recording: str
    artist: str
    iswc: str
    work: str
    right: str
    from_day: str
    territory: str
    plays: int
    pool: str
    weight_top: int
    weight_bottom: int
    rank: int
    currency: str
    units: int
    hold: str
    why: str


class Group(NamedTuple):
    """Lines that the paper shows as one row."""

    title: str
    detail: str
    code: str
    plays: int
    units: int
    held: int


NUMBERS = ("plays", "weight_top", "weight_bottom", "rank", "amount_micro")
COLUMNS = tuple("amount_micro" if name == "units" else name for name in Detail._fields)


def to_csv(lines: Iterable[Detail]) -> bytes:
    """The line detail as it is attached: one header, one row a line, `amount` in whole currency with six decimals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "amount", "status"])
    for line in lines:
        safe = (_inert(value) if isinstance(value, str) else value for value in line)
        writer.writerow([*safe, decimal(line.units), "held" if line.hold else "payable"])
    return out.getvalue().encode()


def from_csv(data: bytes) -> list[Detail]:
    """The lines of an attached detail, as they were written."""
    return [read_detail(row) for row in csv.DictReader(io.StringIO(data.decode()))]


def read_detail(row: Mapping[str, str]) -> Detail:
    """A line from plain texts by column name."""
    derivative, title, isrc, recording, artist, iswc, work, right, day, place = (row[n] for n in COLUMNS[:10])
    plays, top, bottom, rank, units = (int(row[name]) for name in NUMBERS)
    pool, currency, hold, why = (row[name] for name in ("pool", "currency", "hold", "why"))
    what = (derivative, title, isrc, recording, artist, iswc, work, right, day, place)
    return Detail(*what, plays, pool, top, bottom, rank, currency, units, hold, why)


def _inert(text: str) -> str:
    """A title that a spreadsheet would take for a formula is quoted."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def by_recording(lines: Sequence[Detail], most: int) -> list[Group]:
    """Earnings by recording, largest first; beyond `most` rows the smallest become one."""
    groups = [_group(rows) for rows in _grouped(lines, lambda line: (line.recording, line.isrc)).values()]
    groups.sort(key=lambda group: (-group.units, group.title, group.code))
    return _shortened(groups, most, "recordings")


def by_hold(lines: Sequence[Detail], most: int) -> list[Group]:
    """Held money by derivative and reason, largest first."""
    held = _grouped([line for line in lines if line.hold], lambda line: (line.derivative, line.why))
    groups = [
        Group(
            rows[0].derivative_title,
            rows[0].why,
            rows[0].derivative,
            _plays(rows),
            _units(rows),
            _units(rows),
        )
        for rows in held.values()
    ]
    groups.sort(key=lambda group: (-group.units, group.title, group.code))
    return _shortened(groups, most, "derivatives")


def by_right(lines: Iterable[Detail]) -> list[tuple[str, int]]:
    """Micro-units earned from each right that earned anything, in the order of the law."""
    sums = {right.value: 0 for right in Right}
    for line in lines:
        sums[line.right] += line.units
    return [(right, units) for right, units in sums.items() if units]


def dispute_until(period: Period) -> date:
    """The last day on which a statement of this month can be disputed."""
    return period.last + timedelta(days=DISPUTE_DAYS)


def _grouped(
    lines: Iterable[Detail], key: Callable[[Detail], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Detail]]:
    found: dict[tuple[str, ...], list[Detail]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return found


def _group(rows: list[Detail]) -> Group:
    first = rows[0]
    return Group(
        first.recording,
        first.artist,
        first.isrc,
        _plays(rows),
        _units(rows),
        _units([row for row in rows if row.hold]),
    )


def _units(rows: Iterable[Detail]) -> int:
    return sum(row.units for row in rows)


def _plays(rows: Iterable[Detail]) -> int:
    """Listens behind these lines, each counted once whatever rights and works it earned from."""
    return sum({(row.derivative, row.from_day, row.territory, row.pool): row.plays for row in rows}.values())


def _shortened(groups: list[Group], most: int, what: str) -> list[Group]:
    if len(groups) <= most:
        return groups
    rest = groups[most - 1 :]
    one = Group(
        title=f"{len(rest)} other {what}",
        detail="each in the attached detail",
        code="",
        plays=sum(group.plays for group in rest),
        units=sum(group.units for group in rest),
        held=sum(group.held for group in rest),
    )
    return [*groups[: most - 1], one]
