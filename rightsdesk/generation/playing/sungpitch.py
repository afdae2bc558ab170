"""The note a voice sings at each moment, by autocorrelation: good enough to tell one degree of a scale from the next."""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.effects.bands import Curve

_RATE, _WINDOW = 8_000, 512
HOP_SECONDS = 0.02
_HOP = int(HOP_SECONDS * _RATE)
_LOWEST_HZ, _HIGHEST_HZ = 85.0, 800.0
_CLEAR = 0.55
_LOUD = 0.08
_FAVOUR = 0.9


def sung_notes(vocals: Audio) -> Curve:
    """MIDI notes, one every 20 ms, in the voice's own tuning; -1 where nothing clear is sung."""
    import soxr

    mono = soxr.resample(vocals.mono(), vocals.rate, _RATE, quality="MQ")
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, (_WINDOW // 2, _WINDOW)), _WINDOW)[::_HOP]
    blocks = [_lags(frames[start : start + 512]) for start in range(0, len(frames), 512)]
    lags, clear = (np.concatenate([block[part] for block in blocks]) for part in (0, 1))
    level = np.sqrt(np.square(frames).mean(axis=1))
    is_sung = (clear >= _CLEAR) & (level > _LOUD * np.quantile(level, 0.95))
    exact = 69 + 12 * np.log2(_RATE / np.maximum(lags, 1.0) / 440.0)
    tuning = np.angle(np.exp(2j * np.pi * exact[is_sung]).sum()) / (2 * np.pi) if is_sung.any() else 0.0
    notes: Curve = np.where(is_sung, np.rint(exact - tuning), -1.0)
    return notes


def _lags(frames: np.ndarray) -> tuple[Curve, Curve]:
    """The period of each frame in samples, between them by a parabola, and how clear it is (0..1)."""
    from scipy.fft import irfft, rfft

    power = np.abs(rfft(frames - frames.mean(axis=1, keepdims=True), 2 * _WINDOW, axis=1)) ** 2
    same = irfft(power, axis=1)[:, : _WINDOW // 2 + 1]
    same = same / (same[:, :1] + 1e-9) / (1.0 - np.arange(same.shape[1]) / _WINDOW)
    least, most = int(_RATE / _HIGHEST_HZ), int(_RATE / _LOWEST_HZ)
    inside = same[:, least : most + 1]
    # The shortest period nearly as good as the best: twice a period fits as well and is an octave too low.
    is_good = (inside >= _FAVOUR * inside.max(axis=1, keepdims=True)) & (inside >= same[:, least - 1 : most])
    is_good &= inside >= same[:, least + 1 : most + 2]
    lag = least + np.where(is_good.any(axis=1), is_good.argmax(axis=1), inside.argmax(axis=1))
    rows = np.arange(len(lag))
    left, middle, right = same[rows, lag - 1], same[rows, lag], same[rows, lag + 1]
    bend = left - 2 * middle + right
    part = np.where(bend < 0, 0.5 * (left - right) / np.where(bend < 0, bend, -1.0), 0.0)
    return lag + np.clip(part, -0.5, 0.5), np.clip(middle, 0.0, 1.0)
