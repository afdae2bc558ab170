"""Acoustic fingerprints by libchromaprint, as raw sub-fingerprints. Only our own audio goes in; compressed fingerprints of
others never reach the library's decoder (1.5.1 overflows its heap on hostile ones). Comparing them is domain.matching's."""

import ctypes
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rightsdesk.domain.matching import ITEM_HZ, Items
from rightsdesk.engines.audio_samples import Audio

ALGORITHM = 1
RATE = 11_025
FEED = RATE * 30


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Raw sub-fingerprints, `rate_hz` of them a second; sound shorter than 2.6 s has none."""

    items: Items
    rate_hz: float
    algorithm: int
    library: str


def fingerprint(audio: Audio) -> Fingerprint:
    """Sub-fingerprints of the whole of `audio`, mixed down to mono at 11 025 Hz."""
    import chromaprint
    import soxr

    mono = soxr.resample(audio.mono(), audio.rate, RATE)
    pcm = np.clip(np.rint(mono * 32767), -32768, 32767).astype("<i2")
    maker = chromaprint.Fingerprinter(ALGORITHM)
    maker.start(RATE, 1)
    for start in range(0, len(pcm), FEED):
        maker.feed(pcm[start : start + FEED].tobytes())
    return Fingerprint(_raw(maker, len(pcm)), ITEM_HZ, ALGORITHM, library_version())


def pack(items: Items) -> bytes:
    """Little-endian 32-bit items, as a reference row keeps them."""
    return items.astype("<u4").tobytes()


def unpack(packed: bytes | memoryview) -> Items:
    """The items of a reference row."""
    return np.frombuffer(packed, dtype="<u4").astype(np.uint32)


@cache
def library_version() -> str:
    """The version of libchromaprint that answers."""
    import chromaprint

    return f"chromaprint {chromaprint._libchromaprint.chromaprint_get_version().decode()}"


def _raw(maker: Any, samples: int) -> Items:
    """The binding has no raw fingerprint: ask the library that it loaded. Nothing fed, nothing answered."""
    if not samples:
        return np.zeros(0, dtype=np.uint32)
    import chromaprint

    library = chromaprint._libchromaprint
    raw = library.chromaprint_get_raw_fingerprint
    raw.argtypes = (
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.POINTER(ctypes.c_uint32)),
        ctypes.POINTER(ctypes.c_int),
    )
    raw.restype = ctypes.c_int
    items, count = ctypes.POINTER(ctypes.c_uint32)(), ctypes.c_int()
    done = library.chromaprint_finish(maker._ctx) and raw(
        maker._ctx, ctypes.byref(items), ctypes.byref(count)
    )
    if not done:
        raise RuntimeError("libchromaprint could not finish the fingerprint")
    try:
        return np.array(items[: count.value], dtype=np.uint32)
    finally:
        library.chromaprint_dealloc(items)
