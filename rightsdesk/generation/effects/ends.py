"""How audio begins and ends."""

from __future__ import annotations

import numpy as np

from rightsdesk.domain.recipe import Fade
from rightsdesk.engines.audio_samples import Audio, Samples


def faded(audio: Audio, operation: Fade) -> Audio:
    """Raised-cosine ends, each at most half of the audio."""
    samples = audio.samples.copy()
    half = audio.frames // 2
    rise = min(int(operation.in_s * audio.rate), half)
    fall = min(int(operation.out_s * audio.rate), half)
    if rise:
        samples[:rise] *= ramp(rise)[:, None]
    if fall:
        samples[-fall:] *= ramp(fall)[::-1, None]
    return Audio(samples, audio.rate)


def ramp(frames: int) -> Samples:
    """From silence to full level, [frames]."""
    rising: Samples = (0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / max(1, frames))).astype(np.float32)
    return rising
