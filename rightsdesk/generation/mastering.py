"""Bring audio to its loudness without passing the true-peak ceiling: gain, then a look-ahead limiter, until it fits."""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.audio_loudness import integrated_lufs, true_peaks
from rightsdesk.engines.audio_samples import Audio, Samples

# Room below -1 dBTP for what a lossy encoder adds: up to 1.0 dB was measured with drums at 128 kbit/s Opus.
CEILING_DBTP = -2.5
# How far around a peak the gain gives way. The first is inaudible; sounds with few and high peaks need the shorter ones.
_REACHES_SECONDS = (0.044, 0.015, 0.005, 0.0015)
_CLOSE_ENOUGH_LU = 0.1
_ROUNDS = 5
_MOST_GAIN_DB = 40.0


def mastered(audio: Audio, lufs: float) -> Audio:
    """Audio at `lufs` (as near as the ceiling allows), true peak at most CEILING_DBTP."""
    peaks = true_peaks(audio.samples)
    start_db = min(_MOST_GAIN_DB, lufs - integrated_lufs(audio))
    result = audio
    for reach in _REACHES_SECONDS:
        result, missing = _raised(audio, peaks, start_db, lufs, reach)
        if abs(missing) <= _CLOSE_ENOUGH_LU:
            break
    return result


def _raised(audio: Audio, peaks: Samples, gain_db: float, lufs: float, reach: float) -> tuple[Audio, float]:
    """More gain into the limiter for what the limiter took, a few times; and how many LU are still missing."""
    result, missing = audio, 0.0
    for _ in range(_ROUNDS):
        result = _limited(audio, peaks, gain_db, reach)
        missing = lufs - integrated_lufs(result)
        if abs(missing) <= _CLOSE_ENOUGH_LU or gain_db >= _MOST_GAIN_DB:
            break
        gain_db = min(_MOST_GAIN_DB, gain_db + 1.3 * missing)
    return result, missing


def _limited(audio: Audio, peaks: Samples, gain_db: float, reach: float) -> Audio:
    """Gain and a smooth gain reduction that has always arrived before the peak does."""
    gain = np.float32(10 ** (gain_db / 20))
    ceiling = np.float32(10 ** (CEILING_DBTP / 20))
    needed = np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-9)).astype(np.float32)
    curve = (
        gain * _smooth(needed, int(reach * audio.rate)) if needed.min() < 1.0 else np.full_like(needed, gain)
    )
    samples: Samples = audio.samples * curve[:, None]
    return Audio(samples, audio.rate)


def _smooth(needed: Samples, reach: int) -> Samples:
    """The lowest value within reach of each frame, then averaged over less than that reach: never above `needed`."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    lowest = minimum_filter1d(needed, 2 * reach + 1)
    averaged = uniform_filter1d(uniform_filter1d(lowest, reach, mode="nearest"), reach, mode="nearest")
    smooth: Samples = np.minimum(averaged, 1.0).astype(np.float32)
    return smooth
