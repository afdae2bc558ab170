"""The colour of sound: filters and soft clipping."""

from __future__ import annotations

import numpy as np

from rightsdesk.domain.recipe import Filter, Saturation
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import QUIET, each_channel, factor, high, low, rms

_OVER = 4
_PIECE = 1 << 17
_MARGIN = 512
# Music's root mean square lies about 12 dB under its peaks: at no drive those peaks just reach the bend.
_REFERENCE = 0.18
# A little off centre, as a valve is: even overtones, which sound warm, beside the odd ones, which sound hard.
_BIAS = 0.2
_DC_HZ = 12.0


def filtered(audio: Audio, operation: Filter) -> Audio:
    """Butterworth, 24 dB an octave."""
    work = low if operation.shape == "lowpass" else high
    samples = each_channel(audio.samples, lambda channel: work(channel, audio.rate, operation.hz, 4))
    return Audio(samples, audio.rate)


def saturated(audio: Audio, operation: Saturation) -> Audio:
    """Soft clipping by a biased tanh, `drive_db` into the bend; the level stays, the overtones come. Worked at four
    times the rate, so that overtones above hearing do not fold back as false notes."""
    level = rms(audio.samples)
    if level < QUIET:
        return audio
    gain = factor(operation.drive_db) * np.float32(_REFERENCE / level)
    bent = np.concatenate([_bent(audio, start, gain) for start in range(0, audio.frames, _PIECE)])
    clean = each_channel(bent, lambda channel: high(channel, audio.rate, _DC_HZ, 1))
    return Audio(clean * np.float32(level / (rms(clean) + QUIET)), audio.rate)


def _bent(audio: Audio, start: int, gain: np.float32) -> Samples:
    """One piece, with some more on both sides so that its cut ends do not ring."""
    import soxr

    begin = max(0, start - _MARGIN)
    piece = audio.samples[begin : start + _PIECE + _MARGIN]
    fine = soxr.resample(piece * gain, audio.rate, _OVER * audio.rate, quality="MQ")
    bent = np.tanh(fine + np.float32(_BIAS), dtype=np.float32)
    coarse: Samples = soxr.resample(bent - np.float32(np.tanh(_BIAS)), _OVER, 1, quality="HQ")
    inside = coarse[start - begin :][: min(_PIECE, audio.frames - start)]
    return np.pad(inside, ((0, min(_PIECE, audio.frames - start) - len(inside)), (0, 0)))
