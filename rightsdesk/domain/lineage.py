"""Which recordings a derivative is made of, through any derivatives between, and in what proportion."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from rightsdesk.domain.errors import Invalid


class Source(NamedTuple):
    """One direct source: a recording, or another derivative. `weight` counts among its siblings."""

    key: str
    weight: int
    is_derivative: bool = False


def recordings_of(derivative: str, sources: Mapping[str, Sequence[Source]]) -> tuple[tuple[str, int], ...]:
    """(recording, weight) pairs by key, weights whole numbers; empty when a source leads nowhere.

    Raises Invalid when a derivative is made of itself.
    """
    found = _walk(derivative, sources, ())
    if not found:
        return ()
    bottom = lcm(*(part.denominator for part in found.values()))
    return tuple((key, int(part * bottom)) for key, part in sorted(found.items()))


def _walk(key: str, sources: Mapping[str, Sequence[Source]], path: tuple[str, ...]) -> dict[str, Fraction]:
    if key in path:
        raise Invalid("derivative_cycle", "This derivative is made of itself.", {"path": [*path, key]})
    direct = [source for source in sources.get(key, ()) if source.weight > 0]
    whole = sum(source.weight for source in direct)
    found: dict[str, Fraction] = {}
    for source in direct:
        part = Fraction(source.weight, whole)
        below = (
            _walk(source.key, sources, (*path, key)) if source.is_derivative else {source.key: Fraction(1)}
        )
        if not below:
            return {}
        for recording, weight in below.items():
            found[recording] = found.get(recording, Fraction(0)) + part * weight
    return found
