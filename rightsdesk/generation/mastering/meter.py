"""Loudness as a quick function of a gain curve: the K-weighted energy is taken once, in short bins, and every trial of
the limiter only weighs those bins again. BS.1770-4; the last word on a master has `engines.audio_loudness`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_loudness import LUFS_FLOOR
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.effects.bands import Curve

BIN_SECONDS = 0.01
_BLOCK, _STEP = 40, 10
_PIECE_BINS = 1_000
_ABSOLUTE, _RELATIVE = -70.0, -10.0
# The two filters of K-weighting as analogue prototypes, so that they exist at every rate (as in libebur128).
_SHELF_HZ, _SHELF_Q, _SHELF_DB = 1681.974450955533, 0.7071752369554196, 3.999843853973347
_PASS_HZ, _PASS_Q = 38.13547087602444, 0.5003270373238773


def bin_energies(audio: Audio) -> Curve:
    """Mean K-weighted energy of each 10 ms, summed over the channels."""
    from scipy.signal import sosfilt

    sections, size = _sections(audio.rate), max(1, round(BIN_SECONDS * audio.rate))
    total = np.zeros(-(-audio.frames // size))
    for channel in range(audio.channels):
        state = np.zeros((len(sections), 2))
        for first in range(0, len(total), _PIECE_BINS):
            piece = audio.samples[first * size : (first + _PIECE_BINS) * size, channel]
            weighted, state = sosfilt(sections, piece, zi=state)
            padded = np.pad(np.square(weighted, out=weighted), (0, -len(piece) % size))
            total[first : first + _PIECE_BINS] += padded.reshape(-1, size).mean(axis=1)
    return total


def lufs(energies: Curve) -> float:
    """Integrated loudness of 10 ms energies, gated."""
    padded = np.pad(energies, (0, max(0, _BLOCK - len(energies))))
    sums = np.concatenate([[0.0], np.cumsum(padded)])
    blocks = (sums[_BLOCK:] - sums[:-_BLOCK])[::_STEP] / _BLOCK
    loud = blocks[_level(blocks) > _ABSOLUTE]
    if not len(loud):
        return LUFS_FLOOR
    loud = loud[_level(loud) > _level(loud.mean()) + _RELATIVE]
    return float(_level(loud.mean()))


def _level(energy: Any) -> Any:
    return -0.691 + 10.0 * np.log10(np.maximum(energy, 1e-12))


def _sections(rate: int) -> NDArray[np.float64]:
    turn = math.tan(math.pi * _SHELF_HZ / rate)
    most = 10.0 ** (_SHELF_DB / 20.0)
    bend = most**0.4996667741545416
    shelf = np.array(
        [
            [most + bend * turn / _SHELF_Q + turn**2, 2 * (turn**2 - most)],
            [1 + turn / _SHELF_Q + turn**2, 2 * (turn**2 - 1)],
        ]
    )
    ends = [most - bend * turn / _SHELF_Q + turn**2, 1 - turn / _SHELF_Q + turn**2]
    first = np.concatenate([shelf[0], ends[:1], shelf[1], ends[1:]]) / shelf[1][0]
    turn = math.tan(math.pi * _PASS_HZ / rate)
    one = 1 + turn / _PASS_Q + turn**2
    second = [1.0, -2.0, 1.0, 1.0, 2 * (turn**2 - 1) / one, (1 - turn / _PASS_Q + turn**2) / one]
    return np.array([first, second])
