"""A look-ahead limiter worked at a thousand points a second: the gain has always come down before the peak is there,
and comes back slowly enough not to be heard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rightsdesk.engines.audio_loudness import true_peaks
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import Curve

POINT_SECONDS = 0.001
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Touch:
    """How a limiter moves, in points: the look-ahead over which it gives way, and the time constant of its return."""

    ahead: int
    back: int


def point_frames(rate: int) -> int:
    return max(1, round(POINT_SECONDS * rate))


def point_peaks(audio: Audio) -> Curve:
    """The highest true peak within each point."""
    size = point_frames(audio.rate)
    peaks = true_peaks(audio.samples)
    return np.maximum.reduceat(peaks, np.arange(0, len(peaks), size)).astype(np.float64)


def reduction(peaks: Curve, gain: float, ceiling: float, touch: Touch) -> Curve:
    """The gain curve, one value a point: `gain`, less where a peak would pass `ceiling` (both as factors)."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    needed = np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-9))
    if needed.min() >= 1.0:
        return np.full_like(needed, gain)
    # One point more than the averages reach, because frames between two points take a mixture of both.
    lowest = minimum_filter1d(needed, 2 * (touch.ahead + 1) + 1, mode="nearest")
    held = 1.0 - _returning(1.0 - lowest, touch.back)
    size = touch.ahead | 1
    smooth = uniform_filter1d(uniform_filter1d(held, size, mode="nearest"), size, mode="nearest")
    curve: Curve = gain * np.minimum(smooth, 1.0)
    return curve


def _returning(taken: Curve, points: int) -> Curve:
    """What is taken away fades by 1/e in `points`: a running maximum of logarithms along a falling line."""
    line = np.arange(len(taken)) / points
    held: Curve = np.exp(np.maximum.accumulate(np.log(np.maximum(taken, 1e-9)) + line) - line)
    return held


def applied(audio: Audio, curve: Curve) -> Audio:
    """The audio under its gain curve, straight lines between the points, in pieces."""
    size = point_frames(audio.rate)
    centres = (np.arange(len(curve)) + 0.5) * size
    samples = np.empty_like(audio.samples)
    for start in range(0, audio.frames, _PIECE):
        piece: Samples = audio.samples[start : start + _PIECE]
        gains = np.interp(np.arange(start, start + len(piece)), centres, curve).astype(np.float32)
        np.multiply(piece, gains[:, None], out=samples[start : start + _PIECE])
    return Audio(samples, audio.rate)
