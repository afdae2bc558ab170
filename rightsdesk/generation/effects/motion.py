"""Sound that turns around the listener ("8D"), for headphones: each ear hears the source louder or softer, earlier or
later, brighter or duller, as a head of ordinary size makes it. The bass stays in the middle."""

from __future__ import annotations

import numpy as np

from rightsdesk.domain.recipe import Motion
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import Curve, low
from rightsdesk.generation.effects.reading import read_at

# The sound's way around a head of 8.75 cm radius (Woodworth): at most 0.66 ms.
_LATEST_S = 0.00066
_CENTRE_BELOW_HZ = 140.0
_SHADOW_HZ = 1_600.0
_BEHIND_HZ = 5_000.0
_FAR_EAR = 0.75
_BEHIND = 0.5
_SIDE_KEPT = 0.45
_PIECE, _SETTLED, _BEYOND = 1 << 18, 1 << 14, 8


def moved(audio: Audio, operation: Motion) -> Audio:
    """Turn once every `period_s`; `depth` 0 leaves a stereo source as it is. Mono comes back as stereo. Works in pieces
    that begin early enough for the filters to have settled."""
    samples = np.empty((audio.frames, 2), dtype=np.float32)
    for start in range(0, audio.frames, _PIECE):
        begin = max(0, start - _SETTLED)
        piece = audio.samples[begin : start + _PIECE + _BEYOND]
        turned = _turned(piece, begin, audio.rate, operation)
        inside = samples[start : start + _PIECE]
        inside[:] = turned[start - begin :][: len(inside)]
    return Audio(samples, audio.rate)


def _turned(piece: Samples, begin: int, rate: int, operation: Motion) -> Samples:
    left, right = piece[:, 0], piece[:, -1]
    middle, side = np.float32(0.5) * (left + right), np.float32(0.5) * (left - right)
    bass = low(middle, rate, _CENTRE_BELOW_HZ).astype(np.float32)
    side = side * np.float32(1.0 - (1.0 - _SIDE_KEPT) * operation.depth)
    ears = [_ear(middle - bass, begin, rate, operation, sign) + bass + sign * side for sign in (1, -1)]
    return np.stack(ears, axis=1).astype(np.float32)


def _ear(source: Samples, begin: int, rate: int, operation: Motion, sign: int) -> Samples:
    """What one ear (1: left, -1: right) hears of a source that starts in front and turns to the left."""
    pace = 2 * np.pi / (operation.period_s * rate)

    def away(frames: Curve) -> Curve:
        """0 when the source is at this ear, 1 when the head is between, by depth."""
        return 0.5 * operation.depth * (1.0 - sign * np.sin(pace * (begin + frames)))

    heard = read_at(source, lambda frames: frames - _LATEST_S * rate * away(frames))
    frames = np.arange(len(source), dtype=np.float64)
    far, behind = away(frames), operation.depth * 0.5 * (1.0 - np.cos(pace * (begin + frames)))
    heard = _mixed(heard, low(heard, rate, _SHADOW_HZ, 1), far)
    heard = _mixed(heard, low(heard, rate, _BEHIND_HZ, 1), _BEHIND * behind)
    near = operation.depth - far
    return heard * np.sqrt(1.0 + _FAR_EAR * (near - far)).astype(np.float32)


def _mixed(bright: Samples, dull: Samples, part: Curve) -> Samples:
    mixed: Samples = bright + (dull.astype(np.float32) - bright) * part.astype(np.float32)
    return mixed
