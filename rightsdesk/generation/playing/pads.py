"""Held chords under a song: only chords of its key, only where one fits, in the song's own tuning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rightsdesk.domain.recipe import Pad
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import Curve, each_channel, high
from rightsdesk.generation.playing.beside import Following, at_level
from rightsdesk.generation.playing.chords import fitting, hertz, voiced
from rightsdesk.generation.playing.keys import Chord, parsed
from rightsdesk.generation.playing.listening import pitches
from rightsdesk.generation.playing.voices import VOICES, sung

LEAST_KEY_CONFIDENCE = 0.35
LEAST_BARS_PLAYED = 0.2
_MUD_HZ = 110.0
_SILENT = 0.05


@dataclass(frozen=True, slots=True)
class PadReport:
    """The chord played in each bar, None where none was; `reason` says why nothing was played at all, else ""."""

    bars: tuple[str | None, ...]
    reason: str = ""

    @property
    def chords(self) -> tuple[str, ...]:
        """Each chord once, in the order of their first bars."""
        return tuple(dict.fromkeys(bar for bar in self.bars if bar))

    @property
    def dropped(self) -> float:
        """The share of bars without a chord, 0..1."""
        return round(self.bars.count(None) / len(self.bars), 4) if self.bars else 1.0


def with_pad(
    audio: Audio,
    operation: Pad,
    key: str,
    beats: Curve,
    downbeat: int,
    random: np.random.Generator,
    key_confidence: float = 1.0,
) -> tuple[Audio, PadReport]:
    """The audio with held chords, and what was played. Where too little fits, the audio comes back untouched."""
    edges, home = beats[downbeat::4], parsed(key)
    if home is None or key_confidence < LEAST_KEY_CONFIDENCE or len(edges) < 2:
        reason = "There is no whole bar." if home and len(edges) < 2 else "The key is not clear enough."
        return audio, PadReport((None,) * max(0, len(edges) - 1), reason)
    by_bar, tuning = pitches(audio, edges)
    bars = _heard(fitting(by_bar, home), edges, Following(audio))
    report = PadReport(tuple(bar.name if bar else None for bar in bars))
    if 1.0 - report.dropped < LEAST_BARS_PLAYED:
        return audio, PadReport((None,) * len(bars), "No chord of the key fits the bars.")
    layer = _layer(audio, operation.sound, bars, edges, tuning, random)
    layer = at_level(layer, audio, operation.gain_db)
    layer += audio.samples
    return Audio(layer, audio.rate), report


def _heard(bars: list[Chord | None], edges: Curve, following: Following) -> list[Chord | None]:
    """Nobody plays on in a silence."""
    middles = (edges[:-1] + edges[1:]) / 2
    return [
        bar if following.at(float(middle)) > _SILENT else None
        for bar, middle in zip(bars, middles, strict=True)
    ]


def _layer(
    audio: Audio,
    sound: str,
    bars: Sequence[Chord | None],
    edges: Curve,
    tuning: float,
    random: np.random.Generator,
) -> Samples:
    layer = np.zeros_like(audio.samples)
    notes: tuple[int, ...] = ()
    for first, last in held(bars, joined=VOICES[sound].held):
        chord = bars[first]
        if chord is None:
            continue
        notes = voiced(chord, notes)
        start, end = float(edges[first]), float(edges[last + 1])
        for number, note in enumerate(notes):
            voice = sung(VOICES[sound], hertz(note, tuning), end - start, audio, random)
            begin = round(start * audio.rate)
            piece = voice[: max(0, audio.frames - begin)]
            layer[begin : begin + len(piece)] += piece * np.float32(0.8 if number == 0 else 1.0)
    return each_channel(layer, lambda channel: high(channel, audio.rate, _MUD_HZ))


def held(bars: Sequence[Chord | None], joined: bool) -> list[tuple[int, int]]:
    """Bars that sound as one, first and last: those that follow one another with the same chord, if `joined`."""
    spans: list[tuple[int, int]] = []
    for number, bar in enumerate(bars):
        if joined and spans and bar is not None and bars[spans[-1][1]] == bar:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans
