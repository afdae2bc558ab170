"""Bring audio to its loudness without passing the true-peak ceiling: gain, then a look-ahead limiter, until it fits."""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.audio_loudness import integrated_lufs, true_peaks
from rightsdesk.engines.audio_samples import Audio, Samples

# Room below -1 dBTP for what a lossy encoder adds.
CEILING_DBTP = -2.0
_LOOK_AHEAD_SECONDS = 0.004
_RELEASE_SECONDS = 0.040
_CLOSE_ENOUGH_LU = 0.1
_ROUNDS = 6
_MOST_GAIN_DB = 40.0


def mastered(audio: Audio, lufs: float) -> Audio:
    """Audio at `lufs` (as near as the ceiling allows), true peak at most CEILING_DBTP."""
    peaks = true_peaks(audio.samples)
    gain_db = min(_MOST_GAIN_DB, lufs - integrated_lufs(audio))
    result = audio
    for _ in range(_ROUNDS):
        result = _limited(audio, peaks, gain_db)
        missing = lufs - integrated_lufs(result)
        if abs(missing) <= _CLOSE_ENOUGH_LU or gain_db + missing > _MOST_GAIN_DB:
            break
        gain_db += missing
    return result


def _limited(audio: Audio, peaks: Samples, gain_db: float) -> Audio:
    """Gain and a smooth gain reduction that has always arrived before the peak does."""
    gain = np.float32(10 ** (gain_db / 20))
    ceiling = np.float32(10 ** (CEILING_DBTP / 20))
    needed = np.minimum(1.0, ceiling / np.maximum(peaks * gain, 1e-9)).astype(np.float32)
    curve = gain * _smooth(needed, audio.rate) if needed.min() < 1.0 else np.full_like(needed, gain)
    samples: Samples = audio.samples * curve[:, None]
    return Audio(samples, audio.rate)


def _smooth(needed: Samples, rate: int) -> Samples:
    """The lowest value within reach of each frame, then averaged over less than that reach: never above `needed`."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    reach = int((_LOOK_AHEAD_SECONDS + _RELEASE_SECONDS) * rate)
    lowest = minimum_filter1d(needed, 2 * reach + 1)
    averaged = uniform_filter1d(uniform_filter1d(lowest, reach, mode="nearest"), reach, mode="nearest")
    smooth: Samples = np.minimum(averaged, 1.0).astype(np.float32)
    return smooth
