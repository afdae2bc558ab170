"""What the listener hears in a recording: per frame and band, how the level turns about the frame, whitened against the
sound's own unrest. Leaves looking for a key's pattern in it to `search`."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np

from rightsdesk.engines.audio_samples import Audio
from rightsdesk.engines.watermark.layout import (
    BANDS,
    HALF,
    HOP,
    RATE,
    WINDOW,
    Floats,
    band_edges,
    band_weights,
)
from rightsdesk.engines.watermark.spectrum import blocks

STEPS = 4
"""Pitch is searched in steps of a quarter of a band, 0.72 %."""
MOST_STEPS = 11
_FLOOR = 1e-9
_LARGEST = 6.0
_STILLEST = 0.02
_AROUND_FRAMES = 151
_ACROSS_BANDS = 9
_TAIL = 4.0


@dataclass(frozen=True, slots=True)
class Heard:
    """Energy on a fine scale of pitch, [frames, fine bands]; `seconds` of it."""

    energy: Floats
    seconds: float


def heard(audio: Audio) -> Heard:
    """Every channel's energy, added: whoever mixes to mono hears nearly the same."""
    weights = band_weights(WINDOW, RATE, band_edges(STEPS, MOST_STEPS))
    energy = [
        np.concatenate([(np.abs(spectra) ** 2) @ weights for _, spectra in blocks(channel, WINDOW, HOP)])
        for channel in _resampled(audio).T
    ]
    return Heard(np.sum(energy, axis=0), audio.seconds)


def turns(sound: Heard, pitch_steps: int) -> Floats:
    """The whitened feature, [frames, bands], of a recording whose pitch was moved by `pitch_steps`."""
    first = MOST_STEPS + pitch_steps
    fine = sound.energy[:, first : first + BANDS * STEPS]
    level = np.log(fine.reshape(len(fine), BANDS, STEPS).sum(axis=2) + np.float32(_FLOOR))
    return _whitened(_turn(level))


def _turn(level: Floats) -> Floats:
    """The mean level of the three frames before a moment less that of the three from it on."""
    sums = np.cumsum(np.pad(level, ((HALF + 1, HALF), (0, 0)), mode="edge"), axis=0, dtype=np.float64)
    means = (sums[HALF:] - sums[:-HALF]) / HALF
    return (means[: len(level)] - means[HALF : HALF + len(level)]).astype(np.float32)


def _whitened(turn: Floats) -> Floats:
    """Less what the neighbouring bands do together (an onset), over the usual unrest of the band; what stands out far is
    the sound's doing and counts for less (the score of a Student's t distribution)."""
    from scipy.ndimage import uniform_filter, uniform_filter1d

    own = turn - uniform_filter1d(turn, _ACROSS_BANDS, axis=1)
    unrest = uniform_filter(np.minimum(np.abs(own), _LARGEST), (_AROUND_FRAMES, 3)) + _STILLEST
    scaled = own / unrest
    whitened: Floats = scaled / (1 + scaled * scaled / _TAIL)
    return whitened


def _resampled(audio: Audio) -> Floats:
    from scipy.signal import resample_poly

    if audio.rate == RATE:
        return audio.samples
    common = gcd(audio.rate, RATE)
    resampled: Floats = resample_poly(audio.samples, RATE // common, audio.rate // common, axis=0)
    return resampled.astype(np.float32)
