"""How much of a source is still to be recognised, 0..1, with the recipe undone: time set back by the tempo ratio, pitch
by the semitones, then chroma compared moment by moment."""

from __future__ import annotations

import numpy as np

from rightsdesk.generation.selfcheck.likeness import Table

METHOD = "chroma by moment, tempo and pitch undone: mean cosine"
METHOD_REARRANGED = "chroma in windows of six seconds, each at its best place in the source: mean cosine"
_WINDOW_FRAMES = 32
_AUDIBLE = 0.05


def similarity(before: Table, after: Table, ratio: float, semitones: float) -> float:
    """`before` lies on the output's time line but for the tempo."""
    places = np.arange(len(after), dtype=np.float64) * ratio
    inside = places <= len(before) - 1
    undone = _lower(after[inside], semitones)
    there = _interpolated(before, places[inside])
    return _mean_cosine(there, undone)


def similarity_rearranged(before: Table, after: Table, ratio: float, semitones: float) -> float:
    """For an order nobody told us: each window is looked for everywhere in the source."""
    undone = _lower(_interpolated(after, np.arange(0.0, len(after) - 1, 1 / ratio)), semitones)
    size = min(_WINDOW_FRAMES, len(undone), len(before))
    scores = [
        _best_place(before, undone[first : first + size]) for first in range(0, len(undone) - size + 1, size)
    ]
    return round(float(np.mean(scores)), 4) if scores else 0.0


def _best_place(before: Table, window: Table) -> float:
    views = np.lib.stride_tricks.sliding_window_view(before, len(window), axis=0)
    found = np.einsum("nck,kc->n", views, window)
    energy = np.einsum("nck,nck->n", views, views)
    cosines = found / (np.sqrt(energy * (window**2).sum()) + 1e-12)
    return float(max(0.0, cosines.max()))


def _lower(chroma: Table, semitones: float) -> Table:
    """`semitones` down, parts of a semitone shared between neighbours."""
    whole = int(np.floor(semitones))
    part = semitones - whole
    return np.asarray(
        (1 - part) * np.roll(chroma, -whole, axis=1) + part * np.roll(chroma, -whole - 1, axis=1)
    )


def _interpolated(chroma: Table, places: Table) -> Table:
    low = np.clip(np.floor(places).astype(int), 0, max(0, len(chroma) - 2))
    part = np.clip(places - low, 0.0, 1.0)[:, None]
    return np.asarray((1 - part) * chroma[low] + part * chroma[np.minimum(low + 1, len(chroma) - 1)])


def _mean_cosine(one: Table, other: Table) -> float:
    """Over the moments at which both are heard, none weighing more for being louder."""
    sizes, others = np.linalg.norm(one, axis=1), np.linalg.norm(other, axis=1)
    audible = (sizes > _AUDIBLE * sizes.max(initial=0.0)) & (others > _AUDIBLE * others.max(initial=0.0))
    if not audible.any():
        return 0.0
    cosines = (one * other).sum(axis=1)[audible] / (sizes * others)[audible]
    return round(float(max(0.0, cosines.mean())), 4)
