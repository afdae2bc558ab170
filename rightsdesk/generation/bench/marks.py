"""The watermark under attack: pieces of 12 s that went through the world and must be read, and sound that must not be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.watermark import detect, embed
from rightsdesk.engines.watermark.attacks import ATTACKS, cropped
from rightsdesk.engines.watermark.layout import PERIOD_SECONDS
from rightsdesk.generation.bench.sounds import FIXTURES, SHARED
from rightsdesk.generation.bench.table import Row

_PAYLOAD, _KEY = 0x0123456789ABCDEF, bytes(range(32))
_LONGEST_S = 60.0
_FROM = (0.15, 0.6)
_KEYS_AT_ONCE = 100
_TRIALS, _FEWER_TRIALS = 10_000, 1_000


def rows(quick: bool) -> Iterator[Row]:
    """Every attack on two pieces of every recording (quick: one piece of three), then the false reads."""
    marked = [embed(audio, _PAYLOAD, _KEY) for audio in _recordings(quick)]
    pieces = [cropped(audio, share) for audio in marked for share in (_FROM[:1] if quick else _FROM)]
    for name, attack in ATTACKS.items():
        reads = sum(_reads(attack(piece)) for piece in pieces)
        here = f"{reads} of {len(pieces)}"
        yield Row(f"watermark read from 12 s after: {name}", "all", here, reads == len(pieces))
    yield from _false_rows(quick, pieces)


def _reads(audio: Audio) -> bool:
    found = detect(audio, [_KEY])
    return found is not None and found.payload == _PAYLOAD


def _false_rows(quick: bool, marked: list[Audio]) -> Iterator[Row]:
    trials = _FEWER_TRIALS if quick else _TRIALS
    unmarked = [cropped(audio, _FROM[0]) for audio in _recordings(quick)]
    for name, pieces in (("unmarked sound", unmarked), ("sound marked with another key", marked)):
        false = sum(
            detect(pieces[start % len(pieces)], _wrong_keys(name, start)) is not None
            for start in range(trials // 2 // _KEYS_AT_ONCE)
        )
        yield Row(f"false reads of {name}", "0", f"{false} of {trials // 2}", false == 0)


def _wrong_keys(name: str, start: int) -> list[bytes]:
    return [hashlib.sha256(f"{name} {start} {number}".encode()).digest() for number in range(_KEYS_AT_ONCE)]


def _recordings(quick: bool) -> Iterator[Audio]:
    """The demo's songs and voices, then the real recordings where they lie beside the project; a minute of each."""
    paths: list[Path] = [*sorted((FIXTURES / "audio").glob("*.opus"))]
    paths += sorted((SHARED / "music").glob("*.ogg"))
    for path in paths[::8] if quick else paths:
        audio = decode(path)
        if audio.seconds >= PERIOD_SECONDS:
            yield Audio(audio.samples[: int(_LONGEST_S * audio.rate)], audio.rate)
