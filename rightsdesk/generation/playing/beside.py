"""What is added to music stays in proportion to it: its loudness against the music's, and where the music is quiet."""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import Curve, factor
from rightsdesk.generation.mastering.meter import bin_energies, lufs

_POINTS_A_SECOND = 10
_AROUND_SECONDS = 2.1
_PIECE = 1 << 18


def at_level(layer: Samples, audio: Audio, gain_db: float) -> Samples:
    """The layer, changed in place, so that it is `gain_db` louder than the music as ears weigh loudness (BS.1770)."""
    music, added = lufs(bin_energies(audio)), lufs(bin_energies(Audio(layer, audio.rate)))
    layer *= factor(music + gain_db - added)
    return layer


def shaped(layer: Samples, rate: int, moments: Curve, levels: Curve) -> Samples:
    """The layer, changed in place, under a line through `levels` at `moments` (seconds). In pieces."""
    for start in range(0, len(layer), _PIECE):
        piece = layer[start : start + _PIECE]
        line = np.interp(np.arange(start, start + len(piece)) / rate, moments, levels)
        piece *= line.astype(np.float32)[:, None]
    return layer


class Following:
    """The music's level over time, against its own loud parts (1)."""

    def __init__(self, audio: Audio) -> None:
        from scipy.ndimage import uniform_filter1d

        size = max(1, audio.rate // _POINTS_A_SECOND)
        energy = np.square(audio.mono())
        blocks = np.add.reduceat(energy, np.arange(0, audio.frames, size)) / size
        around = uniform_filter1d(blocks, int(_AROUND_SECONDS * _POINTS_A_SECOND), mode="nearest")
        level = np.sqrt(np.maximum(around, 0.0))  # the filter's running sum may end a hair below zero
        self._levels: Curve = level / (np.quantile(level, 0.8) + 1e-9)
        self._step = size / audio.rate

    def at(self, time: float) -> float:
        return float(self._levels[min(len(self._levels) - 1, max(0, int(time / self._step)))])
