"""Short-time spectra in blocks, and their way back to sound. Knows windows and frames; leaves what is done to them to others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.watermark.layout import Floats

Spectra = NDArray[np.complex64]
OVERLAP = 4
_BLOCK = 2048
_HANN_POWER = 1.5
"""The sum of the squares of four Hann windows that overlap by three quarters."""


def hann(length: int) -> Floats:
    """The periodic Hann window."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)).astype(np.float32)


def blocks(samples: Floats, window: int, hop: int) -> Iterator[tuple[int, Spectra]]:
    """Spectra of mono sound, block by block: (number of the first frame, [frames, bins]). Frame n is centred on sample
    n * hop; beyond the ends there is silence."""
    padded = np.pad(samples, (window // 2, window // 2))
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    shape = hann(window)
    for first in range(0, len(frames), _BLOCK):
        yield first, np.fft.rfft(frames[first : first + _BLOCK] * shape, axis=1).astype(np.complex64)


def changed(samples: Floats, window: int, change: Callable[[int, Spectra], Spectra]) -> Floats:
    """Mono sound whose spectra went through `change(first frame, spectra)`, at a hop of a quarter of the window."""
    hop = window // OVERLAP
    rows = np.zeros((len(samples) // hop + 2 * OVERLAP, hop), dtype=np.float32)
    shape = hann(window) / np.float32(_HANN_POWER)
    for first, spectra in blocks(samples, window, hop):
        pieces = np.fft.irfft(change(first, spectra), window, axis=1).astype(np.float32) * shape
        for quarter in range(OVERLAP):
            rows[first + quarter :][: len(pieces)] += pieces[:, quarter * hop : (quarter + 1) * hop]
    return rows.reshape(-1)[window // 2 :][: len(samples)]
