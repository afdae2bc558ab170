"""Dividing a whole number exactly: largest remainder, ties to the lower index. No unit is lost or made."""

from collections.abc import Sequence
from dataclasses import dataclass

from rightsdesk.domain.errors import Invalid


class SplitError(Invalid):
    """These weights cannot divide anything."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a division. `rank` is its place in the queue for left-over units; 1 is served first."""

    units: int
    rank: int


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` by whole-number weights. Negative totals mirror positive ones.

    Raises SplitError for no weights, a negative weight, or weights that are all zero.
    Not monotone in `total` (the Alabama paradox): one unit more may take a unit from someone.
    """
    _check(weights)
    whole, size = sum(weights), abs(total)
    floors = [size * weight // whole for weight in weights]
    queue = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in queue[: size - sum(floors)]:
        floors[i] += 1
    return floors if total >= 0 else [-units for units in floors]


def apportion(total: int, fractions: Sequence[tuple[int, int]]) -> list[Part]:
    """Divide `total` by fractions (numerator, denominator) that make exactly one, each with its own denominator.

    Remainders are compared exactly: two different fractions of denominators up to 2^b are at least 2^-2b apart, so
    2b binary digits tell them apart. Raises SplitError when the fractions cannot make one.
    """
    if not fractions:
        raise SplitError("split_empty", "There is nobody to divide this between.")
    if any(top < 0 or bottom <= 0 for top, bottom in fractions):
        raise SplitError("split_negative", "A share cannot be negative.")
    size = abs(total)
    digits = 2 * max(bottom.bit_length() for _, bottom in fractions)
    halves = [divmod(size * top, bottom) for top, bottom in fractions]
    keys = [-((rest << digits) // bottom) for (_, rest), (_, bottom) in zip(halves, fractions, strict=True)]
    queue = sorted(range(len(keys)), key=keys.__getitem__)
    left = size - sum(units for units, _ in halves)
    if not 0 <= left < len(fractions):
        raise SplitError("split_not_whole", "These shares do not make a whole.", {"left": left})
    return _parts([units for units, _ in halves], queue, left, 1 if total >= 0 else -1)


def _parts(floors: list[int], queue: list[int], left: int, sign: int) -> list[Part]:
    parts = [Part(0, 0)] * len(floors)
    for place, i in enumerate(queue):
        parts[i] = Part(sign * (floors[i] + (place < left)), place + 1)
    return parts


def _check(weights: Sequence[int]) -> None:
    if not weights:
        raise SplitError("split_empty", "There is nobody to divide this between.")
    if any(weight < 0 for weight in weights):
        raise SplitError("split_negative", "A share cannot be negative.")
    if not any(weights):
        raise SplitError("split_all_zero", "Every share is zero, so nothing says who gets this.")
