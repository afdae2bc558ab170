"""Pictures of sound the measurements read: onset strength over time, energy over fine pitch. Knows no music theory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_samples import Audio, Samples

RATE = 22_050
HOP = 256
FRAMES_A_SECOND = RATE / HOP
# The flux of a frame rises before the frame's centre reaches the onset; measured on clicks (tests/generation).
FLUX_LEAD_SECONDS = 0.0088
LOWEST_HZ = 55.0
BINS_A_SEMITONE = 5
PITCH_BINS = 12 * 6 * BINS_A_SEMITONE
_ONSET_WINDOW = 1024
_PITCH_WINDOW = 8192
PITCH_HOP = 2048
PITCH_FRAMES_A_SECOND = RATE / PITCH_HOP
_BANDS = 36
_BASS_BANDS = 2
_BLOCK = 2048

Curve = NDArray[np.float64]
Levels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Onsets:
    """`strength`: every onset, loud or soft. `bass`: how hard the kick and the bass come in. Each [frames] at
    FRAMES_A_SECOND."""

    strength: Curve
    bass: Curve


@dataclass(frozen=True, slots=True)
class Heard:
    """Every picture of one recording. `bands`: level by mel band at FRAMES_A_SECOND, [frames, bands]; `pitches`: by fine
    pitch at PITCH_FRAMES_A_SECOND, [frames, PITCH_BINS]."""

    onsets: Onsets
    bands: Levels
    pitches: Levels


def heard(mono: Samples) -> Heard:
    """All pictures at once, each spectrum taken only once."""
    bands = _bands(mono)
    return Heard(_onsets(bands), bands, _pitches(mono))


def at_analysis_rate(audio: Audio) -> Samples:
    """Mono at 22.05 kHz, [frames]."""
    import soxr

    mono: Samples = soxr.resample(audio.mono(), audio.rate, RATE, quality="MQ")
    return mono


def onsets(mono: Samples) -> Onsets:
    """Spectral flux of log-compressed bands (after Boeck & Widmer, 2013, without the vibrato filter)."""
    return _onsets(_bands(mono))


def _bands(mono: Samples) -> Levels:
    matrix = _band_matrix()
    return np.concatenate([block @ matrix for block in _magnitudes(mono, _ONSET_WINDOW, HOP)])


def _onsets(bands: Levels) -> Onsets:
    soft = _rise(np.log1p(1000.0 * bands / (bands.max() + 1e-9)))
    hard = _rise(np.sqrt(bands / (bands.max() + 1e-9)))
    return Onsets(_without_trend(soft.mean(axis=1)), _without_trend(hard[:, :_BASS_BANDS].mean(axis=1)))


def _rise(level: Levels) -> Levels:
    rise: Levels = np.maximum(np.diff(level, axis=0, prepend=level[:1]), 0.0)
    return rise


def pitch_energy(mono: Samples) -> Curve:
    """Mean energy over pitch, [PITCH_BINS], from A1 upwards; every moment weighs by its square root, not its power."""
    return whole(_pitches(mono))


def whole(pitches: Levels) -> Curve:
    """The pitch energy of all frames together."""
    total = pitches.sum(axis=0, dtype=np.float64)
    flat: Curve = total / np.sqrt(_pitch_matrix().sum(axis=0) + 0.05)  # white noise is flat
    return flat


def _pitches(mono: Samples) -> Levels:
    matrix = _pitch_matrix()
    blocks = _magnitudes(mono, _PITCH_WINDOW, PITCH_HOP)
    return np.concatenate([np.sqrt(_peaks_only(block) @ matrix) for block in blocks])


def _magnitudes(mono: Samples, window: int, hop: int) -> Iterator[Levels]:
    """Centred frames' magnitude spectra in blocks, so that memory does not grow with the recording."""
    from scipy.fft import rfft
    from scipy.signal.windows import hann

    padded = np.pad(mono, (window // 2, window // 2 + hop))
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    shape = hann(window, sym=False).astype(np.float32)
    for start in range(0, len(frames), _BLOCK):
        yield np.abs(rfft(frames[start : start + _BLOCK] * shape, axis=1)).astype(np.float32)


def _peaks_only(block: Levels) -> Levels:
    """Only bins that stand above both neighbours: steady tones stay, noise and drums mostly go."""
    is_peak = np.zeros(block.shape, dtype=bool)
    is_peak[:, 1:-1] = (block[:, 1:-1] > block[:, :-2]) & (block[:, 1:-1] >= block[:, 2:])
    kept: Levels = np.where(is_peak, block, np.float32(0.0))
    return kept


def _band_matrix() -> Levels:
    """Triangular bands, evenly spaced in mel from 30 Hz to 10 kHz, [bins, bands]."""
    mel = np.linspace(_mel(30.0), _mel(10_000.0), _BANDS + 2)
    edges = 700.0 * (10 ** (mel / 2595.0) - 1.0)
    bins = np.arange(_ONSET_WINDOW // 2 + 1) * RATE / _ONSET_WINDOW
    rising = (bins[:, None] - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins[:, None]) / np.diff(edges)[1:]
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595.0 * np.log10(1.0 + hertz / 700.0))


def _pitch_matrix() -> Levels:
    """Each spectrum bin's share in the two nearest fine pitch bins, [bins, PITCH_BINS]."""
    hertz = np.arange(1, _PITCH_WINDOW // 2 + 1) * RATE / _PITCH_WINDOW
    place = 12 * BINS_A_SEMITONE * np.log2(hertz / LOWEST_HZ)
    matrix = np.zeros((_PITCH_WINDOW // 2 + 1, PITCH_BINS), dtype=np.float32)
    inside = (place >= 0) & (place < PITCH_BINS - 1)
    rows, low = np.nonzero(inside)[0] + 1, np.floor(place[inside]).astype(int)
    part = place[inside] - low
    matrix[rows, low] = 1.0 - part
    matrix[rows, low + 1] = part
    return matrix


def _without_trend(curve: Levels) -> Curve:
    """The curve less its average over one second, floored at zero."""
    from scipy.ndimage import uniform_filter1d

    wide = curve.astype(np.float64)
    level: Curve = np.maximum(wide - uniform_filter1d(wide, int(FRAMES_A_SECOND)), 0.0)
    return level
