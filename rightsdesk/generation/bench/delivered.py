"""Deliveries: loudness and true peak after each codec, and what the watermark does to sound and clock."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rightsdesk.domain.recipe import Recipe
from rightsdesk.domain.styles import MASTER, STYLES, preset
from rightsdesk.engines.audio import decode, loudness
from rightsdesk.engines.watermark import detect, embed
from rightsdesk.generation.bench.clock import cost
from rightsdesk.generation.bench.sounds import FIXTURES
from rightsdesk.generation.bench.table import Row
from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.contract import FORMATS, Source, SourceFacts

_SONG, _BPM = FIXTURES / "audio" / "static_garden.opus", 128.0
_MOST_PEAK, _MOST_AWAY = -1.0, 0.5
_LEAST_SNR = 32.0
_PAYLOAD, _KEY = 0x0123456789ABCDEF, bytes(range(32))


def master_rows(quick: bool) -> Iterator[Row]:
    """The file a listener gets, decoded again."""
    for style in ("house",) if quick else ("house", "lofi", "acoustic"):
        with tempfile.TemporaryDirectory() as folder:
            source = Source(_SONG, SourceFacts(bpm=_BPM))
            recipe = preset(style) if style in STYLES else Recipe((MASTER,))
            made = BuiltinEngine().render(recipe, source, 7, Path(folder), FORMATS)
            for name, path in made.files.items():
                level = loudness(decode(path))
                good = level.true_peak_dbtp <= _MOST_PEAK and abs(level.lufs - MASTER.lufs) <= _MOST_AWAY
                here = f"{level.true_peak_dbtp:.2f} dBTP, {level.lufs:.2f} LUFS"
                yield Row(f"{style} as {name}", "<= -1 dBTP, -14 +-0.5 LUFS", here, good)
            if made.self_check:
                yield Row(f"{style}: self-check", "passes", "; ".join(made.self_check), False)


def watermark_rows(quick: bool) -> Iterator[Row]:
    """Cost and strength on one song; the whole matrix of attacks is the watermark room's own bench."""
    del quick
    audio = decode(_SONG)
    put = cost(lambda: embed(audio, _PAYLOAD, _KEY))
    minute = 60 / audio.seconds
    yield Row(
        "watermark: CPU to embed in a minute", "<= 6 s", f"{put.cpu * minute:.1f} s", put.cpu * minute <= 6
    )
    added = put.answer.samples.astype(np.float64) - audio.samples
    snr = 10 * np.log10((audio.samples.astype(np.float64) ** 2).sum() / (added**2).sum())
    yield Row("watermark: signal to watermark", ">= 32 dB, aim 35", f"{snr:.1f} dB", bool(snr >= _LEAST_SNR))
    read = cost(lambda: detect(put.answer, [_KEY]))
    right = read.answer is not None and read.answer.payload == _PAYLOAD
    here = f"{'read' if right else 'not read'}, {read.cpu:.1f} s CPU"
    yield Row("watermark: read from one song", "read, <= 10 s CPU", here, right and read.cpu <= 10)
