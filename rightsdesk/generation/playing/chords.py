"""Choosing chords for a song bar by bar: of the key's own triads the one that fits what sounds, or none."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rightsdesk.generation.effects.bands import Curve
from rightsdesk.generation.playing.keys import Chord, Key, triads

LEAST_FIT = 0.45
# A chord that stays, and the tonic, need a little less to be right.
_STAYS, _HOME = 0.05, 0.03
_PARTS = (1.0, 0.75, 0.85)
_VOICES = (55, 69)


def fitting(by_bar: Curve, key: Key) -> list[Chord | None]:
    """A chord for each bar of pitch-class energy, [bars, 12]; None where no triad of the key fits well enough."""
    known = triads(key)
    templates = np.zeros((len(known), 12))
    for row, chord in enumerate(known):
        templates[row, list(chord.classes)] = _PARTS
    fits = _correlations(by_bar, templates) + _HOME * np.array([c.classes[0] == key.tonic for c in known])
    chosen: list[Chord | None] = []
    for fit in fits:
        stays = [_STAYS if chosen and chord == chosen[-1] else 0.0 for chord in known]
        best = int((fit + stays).argmax())
        chosen.append(known[best] if fit[best] >= LEAST_FIT else None)
    return chosen


def _correlations(first: Curve, second: Curve) -> Curve:
    one = first - first.mean(axis=1, keepdims=True)
    two = second - second.mean(axis=1, keepdims=True)
    sizes = np.linalg.norm(one, axis=1)[:, None] * np.linalg.norm(two, axis=1)[None, :]
    correlations: Curve = one @ two.T / (sizes + 1e-9)
    return correlations


def voiced(chord: Chord, before: Sequence[int]) -> tuple[int, ...]:
    """The chord as MIDI notes: its root low, three voices above that move as little as they can from `before`."""
    low, high = _VOICES
    choices = [[note for note in range(low, high + 1) if note % 12 == each] for each in chord.classes]
    aim = list(before[1:]) or [60, 64, 67]
    voices = sorted(min(notes, key=lambda note: min(abs(note - at) for at in aim)) for notes in choices)
    root = 41 + (chord.classes[0] - 41) % 12
    return (root, *voices)


def hertz(note: int, tuning: float) -> float:
    """`tuning` in semitones above A = 440 Hz."""
    return 440.0 * math.pow(2.0, (note - 69 + tuning) / 12.0)
