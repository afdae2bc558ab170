"""The message and its code: 64 bits and a CRC-32, in a tail-biting convolutional code of rate 1/4 and memory 8.
Knows bits and soft bits; leaves keys and sound to others."""

from __future__ import annotations

import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.watermark.layout import CHECK_BITS, MESSAGE_BITS, PAYLOAD_BITS, Floats

Bits = NDArray[np.uint8]

# Rate 1/4, constraint length 9, greatest free distance (24): Larsen 1973, as in Lin and Costello, table 12.1.
_GENERATORS = (0o463, 0o535, 0o733, 0o745)
_MEMORY = 8
_STATES = 1 << _MEMORY
_LAPS = 3
CODE_BITS = MESSAGE_BITS * len(_GENERATORS)


def check(payload: int) -> int:
    """CRC-32 (ISO 3309) of the payload's eight bytes."""
    return zlib.crc32(payload.to_bytes(PAYLOAD_BITS // 8, "big"))


def message(payload: int) -> Bits:
    """The payload and its check, as bits."""
    whole = (payload << CHECK_BITS) | check(payload)
    octets = np.frombuffer(whole.to_bytes(MESSAGE_BITS // 8, "big"), dtype=np.uint8)
    return np.unpackbits(octets)


def payload_of(bits: Bits) -> int | None:
    """The payload of a message, or None where its check does not fit."""
    whole = int.from_bytes(np.packbits(bits).tobytes(), "big")
    payload = whole >> CHECK_BITS
    return payload if check(payload) == whole & ((1 << CHECK_BITS) - 1) else None


def encode(bits: Bits) -> Bits:
    """The code of a message, [CODE_BITS]. The register starts as it ends, so that no bit is better off than another."""
    taps = np.stack([np.roll(bits, back) for back in range(_MEMORY + 1)])
    rows = [np.bitwise_xor.reduce(taps[_taps(generator)], axis=0) for generator in _GENERATORS]
    return np.stack(rows, axis=1).reshape(-1).astype(np.uint8)


def decode(soft: Floats) -> Bits:
    """The likeliest message for soft bits [CODE_BITS] (positive means 0): Viterbi, three times round the ring, of which
    the middle lap is kept."""
    laps = np.tile(soft.reshape(MESSAGE_BITS, len(_GENERATORS)), (_LAPS, 1))
    gains = laps @ _outputs().T
    score, came_from = np.zeros(_STATES), np.empty((len(laps), _STATES), dtype=np.uint8)
    for step, gain in enumerate(gains):
        ways = score.reshape(2, -1).repeat(2, axis=1) + gain.reshape(2, _STATES)
        came_from[step] = ways[1] > ways[0]
        score = np.maximum(ways[0], ways[1])
    return _traced(came_from, int(score.argmax()))[MESSAGE_BITS : 2 * MESSAGE_BITS]


def _traced(came_from: Bits, state: int) -> Bits:
    bits = np.empty(len(came_from), dtype=np.uint8)
    for step in range(len(came_from) - 1, -1, -1):
        bits[step] = state & 1
        state = (state >> 1) | (int(came_from[step, state]) << (_MEMORY - 1))
    return bits


def _taps(generator: int) -> list[int]:
    """How many bits back each tap of a generator lies; its highest digit is the newest bit."""
    return [back for back in range(_MEMORY + 1) if generator >> (_MEMORY - back) & 1]


@cache
def _outputs() -> Floats:
    """The four coded bits, as 1 and -1, of every step: [2 * states, 4]. A step is the oldest bit that leaves, then the
    new state, whose lowest digit is the newest bit."""
    steps = np.arange(2 * _STATES)
    columns = []
    for generator in _GENERATORS:
        parity = np.zeros_like(steps)
        for back in _taps(generator):
            parity ^= (steps >> back) & 1
        columns.append(1.0 - 2.0 * parity)
    return np.stack(columns, axis=1).astype(np.float32)
