"""Make a likely place fine: tempo and phase to where the pilots speak loudest, and the cells as they stand there.
Leaves finding places to `search` and reading the cells to `judging`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.watermark.layout import FRAMES_PER_SLOT, HALF, PERIOD, SLOTS, Floats
from rightsdesk.engines.watermark.pattern import Pattern
from rightsdesk.engines.watermark.search import Place

_FINE = np.arange(-4, 5)
_PHASES_A_FRAME = 4


def settled(feature: Floats, own: Pattern, place: Place) -> Iterator[tuple[Place, Floats]]:
    """The place and its cells [slots, bands]: made fine within its own stretch, then over the whole recording."""
    near = _finest(feature, own, place)
    yield near, cells_at(feature, near)
    if place.length < len(feature):
        phase = (near.phase - near.first * near.tempo) % PERIOD
        wide = _finest(feature, own, replace(near, first=0, length=len(feature), phase=phase))
        yield wide, cells_at(feature, wide)


def _finest(feature: Floats, own: Pattern, place: Place) -> Place:
    """Try phases to a quarter of a frame, and tempos as fine as the length can tell apart."""
    tries = []
    for turn in _FINE / max(place.length, PERIOD):
        # The middle of the stretch stays where it is while the tempo turns about it.
        turned = place.phase - turn * place.length / 2
        for shift in _FINE / _PHASES_A_FRAME:
            tried = replace(place, tempo=float(place.tempo + turn), phase=float(turned + shift))
            tries.append(replace(tried, score=_pilot_score(own, cells_at(feature, tried))))
    return max(tries, key=lambda tried: tried.score)


def cells_at(feature: Floats, place: Place) -> Floats:
    """The feature at the middle of every slot, periods laid over one another."""
    start = int(np.ceil((place.phase - HALF) / FRAMES_PER_SLOT))
    end = int((place.phase + place.length * place.tempo - HALF) / FRAMES_PER_SLOT)
    slots = np.arange(start, end + 1)
    at = place.first + (slots * FRAMES_PER_SLOT + HALF - place.phase) / place.tempo
    inside = (at >= 0) & (at < len(feature) - 1)
    cells = np.zeros((SLOTS, feature.shape[1]), dtype=np.float32)
    np.add.at(cells, slots[inside] % SLOTS, _between(feature, at[inside]))
    return cells


def _between(feature: Floats, at: NDArray[np.floating[Any]]) -> Floats:
    low = at.astype(np.int64)
    part = (at - low).astype(np.float32)[:, None]
    return feature[low] * (1 - part) + feature[low + 1] * part


def _pilot_score(own: Pattern, cells: Floats) -> float:
    pilots = cells[own.bits < 0]
    signs = own.signs[own.bits < 0]
    return float((pilots * signs).sum() / np.sqrt(np.square(pilots).sum() + 1e-9))
