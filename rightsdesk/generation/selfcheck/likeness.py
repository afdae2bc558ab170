"""What of a piece of music survives a remix and can be compared: when notes begin, which pitches sound, and which pitch
classes sound when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio import Audio
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.listening import spectra
from rightsdesk.generation.listening.spectra import RATE, Curve

Table = NDArray[np.float64]

_WINDOW = _HOP = 4096
CHROMA_A_SECOND = RATE / _HOP
_LOWEST_HZ, _HIGHEST_HZ = 130.0, 4000.0
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Likeness:
    """Onset strength at FRAMES_A_SECOND, energy over fine pitch, chroma [frames, 12] at CHROMA_A_SECOND."""

    onsets: Curve
    pitch_energy: Curve
    chroma: Table


def likeness(audio: Audio) -> Likeness:
    return likeness_of(spectra.at_analysis_rate(audio))


def likeness_of(mono: Samples) -> Likeness:
    """`mono` at the analysis rate."""
    return Likeness(spectra.onsets(mono).strength, spectra.pitch_energy(mono), chroma(mono))


def chroma(mono: Samples) -> Table:
    """Magnitude by pitch class from A, square-rooted, less the frame's mean; zero where it is silent."""
    from scipy.fft import rfft

    frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, (0, _WINDOW)), _WINDOW)[::_HOP]
    shape, classes = np.hanning(_WINDOW).astype(np.float32), _classes()
    blocks = [
        np.sqrt(np.abs(rfft(frames[first : first + _BLOCK] * shape, axis=1)) @ classes)
        for first in range(0, len(frames), _BLOCK)
    ]
    table = np.concatenate(blocks).astype(np.float64)
    return np.asarray(table - table.mean(axis=1, keepdims=True))


def _classes() -> NDArray[np.float32]:
    """Each spectrum bin's share in its two nearest pitch classes, [bins, 12]."""
    hertz = np.arange(1, _WINDOW // 2 + 1) * RATE / _WINDOW
    place = 12 * np.log2(hertz / 55.0)
    inside = (hertz >= _LOWEST_HZ) & (hertz <= _HIGHEST_HZ)
    matrix = np.zeros((_WINDOW // 2 + 1, 12), dtype=np.float32)
    rows, low = np.nonzero(inside)[0] + 1, np.floor(place[inside]).astype(int)
    part = place[inside] - low
    matrix[rows, low % 12] += 1.0 - part
    matrix[rows, (low + 1) % 12] += part
    return matrix
