"""Sealing: what it costs, whether the levels hold in the files that leave the desk, and whether those are known again when
they were changed or stripped."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rightsdesk.domain.styles import MASTER, preset
from rightsdesk.domain.verification import conclude
from rightsdesk.engines.audio import decode, encode
from rightsdesk.engines.provenance import Claim, Keys, Parent, Sealed, make_keys, observed, read, seal
from rightsdesk.generation.bench.clock import Cost, cost
from rightsdesk.generation.bench.sounds import FIXTURES
from rightsdesk.generation.bench.table import Row
from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.contract import Source, SourceFacts

_SONG, _BPM = FIXTURES / "audio" / "static_garden.opus", 128.0
_MADE_AT = datetime(2025, 1, 1, tzinfo=UTC)
_FORMATS = ("flac", "wav", "opus", "m4a", "mp3")
_MOST_PEAK, _MOST_AWAY = -1.0, 0.5


def rows(quick: bool) -> Iterator[Row]:
    """A style of the built-in engine, sealed as deliveries are."""
    formats = ("flac", "opus") if quick else _FORMATS
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        keys = make_keys(work / "keys", _MADE_AT)
        master, claim = _rendered(work)
        done = cost(lambda: seal(master, claim, keys, work, formats))
        minutes = decode(master).seconds / 60
        what = f"sealing {len(formats)} formats: CPU for a minute"
        yield Row(what, "none set", f"{done.cpu / minutes:.1f} s, {done.wall / minutes:.1f} s of waiting")
        yield from _levels(done.answer)
        yield from _known_again(done.answer, keys, minutes)


def _rendered(folder: Path) -> tuple[Path, Claim]:
    source = Source(_SONG, SourceFacts(bpm=_BPM))
    made = BuiltinEngine().render(preset("house"), source, 7, folder)
    parent = Parent("Static Garden", file=_SONG)
    claim = Claim(
        "drv_bench", "Static House", "bench", (parent,), made.steps, made.disclosure, "", "", "builtin", _MADE_AT
    )  # fmt: skip
    return made.files["flac"], claim


def _levels(sealed: Sealed) -> Iterator[Row]:
    for name, file in sealed.files.items():
        good = file.true_peak_dbtp <= _MOST_PEAK and abs(file.lufs - MASTER.lufs) <= _MOST_AWAY
        here = f"{file.true_peak_dbtp:.2f} dBTP, {file.lufs:.2f} LUFS"
        yield Row(f"sealed, with watermark, as {name}", "<= -1 dBTP, -14 +-0.5 LUFS", here, good)


def _known_again(sealed: Sealed, keys: Keys, minutes: float) -> Iterator[Row]:
    for name, file in sealed.files.items():
        yield _row(f"{name} as it was sealed", "verified", _outcome(file.path, keys, file.sidecar), minutes)
        changed = file.path.with_name(f"changed.{name}")
        data = bytearray(file.path.read_bytes())
        data[len(data) * 2 // 3] ^= 1
        changed.write_bytes(data)
        yield _row(f"{name} with one bit changed", "tampered", _outcome(changed, keys, file.sidecar), minutes)
    bare = sealed.files["flac"].path.with_name("bare.mp3")
    encode(decode(sealed.files["flac"].path), bare, "mp3")
    yield _row("encoded again, credentials gone", "stripped_but_recovered", _outcome(bare, keys), minutes)


def _outcome(path: Path, keys: Keys, sidecar: Path | None = None) -> Cost:
    return cost(lambda: str(conclude(observed(read(path, keys, sidecar))).outcome))


def _row(what: str, target: str, found: Cost, minutes: float) -> Row:
    here = f"{found.answer}, {found.cpu / minutes:.1f} s CPU a minute"
    return Row(what, target, here, found.answer == target)
