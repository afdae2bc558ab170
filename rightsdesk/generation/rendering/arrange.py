"""Sections in another order: which bars of a recording follow one another in a radio edit, an extended version or a
loop. Joins lie on bar lines, where what comes next sounds like what would have come. Splicing the sound is `splice`'s."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Arrange
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.listening import spectra
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.listening.spectra import Curve

LEAST_BARS = 4
_LOOPS = (8, 4, 2)
_WINDOW, _HOP, _BANDS = 2048, 1024, 32
_BOUNDARY_BONUS, _LENGTH_COST, _LOUD_BONUS = 0.15, 0.02, 0.1

Spans = list[tuple[float, float]]
Pictures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bars:
    """`lines` [bars + 1]: seconds at which bars begin and the last ends; `pictures` [bars, ...]: how each sounds, unit
    length; `loud` [bars]; `boundaries`: bars at which a section begins."""

    lines: Curve
    pictures: Pictures
    loud: Curve
    boundaries: frozenset[int]
    seconds: float

    @property
    def count(self) -> int:
        return len(self.pictures)

    @property
    def bar_s(self) -> float:
        return float(np.median(np.diff(self.lines)))


def bars(mono: Samples, grid: Grid, seconds: float, sections: tuple[float, ...] = ()) -> Bars:
    """`mono` at the analysis rate. Raises Invalid("too_few_bars")."""
    lines = grid.beats[grid.downbeat :: 4]
    if len(lines) - 1 < LEAST_BARS:
        facts = {"bars": max(0, len(lines) - 1), "least": LEAST_BARS}
        raise Invalid(
            "too_few_bars", f"The recording has fewer than {LEAST_BARS} whole bars to arrange.", facts
        )
    pictures, loud = _pictures(mono, grid.beats[grid.downbeat :][: 4 * (len(lines) - 1) + 1])
    starts = frozenset(int(np.abs(lines - at).argmin()) for at in sections)
    return Bars(lines, pictures, loud, starts, seconds)


def spans(operation: Arrange, of: Bars) -> Spans:
    """The stretches of the source, in seconds, that are played one after the other."""
    makers = {"radio": _radio, "extended": _extended, "loop": _loop}
    return makers[operation.form](of, operation.seconds)


def _radio(of: Bars, seconds: float) -> Spans:
    """Beginning and end stay; what is left out lies between, where it is missed least."""
    excess = round((of.seconds - seconds) / of.bar_s)
    if excess < 1 or of.count - excess < 2:
        return [(0.0, of.seconds)]
    lengths = [n for n in range(max(1, excess - 2), excess + 3) if of.count - n >= 2]
    cuts = [(first, n) for n in lengths for first in range(1, of.count - n)]
    first, length = min(cuts, key=lambda cut: _cut_cost(of, cut[0], cut[1], excess))
    return [(0.0, float(of.lines[first])), (float(of.lines[first + length]), of.seconds)]


def _cut_cost(of: Bars, first: int, length: int, wanted: int) -> float:
    kept = of.count - length
    lopsided = 0.0 if 0.25 * kept <= first <= 0.8 * kept else 0.5
    return _seam(of, first, first + length) + lopsided + _LENGTH_COST * abs(length - wanted)


def _extended(of: Bars, seconds: float) -> Spans:
    """A few bars near the beginning and a few near the end are played again and again."""
    missing = (seconds - of.seconds) / of.bar_s
    size = max(1, min(_LOOPS[0], of.count // 4))
    times = max(0, round(missing / size))
    before, after = (times + 1) // 2, times // 2
    quarter = max(1, of.count // 4)
    intro = _best_loop(of, size, range(max(1, quarter - size + 1)))
    outro = _best_loop(of, size, range(max(intro + size, of.count - size - quarter), of.count - size + 1))
    head, tail = _span(of, intro, size), _span(of, outro, size)
    middle = (head[1], tail[0])
    joined = [(0.0, head[1]), *[head] * before, middle, tail, *[tail] * after, (tail[1], of.seconds)]
    return _merged([span for span in joined if span[1] - span[0] > 1e-6])


def _loop(of: Bars, seconds: float) -> Spans:
    """The bars that follow themselves best; loud ones rather than soft ones."""
    sizes = [n for n in _LOOPS if n < of.count and n * of.bar_s <= max(seconds, _LOOPS[-1] * of.bar_s)] or [1]
    size = sizes[0]
    first = _best_loop(of, size, range(of.count - size + 1))
    whole, rest = divmod(max(1, round(seconds / of.bar_s)), size)
    return [_span(of, first, size)] * whole + [_span(of, first, rest)] * bool(rest)


def _best_loop(of: Bars, size: int, starts: range) -> int:
    loudest = float(of.loud.max()) + 1e-12

    def cost(first: int) -> float:
        quiet = 1.0 - float(of.loud[first : first + size].mean()) / loudest
        return _seam(of, first + size, first) + _LOUD_BONUS * quiet

    return min(starts, key=cost)


def _seam(of: Bars, leaving: int, entering: int) -> float:
    """How much a jump from bar line to bar line is heard: the bar that comes against the one that would have come, and
    the bar before the one against the bar before the other."""
    ahead = _unlike(of, leaving, entering)
    behind = _unlike(of, leaving - 1, entering - 1)
    bonus = _BOUNDARY_BONUS * sum(line in of.boundaries for line in (leaving, entering)) / 2
    return ahead + 0.5 * behind - bonus


def _unlike(of: Bars, one: int, other: int) -> float:
    if not (0 <= one < of.count and 0 <= other < of.count):
        return 0.3
    return 1.0 - float((of.pictures[one] * of.pictures[other]).sum())


def _span(of: Bars, first: int, size: int) -> tuple[float, float]:
    return float(of.lines[first]), float(of.lines[first + size])


def _merged(listed: Spans) -> Spans:
    """Neighbours that follow one another in the source anyway are one span."""
    whole: Spans = []
    for start, end in listed:
        if whole and abs(whole[-1][1] - start) < 1e-6:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _pictures(mono: Samples, beats: Curve) -> tuple[Pictures, Curve]:
    """Log energy in bands, beat by beat, four beats side by side; less the recording's own mean colour."""
    levels = _bands(mono)
    edges = np.clip(np.rint(beats * spectra.RATE / _HOP).astype(int), 0, len(levels) - 1)
    by_beat = np.add.reduceat(levels, edges[:-1])[: len(edges) - 1] / np.maximum(1, np.diff(edges))[:, None]
    by_beat = by_beat[: len(by_beat) // 4 * 4]
    loud = by_beat.mean(axis=1).reshape(-1, 4).mean(axis=1)
    flat = (by_beat - by_beat.mean(axis=0)).reshape(-1, 4 * levels.shape[1])
    unit = flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-9)
    return unit, np.asarray(loud - loud.min() + 1e-9)


def _bands(mono: Samples) -> Pictures:
    """[frames, bands] from 60 Hz to 8 kHz, about seven a semitone-octave, in decibels above a floor."""
    from scipy.fft import rfft

    frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, _WINDOW // 2), _WINDOW)[::_HOP]
    edges = np.geomspace(60.0, 8000.0, _BANDS + 1) * _WINDOW / spectra.RATE
    starts = np.unique(np.rint(edges).astype(int))
    shape = np.hanning(_WINDOW).astype(np.float32)
    blocks = []
    for first in range(0, len(frames), _WINDOW):
        power = np.abs(rfft(frames[first : first + _WINDOW] * shape, axis=1)) ** 2
        blocks.append(np.add.reduceat(power, starts, axis=1)[:, :-1])
    return np.asarray(np.log1p(1e3 * np.concatenate(blocks)), dtype=np.float64)
