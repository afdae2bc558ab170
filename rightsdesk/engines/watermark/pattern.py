"""What a key decides: the sign of every cell, and which cell carries which bit of the code.
Every number comes from SHAKE-256 of the key, so that it is the same on every machine and in every release of numpy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.watermark import trellis
from rightsdesk.engines.watermark.layout import (
    BANDS,
    FRAMES_PER_SLOT,
    HALF,
    MESSAGE_BITS,
    PERIOD,
    PILOT_EVERY,
    SLOTS,
    Floats,
)

_DOMAIN = b"rightsdesk watermark 1\0"
_CELLS = BANDS * SLOTS


@dataclass(frozen=True, slots=True)
class Pattern:
    """`signs` is -1 or 1 and `bits` the place in the code, or -1 for a pilot: both [slots, bands]."""

    signs: Floats
    bits: NDArray[np.int64]
    mask: NDArray[np.uint8]
    """Mixed into the message before it is coded: another key does not even agree on what zero is."""

    @property
    def pilots(self) -> Floats:
        """The signs of the pilots, nought elsewhere."""
        return np.where(self.bits < 0, self.signs, np.float32(0.0)).astype(np.float32)

    def cells(self, code: NDArray[np.uint8]) -> Floats:
        """The sign of every cell when it carries `code`, [slots, bands]."""
        polarity = np.where(code > 0, -1.0, 1.0).astype(np.float32)
        carried = np.where(self.bits < 0, np.float32(1.0), polarity[np.maximum(self.bits, 0)])
        return (self.signs * carried).astype(np.float32)

    def pilot_spectrum(self) -> NDArray[np.complex64]:
        """The Fourier transform of the pilots, laid at the middle of their slots, [frequencies, bands]."""
        laid = np.zeros((BANDS, PERIOD), dtype=np.float32)
        laid[:, HALF::FRAMES_PER_SLOT] = self.pilots.T
        return np.ascontiguousarray(np.fft.rfft(laid, axis=1).T.astype(np.complex64))


def pattern(key: bytes) -> Pattern:
    """The pattern of `key`. Every bit of the code is given an equal number of cells, spread over time and pitch."""
    stream = hashlib.shake_256(_DOMAIN + key).digest(_CELLS * 9 + MESSAGE_BITS)
    order = np.frombuffer(stream, dtype="<u8", count=_CELLS).reshape(BANDS, SLOTS)
    signs = np.frombuffer(stream, dtype=np.uint8, count=_CELLS, offset=_CELLS * 8) & 1
    mask = np.frombuffer(stream, dtype=np.uint8, count=MESSAGE_BITS, offset=_CELLS * 9) & np.uint8(1)
    places = np.argsort(order, axis=1, kind="stable").T
    return Pattern((signs.reshape(SLOTS, BANDS) * 2.0 - 1.0).astype(np.float32), _bits(places), mask)


def _bits(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Deal the code's bits out to the cells: within a band the slots come in the key's order, pilots first."""
    pilots = SLOTS // PILOT_EVERY
    bits = np.full((SLOTS, BANDS), -1, dtype=np.int64)
    dealt = np.arange((SLOTS - pilots) * BANDS).reshape(BANDS, -1) % trellis.CODE_BITS
    for band in range(BANDS):
        bits[places[pilots:, band], band] = dealt[band]
    return bits
