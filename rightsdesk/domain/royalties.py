"""From a pool of money to everyone who is owed a part of it: the waterfall of one month's listening.

A pool is divided over every valid listen; a listen's part over the master side and the publishing side (performance
and mechanical apart); each side over the derivative's sources, their works, and the shares valid on the listening day.
Every end of that tree is a leaf with an exact fraction of the pool. What has no owner is held with a reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.shares import WHOLE, Right, undisputed
from rightsdesk.domain.splits import apportion
from rightsdesk.domain.territories import Places

WORLD = "WW"


class Reason(StrEnum):
    """Why money waits instead of being paid."""

    SHARE_MISSING = "share_missing"
    OVER_CLAIMED = "over_claimed"
    WORK_MISSING = "work_missing"
    SOURCE_MISSING = "source_missing"
    UNMATCHED = "unmatched"
    NO_LISTENING = "no_listening"
    DERIVATIVE_HELD = "derivative_held"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, slots=True)
class Law:
    """How a listen's money divides over the rights, in parts per million. Versions are added, never edited."""

    version: str
    master: int
    performance: int
    mechanical: int
    disputed_only: bool = True
    """Of an over-claimed right only what several claim waits; before, all of it did."""

    def __post_init__(self) -> None:
        if self.master + self.performance + self.mechanical != WHOLE:
            raise Invalid("law_not_whole", "The sides of a royalty law must make a whole.")

    def part(self, right: Right) -> int:
        return {Right.MASTER: self.master, Right.PERFORMANCE: self.performance}.get(right, self.mechanical)


# 55 % to the master side, 45 % to the publishing side, of which half for performance and half for mechanical rights.
LAW = Law("2026.2", master=550_000, performance=225_000, mechanical=225_000)
LAWS = {law.version: law for law in (replace(LAW, version="2026.1", disputed_only=False), LAW)}


class Share(NamedTuple):
    """A party's parts per million of one right, for days in [first, after) and territories named or not excluded."""

    party: str
    right: str
    ppm: int
    first: date
    after: date | None = None
    included: frozenset[str] = frozenset({WORLD})
    excluded: frozenset[str] = frozenset()

    def covers(self, right: Right, day: date, territory: str) -> bool:
        in_time = self.first <= day and (self.after is None or day < self.after)
        in_place = (WORLD in self.included or territory in self.included) and territory not in self.excluded
        return self.right == right and in_time and in_place


def share_in(
    places: Places, party: str, right: str, ppm: int, first: date, after: date | None = None
) -> Share:
    """A share in a set of countries, as a run freezes it: the countries, or the world without some."""
    included = {WORLD} if places.wide else places.codes
    excluded = places.missing if places.wide else ()
    return Share(party, right, ppm, first, after, frozenset(included), frozenset(excluded))


class Owner(NamedTuple):
    """Who has `ppm` of a right; with no party, why nobody has."""

    party: str | None
    ppm: int
    gap: Reason | None = None


class Cell(NamedTuple):
    """Listens that every rule treats alike. No derivative: the report named one we do not know."""

    derivative: str | None
    day: date
    territory: str
    plays: int


class Branch(NamedTuple):
    """One end of a recording's tree: `weight` of the tree's whole."""

    right: Right
    work: str | None
    party: str | None
    weight: int
    gap: Reason | None


class Leaf(NamedTuple):
    """One end of the whole waterfall: top/bottom is its exact fraction of the pool."""

    cell: Cell
    recording: str | None
    right: Right | None
    work: str | None
    party: str | None
    top: int
    bottom: int
    hold: Reason | None


class Line(NamedTuple):
    """A leaf with the micro-units it received and its place in the queue for left-over units."""

    leaf: Leaf
    units: int
    rank: int


@dataclass(frozen=True, slots=True)
class Recording:
    """What a recording's money depends on. `works` are (work, weight)."""

    shares: tuple[Share, ...]
    works: tuple[tuple[str, int], ...]


def owners(shares: Iterable[Share], right: Right, day: date, territory: str, law: Law = LAW) -> list[Owner]:
    """Everyone's part of one right, always making a whole: what is unclaimed has no party and says so.

    Claims of more than the whole contradict each other: everyone has what the others leave them, the rest waits.
    """
    found = sorted(Owner(s.party, s.ppm) for s in shares if s.ppm and s.covers(right, day, territory))
    claimed = sum(owner.ppm for owner in found)
    if claimed > WHOLE:
        return _over_claimed(found, law)
    if claimed < WHOLE:
        found.append(Owner(None, WHOLE - claimed, Reason.SHARE_MISSING))
    return found


