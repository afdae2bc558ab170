"""Where the strokes of a written line fall on a beat grid. Knows beats and bars of four; knows no sound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rightsdesk.generation.effects.bands import Curve

FILL_EVERY = 8
_ROLLS = {"d": (4, 5), "t": (3, 4, 5)}


@dataclass(frozen=True, slots=True)
class Stroke:
    """At `time` seconds, `level` 0..1."""

    time: float
    level: float


def fitted(beats: Curve, downbeat: int, home_bpm: float) -> tuple[Curve, int]:
    """Beats at half, whole or double speed, whichever is nearest to the pattern's home tempo, and its first downbeat."""
    bpm = 60.0 / float(np.median(np.diff(beats)))
    octave = min((0.5, 1.0, 2.0), key=lambda times: abs(np.log2(bpm * times / home_bpm)))
    if octave == 1.0:
        return beats, downbeat
    if octave == 0.5:
        return beats[downbeat % 2 :: 2], downbeat // 2
    between = (beats[:-1] + beats[1:]) / 2
    return np.sort(np.concatenate([beats, between])), 2 * downbeat


def strokes(line: str, fill: str | None, pulses: Curve, downbeat: int, swing: float) -> list[Stroke]:
    """Where a written line falls, given its pulses (four to a bar); `fill` is the line of every eighth bar."""
    bars = line.split("|")
    found: list[Stroke] = []
    for index in range(len(pulses) - 1):
        bar, beat = divmod(index - downbeat, 4)
        is_fill = fill is not None and bar % FILL_EVERY == FILL_EVERY - 1
        written = fill if fill is not None and is_fill else bars[bar % len(bars)]
        length = float(pulses[index + 1] - pulses[index]) / 4
        for quarter in range(4):
            start = float(pulses[index]) + (quarter + (swing if quarter % 2 else 0.0)) * length
            found += _step(written[4 * beat + quarter], start, length)
    return found


def _step(symbol: str, start: float, length: float) -> list[Stroke]:
    if symbol == ".":
        return []
    levels = _ROLLS.get(symbol) or (int(symbol),)
    return [Stroke(start + length * number / len(levels), level / 9.0) for number, level in enumerate(levels)]


def section_starts(pulses: Curve, downbeat: int) -> list[Stroke]:
    """The first beat of every eight bars."""
    first = downbeat % (4 * FILL_EVERY)
    return [Stroke(float(time), 1.0) for time in pulses[first : -1 : 4 * FILL_EVERY]]
