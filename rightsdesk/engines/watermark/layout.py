"""Where the mark lies: bands on a scale of ratios between 1 and 9.5 kHz, slots of 40 ms, a period of 7.68 s.
Knows no sound and no key. A change here makes every mark that is already in the world unreadable."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PAYLOAD_BITS = 64
CHECK_BITS = 32
MESSAGE_BITS = PAYLOAD_BITS + CHECK_BITS

LOWEST_HZ = 1000.0
BANDS_PER_OCTAVE = 24
BANDS = 77
SLOTS = 192
SLOT_SECONDS = 0.04
PERIOD_SECONDS = SLOTS * SLOT_SECONDS
PILOT_EVERY = 5
"""One cell (band and slot) in five says nothing but where the pattern lies; the others carry the message."""

# The listener's grid. A slot is six frames: three before and three after the change in its middle.
RATE = 24_000
WINDOW = 768
HOP = 160
HALF = 3
FRAMES_PER_SLOT = 2 * HALF
PERIOD = SLOTS * FRAMES_PER_SLOT


def band_edges(steps_per_band: int = 1, margin: int = 0) -> NDArray[np.float64]:
    """Edges in hertz, [bands * steps + 1 + 2 * margin]; `margin` steps are added below and above."""
    steps = np.arange(-margin, BANDS * steps_per_band + margin + 1)
    edges: NDArray[np.float64] = LOWEST_HZ * 2.0 ** (steps / (BANDS_PER_OCTAVE * steps_per_band))
    return edges


def band_weights(window: int, rate: float, edges: NDArray[np.float64]) -> Floats:
    """How much of each bin of a spectrum lies in each band, [window // 2 + 1, bands]."""
    width = rate / window
    centres = np.arange(window // 2 + 1)[:, None] * width
    low = np.maximum(centres - width / 2, edges[None, :-1])
    high = np.minimum(centres + width / 2, edges[None, 1:])
    weights: Floats = (np.maximum(high - low, 0.0) / width).astype(np.float32)
    return weights
