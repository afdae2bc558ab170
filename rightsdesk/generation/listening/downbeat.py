"""Which of four beats begins the bar: where chords change and where the bass comes in. Leaves the beats to `beats`."""

from __future__ import annotations

import numpy as np

from rightsdesk.generation.listening.spectra import (
    BINS_A_SEMITONE,
    FLUX_LEAD_SECONDS,
    FRAMES_A_SECOND,
    PITCH_FRAMES_A_SECOND,
    Curve,
    Levels,
    Onsets,
)

_LEAST_BEATS = 8
_PHRASE = 16
# Chords tell more than the bass, which likes to come before or after the bar; measured on the ten songs of fixtures/.
_BASS_WEIGHT = 0.15
_EDGE_SECONDS = 0.1
_CLEARLY_BETWEEN = 1.4


def downbeat(onsets: Onsets, beats: Curve, pitches: Levels | None = None) -> tuple[int, float]:
    """The place of the first bar line among the first four beats, and a confidence 0..1: the share of phrases of four
    bars that agree, less what chance would give."""
    if len(beats) < _LEAST_BEATS:
        return 0, 0.0
    signs = _BASS_WEIGHT * _standard(_bass(onsets, beats))
    if pitches is not None:
        signs = signs + _standard(_changes(pitches, beats))
    best = int(_by_place(signs).argmax())
    phrases = [signs[start : start + _PHRASE] for start in range(0, len(signs) - _PHRASE + 1, _PHRASE)]
    agree = np.mean([_by_place(phrase).argmax() == best for phrase in phrases or [signs]])
    sure = max(0.0, (float(agree) - 0.25) / 0.75) * min(1.0, len(beats) / (2 * _PHRASE))
    return best, round(sure, 4)


def between(beats: Curve, pitches: Levels) -> bool:
    """Whether chords change between these beats rather than on them: a band that plays off the beat (reggae) is loudest
    there."""
    if len(beats) < _LEAST_BEATS:
        return False
    half = float(np.diff(beats).mean()) / 2
    on, off = (_by_place(_changes(pitches, times)).max() for times in (beats, beats[:-1] + half))
    return bool(off > _CLEARLY_BETWEEN * on)


def _by_place(signs: Curve) -> Curve:
    return np.array([signs[first::4].mean() for first in range(4)])


def _bass(onsets: Onsets, beats: Curve) -> Curve:
    """How hard the bass comes in at each beat."""
    places = np.rint((beats - FLUX_LEAD_SECONDS) * FRAMES_A_SECOND).astype(int)
    around = np.clip(places[:, None] + np.arange(-2, 3), 0, len(onsets.bass) - 1)
    hits: Curve = onsets.bass[around].max(axis=1)
    return hits


def _changes(pitches: Levels, beats: Curve) -> Curve:
    """How different the notes of the beat after each beat are from those of the beat before it, 0..1."""
    octaves = pitches.reshape(len(pitches), -1, 12, BINS_A_SEMITONE)
    classes = octaves.sum(axis=(1, 3), dtype=np.float64)
    length = float(np.diff(beats).mean())
    edges = np.concatenate([[beats[0] - length], beats, [beats[-1] + length]])
    notes = np.array([_notes(classes, edges[n], edges[n + 1]) for n in range(len(edges) - 1)])
    alike: Curve = (notes[1:] * notes[:-1]).sum(axis=1)
    return 1.0 - alike


def _notes(classes: Curve, start: float, stop: float) -> Curve:
    """Pitch classes between two times, away from both, of unit length."""
    first = int(np.clip(np.ceil((start + _EDGE_SECONDS) * PITCH_FRAMES_A_SECOND), 0, len(classes) - 1))
    last = max(first + 1, int((stop - _EDGE_SECONDS) * PITCH_FRAMES_A_SECOND) + 1)
    total = classes[first:last].sum(axis=0)
    unit: Curve = total / (np.linalg.norm(total) + 1e-12)
    return unit


def _standard(signs: Curve) -> Curve:
    spread: Curve = (signs - signs.mean()) / (signs.std() + 1e-9)
    return spread
