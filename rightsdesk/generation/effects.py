"""Filter, reverb and fades over samples. Each takes audio and gives audio; randomness comes in as a generator."""

from __future__ import annotations

import numpy as np

from rightsdesk.domain.recipe import Fade, Filter, Reverb
from rightsdesk.engines.audio_samples import Audio, Samples

_PREDELAY_SECONDS = 0.018
_DAMPING_HZ = 5500.0
_MUD_HZ = 180.0


def filtered(audio: Audio, operation: Filter) -> Audio:
    """Butterworth, 24 dB an octave."""
    from scipy.signal import butter, sosfilt

    hertz = min(operation.hz, 0.45 * audio.rate)
    sections = butter(4, hertz, operation.shape, fs=audio.rate, output="sos")
    samples: Samples = sosfilt(sections, audio.samples, axis=0).astype(np.float32)
    return Audio(samples, audio.rate)


def reverberated(audio: Audio, operation: Reverb, random: np.random.Generator) -> Audio:
    """Add a room: convolution with decaying noise, one for each side. The end rings out, so the audio grows longer."""
    from scipy.signal import oaconvolve

    room = _room(operation.seconds, audio.rate, audio.channels, random)
    wet: Samples = oaconvolve(audio.samples, room, axes=0)[: audio.frames + len(room)].astype(np.float32)
    dry = np.pad(audio.samples, ((0, len(wet) - audio.frames), (0, 0)))
    level = float(np.sqrt(np.mean(audio.samples**2))) / (float(np.sqrt(np.mean(wet**2))) + 1e-12)
    mixed: Samples = dry * np.float32(1.0 - 0.5 * operation.mix) + wet * np.float32(operation.mix * level)
    return Audio(mixed, audio.rate)


def tail_seconds(operation: Reverb) -> float:
    """How much longer the room makes the audio."""
    return operation.seconds + _PREDELAY_SECONDS


def _room(seconds: float, rate: int, channels: int, random: np.random.Generator) -> Samples:
    """Noise that is 60 dB down after `seconds`, dull and without rumble, after a short pause."""
    from scipy.signal import butter, sosfilt

    frames = int(seconds * rate)
    decay = 10.0 ** (-3.0 * np.arange(frames) / frames)
    noise = random.standard_normal((frames, channels)) * decay[:, None]
    band = butter(1, [_MUD_HZ, min(_DAMPING_HZ, 0.45 * rate)], "bandpass", fs=rate, output="sos")
    tail = np.pad(sosfilt(band, noise, axis=0), ((int(_PREDELAY_SECONDS * rate), 0), (0, 0)))
    room: Samples = (tail / np.sqrt((tail**2).sum(axis=0))).astype(np.float32)
    return room


def faded(audio: Audio, operation: Fade) -> Audio:
    """Raised-cosine ends, each at most half of the audio."""
    samples = audio.samples.copy()
    half = audio.frames // 2
    rise = min(int(operation.in_s * audio.rate), half)
    fall = min(int(operation.out_s * audio.rate), half)
    if rise:
        samples[:rise] *= _ramp(rise)
    if fall:
        samples[-fall:] *= _ramp(fall)[::-1]
    return Audio(samples, audio.rate)


def _ramp(frames: int) -> Samples:
    ramp: Samples = (0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / frames)).astype(np.float32)
    return ramp[:, None]
