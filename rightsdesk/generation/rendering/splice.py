"""Stretches of a recording put one after the other without a click, with their beats. Which ones is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.listening.beats import Grid

_FADE_SECONDS = 0.02
_SEEK_SECONDS = 0.004
_BEAT_SLACK_S = 0.02


def aligned(audio: Audio, spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same stretches, each later one begun up to four milliseconds aside, where its wave runs on from the wave before
    the join: the next best thing to a zero crossing in both."""
    result = [spans[0]]
    for (_, leaving), (entering, end) in pairwise(spans):
        result.append((entering + _offset(audio, leaving, entering), end))
    return result


def spliced(audio: Audio, spans: Sequence[tuple[float, float]]) -> Audio:
    """Equal-power cross-fades of twenty milliseconds around each join; the length is the sum of the spans."""
    edges = [(round(start * audio.rate), round(end * audio.rate)) for start, end in spans]
    joined = np.zeros((sum(end - start for start, end in edges), audio.channels), dtype=np.float32)
    half, place = int(_FADE_SECONDS * audio.rate / 2), 0
    for number, (start, end) in enumerate(edges):
        before = half if number and place >= half <= start else 0
        after = half if number + 1 < len(edges) and end + half <= audio.frames else 0
        piece = audio.samples[start - before : end + after].copy()
        _fade(piece, 2 * before, 2 * after)
        joined[place - before : place - before + len(piece)] += piece[: len(joined) - place + before]
        place += end - start
    return Audio(joined, audio.rate)


def spliced_grid(grid: Grid, spans: Sequence[tuple[float, float]]) -> Grid:
    """The beats of the stretches where they now fall. Stretches begin on bar lines, the first perhaps before one."""
    beats, place = [], 0.0
    for start, end in spans:
        inside = (grid.beats >= start - _BEAT_SLACK_S) & (grid.beats < end - _BEAT_SLACK_S)
        beats.append(np.maximum(0.0, grid.beats[inside] - start + place))
        place += end - start
    first = int(np.searchsorted(grid.beats, spans[0][0] - _BEAT_SLACK_S))
    return Grid(np.concatenate(beats), (grid.downbeat - first) % 4, grid.downbeat_confidence)


def spliced_frames(
    table: NDArray[np.float64], a_second: float, spans: Sequence[tuple[float, float]]
) -> NDArray[np.float64]:
    """Rows that were measured `a_second` times a second, in the order of the stretches."""
    lengths = np.array([end - start for start, end in spans])
    places = np.arange(0, lengths.sum(), 1 / a_second)
    which = np.minimum(np.searchsorted(np.cumsum(lengths), places, side="right"), len(spans) - 1)
    starts = np.array([start for start, _ in spans])
    times = starts[which] + places - (np.cumsum(lengths) - lengths)[which]
    rows = np.minimum(np.rint(times * a_second).astype(int), len(table) - 1)
    return np.asarray(table[rows])


def _fade(piece: Samples, rise: int, fall: int) -> None:
    if rise:
        piece[:rise] *= np.sqrt(np.linspace(0, 1, rise, dtype=np.float32))[:, None]
    if fall:
        piece[-fall:] *= np.sqrt(np.linspace(1, 0, fall, dtype=np.float32))[:, None]


def _offset(audio: Audio, leaving: float, entering: float) -> float:
    half, reach = int(_FADE_SECONDS * audio.rate / 2), int(_SEEK_SECONDS * audio.rate)
    here, there = round(leaving * audio.rate), round(entering * audio.rate)
    first = there - half - reach
    if here - half < 0 or first < 0 or max(here + half, there + half + reach) > audio.frames:
        return 0.0
    wave = audio.samples[here - half : here + half].mean(axis=1)
    around = audio.samples[first : there + half + reach].mean(axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(around, len(wave))
    alike = windows @ wave / (np.sqrt((windows**2).sum(axis=1)) + 1e-9)
    return float((int(alike.argmax()) - reach) / audio.rate)
