"""Loudness and true peak of audio, after ITU-R BS.1770-4. Leaves what is done about them to the mastering room."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_samples import Audio, Loudness, Samples, loudest_channel

LUFS_FLOOR = -70.0
PEAK_FLOOR_DB = -120.0
_ABSOLUTE, _RELATIVE = -70.0, -10.0
_STEP_SECONDS, _STEPS, _STEPS_AT_ONCE = 0.1, 4, 100
_CHUNK = 1 << 18
_MARGIN = 64


def loudness(audio: Audio) -> Loudness:
    """Integrated loudness in LUFS and true peak in dBTP."""
    return Loudness(integrated_lufs(audio), true_peak_dbtp(audio))


def integrated_lufs(audio: Audio) -> float:
    """Gated integrated loudness; audio shorter than one 400 ms block is padded with silence."""
    energies = _block_energies(audio)
    loud = energies[_level(energies) >= _ABSOLUTE]
    if not len(loud):
        return LUFS_FLOOR
    loud = loud[_level(loud) > _level(loud.mean()) + _RELATIVE]
    return max(LUFS_FLOOR, float(_level(loud.mean()))) if len(loud) else LUFS_FLOOR


def _block_energies(audio: Audio) -> NDArray[np.float64]:
    """Mean K-weighted energy of each 400 ms, a block every 100 ms, summed over left and right. In pieces, with
    pyloudnorm's filters: its own meter holds a long recording several times over."""
    size = _STEP_SECONDS * audio.rate
    edges = (size * np.arange(max(_STEPS, round(audio.frames / size)) + 1)).astype(int)
    steps = np.zeros(len(edges) - 1)
    for first, last, energy in _weighted(audio, edges):
        steps[first:last] = energy
    blocks: NDArray[np.float64] = np.convolve(steps, np.ones(_STEPS), "valid") / (_STEPS * size)
    return blocks


def _weighted(audio: Audio, edges: NDArray[np.int_]) -> Iterator[tuple[int, int, NDArray[np.float64]]]:
    """The K-weighted energy between edges, some hundred steps at a time."""
    from pyloudnorm import Meter
    from scipy.signal import sosfilt

    sections = np.array([np.concatenate([each.b, each.a]) for each in Meter(audio.rate)._filters.values()])
    state = np.zeros((len(sections), 2, audio.channels))
    for first in range(0, len(edges) - 1, _STEPS_AT_ONCE):
        last = min(first + _STEPS_AT_ONCE, len(edges) - 1)
        piece = audio.samples[edges[first] : edges[last]]
        if not len(piece):
            return
        heard, state = sosfilt(sections, piece, axis=0, zi=state)
        starts = np.minimum(edges[first:last] - edges[first], len(piece) - 1)
        yield first, last, np.add.reduceat((heard**2).sum(axis=1), starts)


def _level(energy: Any) -> Any:
    return -0.691 + 10.0 * np.log10(np.maximum(energy, 1e-15))


def true_peak_dbtp(audio: Audio) -> float:
    """The highest absolute value after fourfold oversampling (BS.1770-4, annex 2), in dB of full scale."""
    peak = float(true_peaks(audio.samples).max(initial=0.0))
    return max(PEAK_FLOOR_DB, 20 * math.log10(peak)) if peak > 0 else PEAK_FLOOR_DB


def true_peaks(samples: Samples) -> Samples:
    """Per frame, the highest absolute value of the fourfold oversampled signal over all channels, [frames]. Works in
    pieces: a long recording is never oversampled in one array. Their cut ends would ring, so they overlap."""
    curves = [np.zeros(0, dtype=np.float32)]
    for start in range(0, samples.shape[0], _CHUNK):
        begin = max(0, start - _MARGIN)
        piece = _oversampled(samples[begin : start + _CHUNK + _MARGIN])
        curves.append(piece[start - begin :][: min(_CHUNK, samples.shape[0] - start)])
    return np.concatenate(curves)


def _oversampled(samples: Samples) -> Samples:
    from scipy.signal import resample_poly

    fine = loudest_channel(resample_poly(samples, 4, 1, axis=0))
    highest: Samples = np.maximum.reduce([fine[phase::4] for phase in range(4)])
    return highest
