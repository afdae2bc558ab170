"""Hands: a score and a kit become sound. No two strokes are alike, soft ones are duller, and what rings is stopped by
the next stroke where a real one would be."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence

import numpy as np

from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import low
from rightsdesk.generation.playing.kits import Voice
from rightsdesk.generation.playing.timing import Stroke

_TAKES = 3
_SOFT_HZ = 4_500.0
_SOFT_BELOW = 0.5
_LEAST_LEVEL = 0.86
_STOPPED_BY = {"808": ("808",), "open_hat": ("hat", "open_hat")}
_STOP_SECONDS = 0.008
_SAME_SECONDS = 0.01


def played(
    audio: Audio,
    kit: Mapping[str, Voice],
    score: Mapping[str, Sequence[Stroke]],
    loose: float,
    random: np.random.Generator,
) -> Samples:
    """The score as samples in the shape of `audio`."""
    layer = np.zeros_like(audio.samples)
    for name, line in score.items():
        takes = _takes(kit[name], audio.rate, audio.channels, random)
        stops = sorted(stroke.time for other in _STOPPED_BY.get(name, ()) for stroke in score[other])
        for number, stroke in enumerate(line):
            take = takes[number % _TAKES][1 if stroke.level < _SOFT_BELOW else 0]
            moment = max(0.0, stroke.time + kit[name].late + loose * float(random.standard_normal()))
            sound = _stopped(take, audio.rate, stroke.time, stops)
            _add(layer, sound, round(moment * audio.rate), stroke.level * random.uniform(_LEAST_LEVEL, 1.0))
    return layer


def _takes(
    voice: Voice, rate: int, channels: int, random: np.random.Generator
) -> list[tuple[Samples, Samples]]:
    """A few different strokes, each hard and soft, in their place between the speakers."""
    hard = [voice.make(rate, random) * voice.level for _ in range(_TAKES)]
    pairs = [(sound, 0.6 * low(sound, rate, _SOFT_HZ, 1) + 0.4 * sound) for sound in hard]
    return [(_panned(one, voice.place, channels), _panned(two, voice.place, channels)) for one, two in pairs]


def _panned(sound: np.ndarray, place: float, channels: int) -> Samples:
    """Equal power, full level in the middle."""
    mono = sound.astype(np.float32)
    if channels == 1:
        return mono[:, None]
    angle = (place + 1.0) * np.pi / 4
    sides = np.sqrt(2.0) * np.array([np.cos(angle), np.sin(angle)])
    panned: Samples = mono[:, None] * sides.astype(np.float32)
    return panned


def _stopped(sound: Samples, rate: int, time: float, stops: Sequence[float]) -> Samples:
    """Cut short, without a click, where the next stroke takes the sound's place."""
    place = bisect(stops, time + _SAME_SECONDS)
    frames = int((stops[place] - time) * rate) if place < len(stops) else len(sound)
    if frames >= len(sound):
        return sound
    end = min(frames, int(_STOP_SECONDS * rate))
    cut = sound[:frames].copy()
    cut[frames - end :] *= np.linspace(1.0, 0.0, end, dtype=np.float32)[:, None]
    return cut


def _add(layer: Samples, sound: Samples, start: int, level: float) -> None:
    piece = sound[: max(0, len(layer) - start)]
    layer[start : start + len(piece)] += piece * np.float32(level)
