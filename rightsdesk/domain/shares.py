"""Rights, the two sides they belong to, the whole that shares are parts of, and how the claims to a right stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from rightsdesk.domain.territories import Places

WHOLE = 1_000_000
"""Shares and weights are exact millionths of one whole."""


class Right(StrEnum):
    MASTER = "master"
    PERFORMANCE = "performance"
    MECHANICAL = "mechanical"
    SYNCHRONISATION = "synchronisation"
    GENERATE = "generate"


PUBLISHING = frozenset({Right.PERFORMANCE, Right.MECHANICAL})
"""The rights whose owners speak for the composition."""


class Claim(NamedTuple):
    """`party` claims `ppm` of a right in some countries, for days in [first, after). `key` tells claims apart."""

    key: int
    party: int
    right: str
    ppm: int
    places: Places
    first: date
    after: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Countries and days in which exactly these claims to a right meet."""

    right: str
    places: Places
    first: date
    after: date | None
    claims: tuple[Claim, ...]

    @property
    def total(self) -> int:
        """The sum of the claims in millionths."""
        return sum(claim.ppm for claim in self.claims)

    @property
    def excess(self) -> int:
        """What is claimed beyond the whole: more than nothing is an over-claim."""
        return max(0, self.total - WHOLE)

    @property
    def residual(self) -> int:
        """What nobody claims of a right that somebody has a part of."""
        return max(0, WHOLE - self.total)

    @property
    def claimants(self) -> tuple[int, ...]:
        return tuple(sorted({claim.party for claim in self.claims}))


def standing(claims: Iterable[Claim]) -> tuple[Stretch, ...]:
    """Everywhere and always that something is claimed, cut where the claims that meet change.

    The order of the claims does not matter. Nothing is normalised: the sums say what was claimed.
    """
    rights: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda each: each.key):
        rights[claim.right].append(claim)
    return tuple(stretch for right in sorted(rights) for stretch in _through_time(rights[right]))


def _through_time(claims: list[Claim]) -> list[Stretch]:
    """The stretches of one right; those that go on unchanged over a break are one."""
    found: list[Stretch] = []
    running: dict[tuple[tuple[int, ...], int], int] = {}
    for first, after in pairwise(sorted({day for c in claims for day in (c.first, c.after or date.max)})):
        valid = [c for c in claims if c.first <= first and (c.after is None or c.after > first)]
        end, here = None if after == date.max else after, {}
        for places, meeting in _through_space(valid):
            key = (tuple(c.key for c in meeting), places.mask)
            if (place := running.get(key)) is None:
                place = len(found)
                found.append(Stretch(meeting[0].right, places, first, end, meeting))
            found[place], here[key] = replace(found[place], after=end), place
        running = here
    return found


def _through_space(claims: list[Claim]) -> Iterator[tuple[Places, tuple[Claim, ...]]]:
    """The world cut into sets of countries in which the same claims meet."""
    cells: list[tuple[Places, tuple[Claim, ...]]] = []
    for claim in claims:
        rest, cut = claim.places, []
        for places, meeting in cells:
            rest -= places
            cut += [(places - claim.places, meeting), (places & claim.places, (*meeting, claim))]
        cells = [cell for cell in [*cut, (rest, (claim,))] if cell[0]]
    yield from sorted(cells, key=lambda cell: cell[0].mask)


class Division(NamedTuple):
    """What each claimant has beyond dispute, in the order given, and the millionths that several claim."""

    parts: tuple[int, ...]
    disputed: int


def undisputed(claims: Iterable[int]) -> Division:
    """Claims that meet, in millionths → what each has beyond dispute: what the others' claims together leave.

    Claims of the whole or less are not in dispute. Parts and disputed make the whole, or all that is claimed.
    """
    sizes = tuple(claims)
    excess = max(0, sum(sizes) - WHOLE)
    parts = tuple(max(0, size - excess) for size in sizes) if excess else sizes
    return Division(parts, min(WHOLE, sum(sizes)) - sum(parts))
