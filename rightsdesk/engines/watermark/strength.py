"""How strong the mark may be, cell by cell, so that the sound hides it. Knows the host; leaves the key's signs to others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rightsdesk.engines.audio_samples import Audio
from rightsdesk.engines.watermark.layout import Floats, band_edges, band_weights
from rightsdesk.engines.watermark.spectrum import OVERLAP, blocks

_WINDOW_SECONDS = 0.0213
_STRONGEST = 0.2  # 1.6 dB up or down
_FAINTEST = 0.04
_OF_UNREST = 0.3
"""A steady tone shows a tremor that a noise hides: no more than this share of the band's own change within 20 ms."""
_TOWARDS_WEAK = 0.4
"""Bands that are weak against the whole may change more, by this power: there the mark costs little energy, and a
change of level is as hard to hear (Weber). At 0.5 every band would carry the same energy of mark."""
_NEIGHBOURS = (5, 3)
_UNREST_SECONDS = 0.6
_WILDEST = 4.0
_AROUND_SECONDS = 4.0
_TINY = 1e-12
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Host:
    """What the embedder measures first: energy in each band, [frames, bands], and in all, [frames]."""

    bands: Floats
    whole: Floats
    window: int
    hop: int


def window_of(rate: int) -> int:
    """Samples in the embedder's window: a multiple of four, about 21 ms."""
    return OVERLAP * int(_WINDOW_SECONDS * rate / OVERLAP)


def measured(audio: Audio) -> Host:
    """The host's energies, all channels together: every channel is marked by the same factors."""
    window = window_of(audio.rate)
    weights = band_weights(window, audio.rate, band_edges())
    bands, whole = [], []
    for channel in audio.samples.T:
        powers = [np.abs(spectra) ** 2 for _, spectra in blocks(channel, window, window // OVERLAP)]
        bands.append(np.concatenate([power @ weights for power in powers]))
        whole.append(np.concatenate([power.sum(axis=1) for power in powers]))
    return Host(np.sum(bands, axis=0), np.sum(whole, axis=0), window, window // OVERLAP)


def strengths(host: Host, rate: int, snr_db: float) -> Floats:
    """By how much each cell may change, as a share of its amplitude, [frames, bands], for a mark about `snr_db` below."""
    shape = _shape(host, rate)
    allowed = float(host.whole.sum(dtype=np.float64)) * 10 ** (-snr_db / 10)
    ceiling = _ceiling(host, rate)
    low, high = 1e-6, 10.0
    for _ in range(_HALVINGS):
        middle = float(np.sqrt(low * high))
        spent = float((np.minimum(ceiling, middle * shape) ** 2 * host.bands).sum(dtype=np.float64))
        low, high = (low, middle) if spent > allowed else (middle, high)
    strength: Floats = np.minimum(ceiling, low * shape).astype(np.float32)
    return strength


def _ceiling(host: Host, rate: int) -> Floats:
    """The most that a cell may change, by how restless its band is in the half second around it."""
    from scipy.ndimage import uniform_filter

    level, change = np.log(host.bands + _TINY), np.zeros_like(host.bands)
    change[2:-2] = np.minimum(np.abs(level[OVERLAP:] - level[:-OVERLAP]), _WILDEST)
    around = (max(1, int(_UNREST_SECONDS * rate / host.hop)), _NEIGHBOURS[1])
    ceiling: Floats = np.clip(_OF_UNREST * uniform_filter(change, around), _FAINTEST, _STRONGEST)
    return ceiling


def _shape(host: Host, rate: int) -> Floats:
    """Stronger where a band is weak against the sound of the seconds around it."""
    from scipy.ndimage import uniform_filter, uniform_filter1d

    around = max(1, int(_AROUND_SECONDS * rate / host.hop))
    near = uniform_filter1d(host.whole, around, mode="nearest") + _TINY
    width = band_edges()[1:] - band_edges()[:-1]
    share = uniform_filter(host.bands + _TINY, _NEIGHBOURS) / near[:, None]
    shape: Floats = (share / (width * host.window / rate)) ** -_TOWARDS_WEAK
    return shape
