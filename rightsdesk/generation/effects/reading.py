"""Reading sound at moments between its samples: what a wavering tape and a source on the move have in common."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.effects.bands import Curve

_PIECE = 1 << 17

Places = Callable[[Curve], Curve]


def read_at(channel: Samples, places: Places) -> Samples:
    """One channel, [frames], of the same length: output frame n holds what lay at `places(n)`, a frame number that may
    be broken. Cubic (Catmull-Rom) between samples, in pieces; outside the ends the end's own sample is held."""
    read = np.empty(len(channel), dtype=np.float32)
    for start in range(0, len(channel), _PIECE):
        frames = np.arange(start, min(start + _PIECE, len(channel)), dtype=np.float64)
        read[start : start + len(frames)] = _cubic(channel, places(frames))
    return read


def _cubic(channel: Samples, place: Curve) -> Samples:
    last = len(channel) - 1
    place = np.clip(place, 0.0, last)
    whole = np.minimum(place.astype(np.int64), max(0, last - 1))
    part = (place - whole).astype(np.float32)
    before, here = channel[np.maximum(whole - 1, 0)], channel[whole]
    after, beyond = channel[np.minimum(whole + 1, last)], channel[np.minimum(whole + 2, last)]
    third = np.float32(1.5) * (here - after) + np.float32(0.5) * (beyond - before)
    second = before - np.float32(2.5) * here + np.float32(2.0) * after - np.float32(0.5) * beyond
    first = np.float32(0.5) * (after - before)
    read: Samples = ((third * part + second) * part + first) * part + here
    return read
