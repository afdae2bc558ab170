"""A second song brought to the first one's beat and key. What may not be forced together is refused or said."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rightsdesk.engines.audio import Audio, loudness
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.contract import Analysis, Cancelled
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.rendering.splice import spliced, spliced_grid
from rightsdesk.generation.rendering.stretch import stretch

MOST_TEMPO_CHANGE = 0.25
MOST_SEMITONES = 3
_SURE_KEY = 0.3
_NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SIGNS = {"#": 1, "b": -1, "": 0}
_MOST_REPEATS = 20


@dataclass(frozen=True, slots=True)
class Match:
    """`ratio`: how much faster the second song is played; its beats count as `octave` beats of the first one each.
    `semitones` up or down to a key that goes with the first one's; None where none is near enough or sure."""

    ratio: float
    octave: float
    semitones: int | None


def match(first: Analysis, second: Analysis) -> Match:
    """The nearest octave of the second tempo, and the smallest shift of its key."""
    ratios = {octave: first.tempo_bpm / (second.tempo_bpm * octave) for octave in (1.0, 2.0, 0.5)}
    octave = min(ratios, key=lambda each: round(abs(math.log2(ratios[each])), 9))
    return Match(round(ratios[octave], 6), octave, _shift(first, second))


def possible(found: Match) -> bool:
    return 1 / (1 + MOST_TEMPO_CHANGE) <= found.ratio <= 1 + MOST_TEMPO_CHANGE


def _shift(first: Analysis, second: Analysis) -> int | None:
    """To the same key or its relative (C major goes with A minor)."""
    one, other = _major(first.key), _major(second.key)
    if one is None or other is None or min(first.key_confidence, second.key_confidence) < _SURE_KEY:
        return None
    apart = (one - other + 6) % 12 - 6
    return apart if abs(apart) <= MOST_SEMITONES else None


def _major(name: str) -> int | None:
    """The tonic, as a pitch class, of the major key with the same notes; None for what is no key's name."""
    tonic, _, mode = name.partition(" ")
    natural, sign = _NATURALS.get(tonic[:1]), _SIGNS.get(tonic[1:])
    if natural is None or sign is None:
        return None
    return (natural + sign + (3 if mode == "minor" else 0)) % 12


def brought(
    second: Audio, grid: Grid, to: Grid, frames: int, found: Match, rate: int, cancelled: Cancelled
) -> Audio:
    """The second song beat on beat under the first one's, from downbeat to downbeat, again from its first bar where it
    is shorter; `frames` long, in the first one's rate. Raises CancelledError."""
    audio, beats = _long_enough(second, _counted(grid, found.octave), len(to.beats))
    count = min(len(beats.beats) - beats.downbeat, len(to.beats) - to.downbeat)
    own = beats.beats[beats.downbeat :][:count]
    target = to.beats[to.downbeat :][:count]
    from_s = max(0.0, own[0] - target[0] * found.ratio)
    lead = target[0] - (own[0] - from_s) / found.ratio
    until_s = min(audio.seconds, own[-1] + (own[-1] - own[-2]))
    piece = Audio(audio.samples[int(from_s * audio.rate) : int(until_s * audio.rate)], audio.rate)
    points = np.stack([own - from_s, target - lead], axis=1)
    moved = stretch(
        piece, ratio=found.ratio, semitones=found.semitones or 0, cancelled=cancelled, anchors=points
    )
    return _placed(_at_rate(moved, rate), lead, frames)


def _counted(grid: Grid, octave: float) -> Grid:
    """The same pulse counted twice as fast, or every second one."""
    if octave == 1.0:
        return grid
    if octave == 0.5:
        return Grid(grid.beats[grid.downbeat % 2 :: 2], grid.downbeat // 2, grid.downbeat_confidence)
    between = (grid.beats[:-1] + grid.beats[1:]) / 2
    beats = np.sort(np.concatenate([grid.beats, between]))
    return Grid(beats, 2 * grid.downbeat, grid.downbeat_confidence)


def _long_enough(audio: Audio, grid: Grid, beats: int) -> tuple[Audio, Grid]:
    """From its first downbeat to its last, as often as the other song needs."""
    lines = grid.beats[grid.downbeat :: 4]
    bars = len(lines) - 1
    if len(grid.beats) - grid.downbeat >= beats or bars < 1:
        return audio, grid
    times = min(_MOST_REPEATS, math.ceil(beats / (4 * bars)))
    listed = [(float(lines[0]), float(lines[-1]))] * times
    return spliced(audio, listed), spliced_grid(grid, listed)


def _placed(audio: Audio, lead_s: float, frames: int) -> Audio:
    start = max(0, round(lead_s * audio.rate))
    samples: Samples = np.zeros((frames, audio.channels), dtype=np.float32)
    piece = audio.samples[: max(0, frames - start)]
    samples[start : start + len(piece)] = piece
    return Audio(samples, audio.rate)


def _at_rate(audio: Audio, rate: int) -> Audio:
    import soxr

    if audio.rate == rate:
        return audio
    samples: Samples = soxr.resample(audio.samples, audio.rate, rate, quality="HQ")
    return Audio(samples, rate)


def together(first: Audio, second: Audio, gain_db: float) -> Audio:
    """Both as loud as each other but for `gain_db`."""
    level = loudness(first).lufs - loudness(second).lufs + gain_db
    louder = np.float32(10 ** (min(24.0, max(-24.0, level)) / 20))
    samples: Samples = first.samples + _channels(second.samples, first.channels) * louder
    return Audio(samples, first.rate)


def _channels(samples: Samples, wanted: int) -> Samples:
    if samples.shape[1] == wanted:
        return samples
    mean: Samples = samples.mean(axis=1, keepdims=True, dtype=np.float32)
    return np.repeat(mean, wanted, axis=1)
