"""Read the message from its cells, and say no to chance.

The score of a pattern is sum(sign * cell) / sqrt(sum(cell ** 2)). On sound that was not marked with the key the signs are
fair coins, so by Hoeffding P(score >= z) <= exp(-z ** 2 / 2). At most 6e7 places (phase, tempo, pitch, stretch and their
fine steps) and 2 ** 64 messages whose check fits are tried: P(false read) <= 6e7 * 2 ** 64 * exp(-13.5 ** 2 / 2) < 1e-12
for a key and a recording. True marks that can be decoded at all score 17 and more.
"""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.watermark import trellis
from rightsdesk.engines.watermark.layout import Floats
from rightsdesk.engines.watermark.pattern import Pattern

SURE = 13.5
_NEIGHBOURS = 9
_LEAST_TRUST = 0.25
_TINY = 1e-9


def read(own: Pattern, cells: Floats) -> tuple[int, float, int] | None:
    """(payload, score, coded bits heard wrong), or None: its check does not fit, or it may be chance."""
    soft = _soft_bits(own, cells * _trust(own, cells))
    bits = trellis.decode(soft)
    payload = trellis.payload_of(bits ^ own.mask)
    code = trellis.encode(bits)
    sure = score(cells, own.cells(code))
    if payload is None or sure < SURE:
        return None
    return payload, sure, int(((soft < 0) != (code > 0)).sum())


def score(cells: Floats, signs: Floats) -> float:
    """How well the cells agree with the signs of a whole pattern, in standard deviations over random signs."""
    return float((cells * signs).sum() / np.sqrt(np.square(cells).sum() + _TINY))


def _soft_bits(own: Pattern, cells: Floats) -> Floats:
    """Each bit of the code summed over its cells; positive means 0."""
    carried = own.bits >= 0
    sums = np.bincount(own.bits[carried], (cells * own.signs)[carried], trellis.CODE_BITS)
    return sums.astype(np.float32)


def _trust(own: Pattern, cells: Floats) -> Floats:
    """How well each band still carries the mark, from its pilots: codecs spoil some bands and leave others, [bands]."""
    from scipy.ndimage import uniform_filter1d

    pilots = own.pilots
    heard = uniform_filter1d((cells * pilots).sum(axis=0), _NEIGHBOURS, mode="nearest")
    energy = uniform_filter1d(np.square(cells * pilots).sum(axis=0), _NEIGHBOURS, mode="nearest")
    gain = heard / (energy + _TINY)
    trust: Floats = np.maximum(gain, _LEAST_TRUST * max(float(gain.max()), _TINY)).astype(np.float32)
    return trust
