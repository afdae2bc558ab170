"""The small tools of every effect: filters by their corner, levels, and work on one channel at a time so that a long
recording is never held in double precision as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_samples import Samples

Curve = NDArray[np.float64]
_HIGHEST = 0.45
QUIET = 1e-9


def low(sound: NDArray[Any], rate: int, hertz: float, order: int = 2) -> NDArray[Any]:
    """Butterworth low-pass along the first axis; a corner above what the rate can hold lets everything through."""
    return _filtered(sound, rate, min(hertz, _HIGHEST * rate), "lowpass", order)


def high(sound: NDArray[Any], rate: int, hertz: float, order: int = 2) -> NDArray[Any]:
    return _filtered(sound, rate, min(hertz, _HIGHEST * rate), "highpass", order)


def band(sound: NDArray[Any], rate: int, lowest: float, highest: float, order: int = 2) -> NDArray[Any]:
    top = min(highest, _HIGHEST * rate)
    return _filtered(sound, rate, [min(lowest, 0.5 * top), top], "bandpass", order)


def _filtered(
    sound: NDArray[Any], rate: int, hertz: float | Sequence[float], shape: str, order: int
) -> NDArray[Any]:
    from scipy.signal import butter, sosfilt

    done: NDArray[Any] = sosfilt(butter(order, hertz, shape, fs=rate, output="sos"), sound, axis=0)
    return done


def each_channel(samples: Samples, work: Callable[[NDArray[Any]], NDArray[Any]]) -> Samples:
    """`work` on every channel alone; it may give back another length, the same for all."""
    columns = [work(samples[:, channel]).astype(np.float32) for channel in range(samples.shape[1])]
    return np.stack(columns, axis=1)


def rms(samples: NDArray[Any]) -> float:
    """Root mean square over everything, in pieces."""
    flat = samples.reshape(-1)
    pieces = range(0, flat.size, 1 << 20)
    total = sum(float(np.square(flat[start : start + (1 << 20)], dtype=np.float64).sum()) for start in pieces)
    return float(np.sqrt(total / max(1, flat.size)))


def factor(decibels: float) -> np.float32:
    return np.float32(10.0 ** (decibels / 20.0))
