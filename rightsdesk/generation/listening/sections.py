"""The sections of a recording: where its sound changes for several bars, and which stretches sound alike. Lines fall on
bars where there is a grid; leaves names such as verse or chorus to people."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rightsdesk.generation.contract import Section
from rightsdesk.generation.listening import loops
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.listening.spectra import (
    BINS_A_SEMITONE,
    FRAMES_A_SECOND,
    PITCH_FRAMES_A_SECOND,
    Curve,
    Heard,
    Levels,
)

Features = NDArray[np.float64]
_LEAST_BARS = 8
_UNIT_SECONDS, _SHORTEST_UNIT_S = 2.0, 1.6
_SIDE, _SHORTEST = 4, 2
_FLOOR_DB, _CLEAR_DB, _CLEAR_NOTES = 50.0, 4.0, 0.25
_CLEAR_CHANGE = 0.8
_QUIET_DB = 10.0
_ALIKE, _SAME_CHORDS = 0.6, 0.3


def sections(heard: Heard, grid: Grid, seconds: float) -> tuple[Section, ...]:
    """From 0 to `seconds` without a gap; labels a, b, c in order of appearance. `confidence`: how much more a section is
    like itself than like its neighbours, 0..1 (0 where there is no neighbour)."""
    edges = _edges(grid, seconds)
    notes = _notes(heard, edges)
    units, chords = _features(heard, edges, notes), loops.chords(notes)
    spans = list(pairwise([0, *_lines(units, loops.changes(chords)), len(units)]))
    labels = _labels(
        [units[slice(*span)].mean(axis=0) for span in spans], [chords[slice(*span)] for span in spans]
    )
    return tuple(
        Section(
            round(float(edges[first]), 3), round(float(edges[last]), 3), label, _confidence(units, spans, n)
        )
        for n, ((first, last), label) in enumerate(zip(spans, labels, strict=True))
    )


def _edges(grid: Grid, seconds: float) -> Curve:
    """Bar lines (every second one where bars are very short), or a line every two seconds; from 0 to the end."""
    bars = grid.beats[grid.downbeat :: 4]
    bars = bars[:: 2 if len(bars) > 1 and float(np.diff(bars).mean()) < _SHORTEST_UNIT_S else 1]
    if len(bars) < _LEAST_BARS:
        count = max(1, round(seconds / _UNIT_SECONDS))
        return np.linspace(0.0, seconds, count + 1)
    half = float(np.diff(bars).mean()) / 2
    inner = bars[(bars > half) & (bars < seconds - half)]
    return np.concatenate([[0.0], inner, [seconds]])


def _notes(heard: Heard, edges: Curve) -> Features:
    """Each unit's pitch classes, [units, 12]."""
    octaves = heard.pitches.reshape(len(heard.pitches), -1, 12, BINS_A_SEMITONE).sum(axis=(1, 3))
    return _means(octaves, edges * PITCH_FRAMES_A_SECOND)


def _features(heard: Heard, edges: Curve, notes: Features) -> Features:
    """Each unit's colour in steps of _CLEAR_DB, and its notes in steps of _CLEAR_NOTES, [units, features]."""
    colour = _means(heard.bands, edges * FRAMES_A_SECOND)
    decibels = 20 * np.log10(colour / (colour.max() + 1e-12) + 10 ** (-_FLOOR_DB / 20))
    unit = notes / (np.linalg.norm(notes, axis=1, keepdims=True) + 1e-12)
    wide = decibels / (_CLEAR_DB * np.sqrt(decibels.shape[1]))
    return _without_quiet_ends(np.concatenate([wide, unit / _CLEAR_NOTES / 2], axis=1), colour)


def _without_quiet_ends(units: Features, colour: Features) -> Features:
    """A last chord that dies away, or a silence before the first note, is no section of its own: it takes after the
    nearest unit that sounds."""
    power = (colour**2).sum(axis=1)
    sounding = np.flatnonzero(power > np.median(power) * 10 ** (-_QUIET_DB / 10))
    if not len(sounding):
        return units
    inside: Features = units[np.clip(np.arange(len(units)), sounding[0], sounding[-1])]
    return inside


def _means(levels: Levels, edges: Curve) -> Features:
    places = np.clip(np.rint(edges).astype(int), 0, len(levels) - 1)
    spans = pairwise(places)
    return np.array([levels[first : max(first + 1, last)].mean(axis=0) for first, last in spans], dtype=float)


def _novelty(units: Features) -> Curve:
    """At each line, how far the four units before it lie from the four after it."""
    found = np.zeros(len(units))
    for line in range(_SHORTEST, len(units) - _SHORTEST + 1):
        before, after = units[max(0, line - _SIDE) : line], units[line : line + _SIDE]
        found[line] = np.linalg.norm(before.mean(axis=0) - after.mean(axis=0))
    return found


def _lines(units: Features, new_loops: list[int]) -> list[int]:
    """Clear changes of sound, none within two units of another; then new chords where no other line is near."""
    novelty = _novelty(units)
    taken: list[int] = []
    for line in np.argsort(-novelty):
        around = novelty[max(0, line - _SHORTEST) : line + _SHORTEST + 1]
        if novelty[line] >= _CLEAR_CHANGE and novelty[line] == around.max():
            taken.append(int(line))
    for line in new_loops:
        if min((abs(line - other) for other in taken), default=len(units)) >= loops.LOOP:
            taken.append(line)
    return sorted(taken)


def _labels(means: list[Features], chords: list[Features]) -> list[str]:
    """The nearest earlier section's letter where its sound and its chords are alike, else the next letter."""
    labels: list[str] = []
    for place, mean in enumerate(means):
        apart = {
            float(np.linalg.norm(means[other] - mean)): labels[other]
            for other in range(place)
            if loops.unlike(chords[other], chords[place]) <= _SAME_CHORDS
        }
        new = chr(ord("a") + min(25, len(set(labels))))
        labels.append(apart[min(apart)] if apart and min(apart) <= _ALIKE else new)
    return labels


def _confidence(units: Features, spans: list[tuple[int, int]], place: int) -> float:
    """The silhouette of a section against its neighbours (Rousseeuw, 1987)."""
    own = units[slice(*spans[place])]
    beside = [units[slice(*spans[n])] for n in (place - 1, place + 1) if 0 <= n < len(spans)]
    if not beside:
        return 0.0
    within = np.linalg.norm(own - own.mean(axis=0), axis=1).mean()
    apart = min(np.linalg.norm(own - other.mean(axis=0), axis=1).mean() for other in beside)
    return round(max(0.0, float((apart - within) / (max(apart, within) + 1e-12))), 3)
