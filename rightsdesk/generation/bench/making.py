"""Renders: what each style costs, whether pitch is exact, whether a seed gives its bytes again, and how long a person
waits for three minutes."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Pitch, Recipe
from rightsdesk.domain.styles import STYLES, preset
from rightsdesk.engines.audio import decode, encode
from rightsdesk.generation.bench.clock import cost
from rightsdesk.generation.bench.sounds import FIXTURES, of_length, tone
from rightsdesk.generation.bench.table import Row
from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.contract import Rendered, Source, SourceFacts

_MOST_CPU, _MOST_WALL = 20.0, 60.0
_MOST_CENTS = 1.0
_SONG, _BPM = FIXTURES / "audio" / "glass_orchard.opus", 112.0


def style_rows(quick: bool) -> Iterator[Row]:
    """Every style on a song of the demo, FLAC master and self-check included."""
    names = tuple(STYLES)[:2] if quick else tuple(STYLES)
    with tempfile.TemporaryDirectory() as folder:
        _render(preset(names[0]), Path(folder))
        for name in names:
            yield _style(name, Path(folder))


def _style(name: str, folder: Path) -> Row:
    what, target = f"{name}: CPU for a minute of audio", "<= 20 s"
    try:
        spent = cost(lambda: _render(preset(name), folder))
    except Invalid as refusal:
        return Row(what, target, f"refused: {refusal.code}", False)
    minute = spent.cpu / decode(_SONG).seconds * 60
    failed = "; ".join(spent.answer.self_check)
    return Row(what, target, f"{minute:.1f} s {failed}".strip(), minute <= _MOST_CPU and not failed)


def pitch_rows(quick: bool) -> Iterator[Row]:
    """A tone of 440 Hz, shifted and measured by its spectrum's highest peak."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "tone.flac"
        encode(tone(440.0, 12.0), source, "flac")
        for semitones in (3.0,) if quick else (-12.0, -5.0, -1.0, 0.5, 3.0, 7.0, 12.0):
            made = BuiltinEngine().render(Recipe((Pitch(semitones),)), Source(source), 7, Path(folder))
            said = "; ".join(made.self_check)
            if not made.files:
                yield Row(f"pitch by {semitones:+g} semitones", "exact", said, False)
                continue
            cents = 1200 * math.log2(_highest(made.files["flac"]) / 440.0) - 100 * semitones
            good = abs(cents) <= _MOST_CENTS
            yield Row(f"pitch by {semitones:+g} semitones", "exact", f"{cents:+.2f} cents off", good)


def _highest(path: Path) -> float:
    """The lowest partial's frequency, in hertz, read between bins."""
    audio = decode(path)
    middle = audio.mono()[audio.rate * 2 : audio.rate * 10]
    level = np.log(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))) + 1e-12)
    best = int(level.argmax())
    left, peak, right = level[best - 1 : best + 2]
    return float((best + 0.5 * (left - right) / (left - 2 * peak + right)) * audio.rate / len(middle))


def seed_rows(quick: bool) -> Iterator[Row]:
    """Two renders in two folders."""
    del quick
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first, again = (_render(preset("lofi"), Path(folder)) for folder in (one, two))
        pairs = [(first.files[name].read_bytes(), again.files[name].read_bytes()) for name in first.files]
        same = bool(pairs) and all(before == after for before, after in pairs)
        yield Row("the same seed gives the same bytes", "yes", "yes" if same else "no", same)


def waiting_rows(quick: bool) -> Iterator[Row]:
    """Three minutes of a real song, with nothing known and nothing remembered."""
    if quick:
        return
    with tempfile.TemporaryDirectory() as folder:
        source = of_length(180.0, Path(folder))
        for name in ("lofi", "karaoke"):
            spent = cost(partial(BuiltinEngine().render, preset(name), Source(source), 7, Path(folder)))
            here = f"{spent.wall:.0f} s wall, {spent.cpu:.0f} s CPU"
            yield Row(f"a 3-minute remix ({name})", "<= 60 s on two cores", here, spent.wall <= _MOST_WALL)


def _render(recipe: Recipe, folder: Path) -> Rendered:
    return BuiltinEngine().render(recipe, Source(_SONG, SourceFacts(bpm=_BPM)), 7, folder)
