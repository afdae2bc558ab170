"""Whether a mark that was just written can be heard well enough to live through what files live through."""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.audio_samples import Audio
from rightsdesk.engines.watermark.features import heard, turns
from rightsdesk.engines.watermark.judging import score
from rightsdesk.engines.watermark.layout import HOP, PERIOD, RATE, Floats
from rightsdesk.engines.watermark.search import Place
from rightsdesk.engines.watermark.settling import cells_at

_PIECE_SECONDS = 12.0
_FROM = (0.0, 0.25, 0.5, 0.75, 1.0)
_ENOUGH = 36.0
"""Measured: mp3 at 64 kbit/s leaves little more than half of a score, and what is read scores 18."""


def suffices(marked: Audio, signs: Floats) -> bool:
    """Of five pieces of 12 s all but the weakest (which may be an intro's silence) speak loudly enough."""
    scores = sorted(_score(marked, signs, share) for share in _FROM)
    return scores[1] >= _ENOUGH


def _score(marked: Audio, signs: Floats, share: float) -> float:
    length = min(marked.frames, int(_PIECE_SECONDS * marked.rate))
    first = int(share * (marked.frames - length))
    piece = Audio(np.ascontiguousarray(marked.samples[first : first + length]), marked.rate)
    feature = turns(heard(piece), 0)
    phase = (first / marked.rate * RATE / HOP) % PERIOD
    return score(cells_at(feature, Place(0, 1.0, 0, len(feature), phase, 0.0)), signs)
