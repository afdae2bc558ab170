"""What an accompanist hears before joining in: which pitch classes sound in each bar, and how the song is tuned."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.effects.bands import Curve

_RATE, _WINDOW, _HOP = 11_025, 4_096, 1_024
_LOWEST_HZ, _HIGHEST_HZ = 75.0, 1_800.0
_A4_IS = 9


def pitches(audio: Audio, edges: Curve) -> tuple[Curve, float]:
    """Energy by pitch class from C for each stretch between `edges` (seconds), [stretches, 12], and the tuning: how
    many semitones (-0.5..0.5) the song lies above A = 440 Hz."""
    peaks, hertz = _peaks(audio)
    places = 12 * np.log2(hertz / 440.0) + _A4_IS
    turn = np.angle((peaks.sum(axis=0) * np.exp(2j * np.pi * places)).sum())
    tuning = float(turn / (2 * np.pi))
    nearest = np.rint(places - tuning)
    close = np.maximum(0.0, 1.0 - 2.0 * np.abs(places - tuning - nearest))
    classes = np.zeros((len(hertz), 12))
    classes[np.arange(len(hertz)), nearest.astype(int) % 12] = close
    by_frame = peaks @ classes
    frames = np.clip(np.rint(edges * _RATE / _HOP).astype(int), 0, len(by_frame))
    sums = [by_frame[start:end].sum(axis=0) for start, end in pairwise(frames)]
    return np.array(sums).reshape(-1, 12), tuning


def _peaks(audio: Audio) -> tuple[NDArray[np.float32], Curve]:
    """Spectrum peaks only (steady tones stay, noise and drums mostly go), by the square root, and their bins' hertz."""
    import soxr
    from scipy.fft import rfft

    mono = soxr.resample(audio.mono(), audio.rate, _RATE, quality="MQ")
    padded = np.pad(mono, (_WINDOW // 2, _WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP]
    hertz = np.arange(_WINDOW // 2 + 1) * _RATE / _WINDOW
    inside = np.flatnonzero((hertz >= _LOWEST_HZ) & (hertz <= _HIGHEST_HZ))
    shape = np.hanning(_WINDOW).astype(np.float32)
    blocks = [np.abs(rfft(frames[n : n + 256] * shape, axis=1)) for n in range(0, len(frames), 256)]
    level = np.concatenate([block[:, inside[0] - 1 : inside[-1] + 2] for block in blocks])
    middle = level[:, 1:-1]
    is_peak = (middle > level[:, :-2]) & (middle >= level[:, 2:])
    return np.sqrt(np.where(is_peak, middle, 0.0)).astype(np.float32), _sharpened(level, hertz[inside])


def _sharpened(level: NDArray[np.float32], hertz: Curve) -> Curve:
    """Each bin's hertz, moved to where its peaks lie between the bins (their centre of gravity)."""
    low, middle, high = level[:, :-2], level[:, 1:-1], level[:, 2:]
    lean = (high - low) / (low + middle + high + 1e-9)
    offset: Curve = (lean * middle).sum(axis=0) / (middle.sum(axis=0) + 1e-9)
    sharpened: Curve = hertz + np.clip(offset, -0.5, 0.5) * (_RATE / _WINDOW)
    return sharpened
