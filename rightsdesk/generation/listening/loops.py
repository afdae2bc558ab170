"""Chords that go round and round: where one loop of four bars gives way to another, though the band plays on. Leaves
changes of sound to `sections`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rightsdesk.generation.listening.spectra import Curve

Notes = NDArray[np.float64]
LOOP = 4
_CLEAR, _ROUND = 0.6, 0.5
_LEAST_OWN = 0.1


def chords(notes: Notes) -> Notes:
    """Of pitch classes a bar, [bars, 12]: each bar's own, less what all bars share, of unit length; shorter where a
    bar hardly differs from the rest, as in drums alone."""
    own = notes - notes.mean(axis=0)
    least = _LEAST_OWN * float(np.linalg.norm(notes, axis=1).mean()) + 1e-12
    unit: Notes = own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), least)
    return unit


def changes(chords: Notes) -> list[int]:
    """Bars at which a new loop begins, of `chords` bar by bar. Only where the bars before it repeat, and
    those after it too: music that never repeats changes everywhere, and says nothing."""
    novelty = _novelty(chords)
    return [line for line in range(LOOP, len(chords) - LOOP + 1) if _is_peak(novelty, line)]


def unlike(one: Notes, other: Notes) -> float:
    """How far the first loops of two sections differ, begun wherever they are most alike: 0 the same, 1 unrelated."""
    if min(len(one), len(other)) < LOOP:
        return 0.0
    first, second = one[:LOOP], other[:LOOP]
    return min(float(np.mean(_apart(first, np.roll(second, turn, axis=0)))) for turn in range(LOOP))


def _novelty(notes: Notes) -> Curve:
    """At each bar, how far the four bars from it on differ from the four before it, place by place."""
    found = np.zeros(len(notes))
    for line in range(LOOP, len(notes) - LOOP + 1):
        found[line] = np.mean(_apart(notes[line - LOOP : line], notes[line : line + LOOP]))
    return found


def _is_peak(novelty: Curve, line: int) -> bool:
    before, after = novelty[max(LOOP, line - LOOP) : line], novelty[line + 1 : line + 1 + LOOP]
    if not len(before) or not len(after):
        return False
    height = novelty[line]
    highest = height >= max(before.max(), after.max())
    return bool(height >= _CLEAR and highest and max(before.min(), after.min()) <= _ROUND * height)


def _apart(one: Notes, other: Notes) -> Curve:
    distance: Curve = ((one - other) ** 2).sum(axis=1) / 2
    return distance
