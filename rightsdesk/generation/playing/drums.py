"""A drummer for any song: a written pattern on the song's own beats, played by hand, louder and softer as the song is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from rightsdesk.domain.recipe import Drums
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import QUIET, Curve, each_channel, low, rms
from rightsdesk.generation.playing import keys
from rightsdesk.generation.playing.beside import Following, at_level
from rightsdesk.generation.playing.kits import KITS, Voice
from rightsdesk.generation.playing.patterns import PATTERNS, Pattern
from rightsdesk.generation.playing.skins import bass_drum_808
from rightsdesk.generation.playing.strokes import played
from rightsdesk.generation.playing.timing import Stroke, fitted, section_starts, strokes

_DUCK_SECONDS = 0.24
_LOWEST_808_HZ = 41.0
_RING_808 = 0.42
# Under this part of the loud level only what is light plays; under the second one nobody does.
_LIGHT, _SILENT = 0.14, 0.012
_LIGHT_VOICES = ("hat", "open_hat", "shaker", "ride", "rim", "tambourine")
_BEND_AT = 9.0


def with_drums(
    audio: Audio, operation: Drums, beats: Curve, downbeat: int, random: np.random.Generator, key: str = ""
) -> Audio:
    """The audio with the pattern on its beats (seconds); `gain_db` is the layer's loudness against the music's own.
    `key` tunes the 808."""
    pattern = PATTERNS[operation.pattern]
    kit = dict(KITS[operation.pattern])
    if "808" in kit:
        kit["808"] = _tuned(kit["808"], key)
    score = _score(pattern, *fitted(beats, downbeat, pattern.home), Following(audio))
    layer = _glued(played(audio, kit, score, pattern.loose, random), audio.rate, pattern)
    ducking = _ducking(audio, [stroke.time for stroke in score[pattern.ducked_by]], pattern.duck)
    layer = at_level(layer, audio, operation.gain_db)
    layer += audio.samples * ducking[:, None]
    return Audio(layer, audio.rate)


def _score(pattern: Pattern, pulses: Curve, first: int, following: Following) -> Mapping[str, list[Stroke]]:
    """Every voice's strokes, as loud as the music around them asks for."""
    names = [*pattern.lines, *(name for name in pattern.fill if name not in pattern.lines)]
    score = {
        name: strokes(pattern.lines.get(name, "." * 16), pattern.fill.get(name), pulses, first, pattern.swing)
        for name in names
    }
    if pattern.crash:
        score["crash"] = section_starts(pulses, first)
    return {name: _followed(name, line, following) for name, line in score.items()}


def _followed(name: str, line: list[Stroke], following: Following) -> list[Stroke]:
    least = _SILENT if name in _LIGHT_VOICES else _LIGHT
    levels = [following.at(stroke.time) for stroke in line]
    return [
        Stroke(stroke.time, stroke.level * float(np.clip(level**0.5, 0.4, 1.08)))
        for stroke, level in zip(line, levels, strict=True)
        if level >= least
    ]


def _tuned(voice: Voice, key: str) -> Voice:
    """The 808 on the key's tonic, in the octave where speakers still have it."""
    parsed = keys.parsed(key)
    if parsed is None:
        return voice
    hertz = 440.0 * 2.0 ** ((parsed.tonic - 9) / 12) / 16
    hertz *= 2.0 ** np.ceil(np.log2(_LOWEST_808_HZ / hertz))
    return Voice(partial(bass_drum_808, hertz=float(hertz), ring=_RING_808), voice.level)


def _glued(layer: Samples, rate: int, pattern: Pattern) -> Samples:
    """One soft bend over the whole kit, and in some styles no highs."""
    layer *= np.float32(pattern.bend / (_BEND_AT * rms(layer) + QUIET))
    np.tanh(layer, out=layer)
    if pattern.dull is None:
        return layer
    corner = pattern.dull
    return each_channel(layer, lambda channel: low(channel, rate, corner))


def _ducking(audio: Audio, kicks: list[float], depth: float) -> Samples:
    """The music steps back on each kick and is there again within a quarter of a second."""
    curve = np.ones(audio.frames, dtype=np.float32)
    frames = int(_DUCK_SECONDS * audio.rate)
    rise = np.minimum(1.0, np.arange(frames) / (0.008 * audio.rate))
    dip = 1 - depth * rise * (1 - np.sqrt(np.arange(frames) / frames))
    for time in kicks:
        start = max(0, round(time * audio.rate))
        part = curve[start : start + frames]
        np.minimum(part, dip[: len(part)], out=part, casting="same_kind")
    return curve
