"""An old tape machine: it never runs quite evenly, its highs are soft, its lows a little fat, and it bends when loud."""

from __future__ import annotations

import numpy as np

from rightsdesk.domain.recipe import Saturation, Tape
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.effects.bands import Curve, band, each_channel, low
from rightsdesk.generation.effects.reading import read_at
from rightsdesk.generation.effects.tone import saturated

# Rate (Hz) and largest part by which the speed is off at full depth. A worn cassette deck has about 0.3 % in all.
_WOW = ((0.55, 0.0045), (1.3, 0.002))
_FLUTTER = ((6.3, 0.0007), (9.7, 0.0004))
_DRIFT = 0.15
_POINTS_A_SECOND = 100
_ENDS_SECONDS = 0.5
_HIGHS_HZ = (17_000.0, 6_500.0)
_BUMP_HZ = (60.0, 130.0)
_BUMP = 0.3
_DRIVE_DB = (1.0, 8.0)


def taped(audio: Audio, operation: Tape, random: np.random.Generator) -> Audio:
    """The audio through the machine, as long as before; `depth` 0 leaves it alone. Both channels waver together."""
    if operation.depth == 0 or audio.frames < 2:
        return audio
    moments, offsets = _wavering(audio.seconds, operation.depth, random)
    knots, shift = moments * audio.rate, offsets * audio.rate
    wavered = each_channel(
        audio.samples,
        lambda channel: read_at(channel, lambda frames: frames + np.interp(frames, knots, shift)),
    )
    return _coloured(Audio(wavered, audio.rate), operation.depth)


def _wavering(seconds: float, depth: float, random: np.random.Generator) -> tuple[Curve, Curve]:
    """How far the tape is ahead of the clock, in seconds, at some moments: sines whose speed itself drifts. It starts
    and ends on time, so the mean speed is exactly 1."""
    count = max(8, int(seconds * _POINTS_A_SECOND))
    moments = np.linspace(0.0, seconds, count)
    ahead = np.zeros(count)
    for hertz, off in (*_WOW, *_FLUTTER):
        wander = np.cumsum(random.standard_normal(count)) * _DRIFT * np.sqrt(hertz / _POINTS_A_SECOND)
        ahead += depth * off / (2 * np.pi * hertz) * np.sin(2 * np.pi * hertz * moments + wander)
    from_ends = np.minimum(moments, seconds - moments) / min(_ENDS_SECONDS, seconds / 2)
    return moments, ahead * np.minimum(1.0, from_ends)


def _coloured(audio: Audio, depth: float) -> Audio:
    top = _HIGHS_HZ[0] * (_HIGHS_HZ[1] / _HIGHS_HZ[0]) ** depth
    warm = saturated(audio, Saturation(_DRIVE_DB[0] + depth * (_DRIVE_DB[1] - _DRIVE_DB[0])))
    samples = each_channel(
        warm.samples,
        lambda channel: low(
            channel + depth * _BUMP * band(channel, audio.rate, *_BUMP_HZ, order=1), audio.rate, top, 1
        ),
    )
    return Audio(samples, audio.rate)