def _over_claimed(claims: list[Owner], law: Law) -> list[Owner]:
    if not law.disputed_only:
        return [Owner(None, WHOLE, Reason.OVER_CLAIMED)]
    parts, disputed = undisputed(claim.ppm for claim in claims)
    found = [Owner(claim.party, part) for claim, part in zip(claims, parts, strict=True) if part]
    return [*found, Owner(None, disputed, Reason.OVER_CLAIMED)]


@dataclass(frozen=True)
class Waterfall:
    """The frozen facts one run divides by. `sources` gives each derivative's recordings with their weights."""

    recordings: Mapping[str, Recording]
    works: Mapping[str, tuple[Share, ...]]
    sources: Mapping[str, tuple[tuple[str, int], ...]]
    holds: Mapping[str, tuple["Held", ...]] = field(default_factory=dict)
    law: Law = LAW

    @cached_property
    def _trees(self) -> dict[tuple[str, date, str], tuple[list[Branch], int]]:
        return {}

    def tree(self, recording: str, day: date, territory: str) -> tuple[list[Branch], int]:
        """The branches of one recording and the whole that their weights make."""
        key = (recording, day, territory)
        if key not in self._trees:
            self._trees[key] = self._grow(self.recordings[recording], day, territory)
        return self._trees[key]

    def _grow(self, recording: Recording, day: date, territory: str) -> tuple[list[Branch], int]:
        whole = sum(weight for _, weight in recording.works) or 1
        master = owners(recording.shares, Right.MASTER, day, territory, self.law)
        branches = [
            Branch(Right.MASTER, None, o.party, self.law.master * o.ppm * whole, o.gap) for o in master
        ]
        for right in (Right.PERFORMANCE, Right.MECHANICAL):
            side = self.law.part(right)
            if not recording.works:
                branches.append(Branch(right, None, None, side * WHOLE, Reason.WORK_MISSING))
            for work, weight in sorted(recording.works):
                found = owners(self.works.get(work, ()), right, day, territory, self.law)
                branches += [Branch(right, work, o.party, side * o.ppm * weight, o.gap) for o in found]
        if sum(branch.weight for branch in branches) != WHOLE * WHOLE * whole:
            raise Invalid("tree_not_whole", "The shares of a recording do not make a whole.")
        return branches, WHOLE * WHOLE * whole

    def leaves(self, cell: Cell, listens: int) -> Iterator[Leaf]:
        """Every end of one cell's tree. `listens` is the number of plays the whole pool is divided over."""
        sources = self.sources.get(cell.derivative or "", ())
        if not sources:
            reason = Reason.SOURCE_MISSING if cell.derivative else Reason.UNMATCHED
            yield Leaf(cell, None, None, None, None, cell.plays, listens, reason)
            return
        hold = self.hold(cell)
        sum_of_weights = sum(weight for _, weight in sources)
        for recording, part in sources:
            branches, whole = self.tree(recording, cell.day, cell.territory)
            bottom, times = listens * whole * sum_of_weights, cell.plays * part
            for right, work, party, weight, gap in branches:
                yield Leaf(cell, recording, right, work, party, weight * times, bottom, gap or hold)

    def hold(self, cell: Cell) -> Reason | None:
        """Why this cell's money waits, if its derivative is held on that day."""
        ranges = self.holds.get(cell.derivative or "", ())
        return next((held.reason for held in ranges if held.covers(cell.day)), None)

    def distribute(self, amount: int, cells: Sequence[Cell]) -> list[Line]:
        """Divide a pool of micro-units. The lines make the pool exactly, whatever order the cells come in."""
        ordered = sorted(cells, key=lambda cell: (cell.derivative or "", cell.day, cell.territory))
        listens = sum(cell.plays for cell in ordered)
        leaves = [leaf for cell in ordered for leaf in self.leaves(cell, listens)] if listens else [_NOBODY]
        parts = apportion(amount, [(leaf.top, leaf.bottom) for leaf in leaves])
        lines = [Line(leaf, part.units, part.rank) for leaf, part in zip(leaves, parts, strict=True)]
        if sum(line.units for line in lines) != amount:
            raise Invalid("pool_leaks", "The parts do not make the pool.")
        return lines


_NOBODY = Leaf(Cell(None, date.min, "", 0), None, None, None, None, 1, 1, Reason.NO_LISTENING)


class Held(NamedTuple):
    """Money of listening days in [first, after) waits; an open end is open."""

    reason: Reason
    first: date | None = None
    after: date | None = None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.after is None or day < self.after)
