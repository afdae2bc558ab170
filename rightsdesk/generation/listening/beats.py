"""The beat grid of a recording with a known pulse: it follows slow drift and knows from `downbeat` where bars begin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rightsdesk.generation.listening import downbeat
from rightsdesk.generation.listening.spectra import FLUX_LEAD_SECONDS, FRAMES_A_SECOND, Curve, Levels, Onsets
from rightsdesk.generation.listening.tempo import STEP, WINDOW, Table

_PHASES = 64
_MOST_PHASE_STEP = 3
_LEAN_BINS = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """`beats` in seconds, ascending; every fourth one from `downbeat` on begins a bar."""

    beats: Curve
    downbeat: int
    downbeat_confidence: float


def grid(onsets: Onsets, bpm: float, pitches: Levels | None = None) -> Grid:
    """Beat times that follow slow drift, and the most likely first beat of the bar (surer with `spectra.Heard.pitches`)."""
    bass = onsets.bass * (onsets.strength.std() / (onsets.bass.std() + 1e-12))
    path = _phase_path(onsets.strength + bass, bpm)
    beats = _beat_times(path, len(onsets.strength), bpm)
    if pitches is not None and downbeat.between(beats, pitches):
        path = path + 0.5
        beats = _beat_times(path, len(onsets.strength), bpm)
    first, confidence = downbeat.downbeat(onsets, beats, pitches)
    return Grid(beats, first, confidence)


def _phase_path(curve: Curve, bpm: float) -> Curve:
    """For each window, where in the beat its pulses fall (0..1, unwrapped): the best path without jumps."""
    size = min(len(curve), WINDOW)
    starts = range(0, max(1, len(curve) - size + 1), STEP)
    folded = np.array([_fold(curve[start : start + size], start, bpm) for start in starts])
    return _best_path(folded)


def _fold(piece: Curve, start: int, bpm: float) -> Curve:
    """Onset strength by place in the beat, smoothed, [_PHASES]."""
    turns = (np.arange(start, start + len(piece)) / FRAMES_A_SECOND + FLUX_LEAD_SECONDS) * bpm / 60.0
    places = (turns % 1.0 * _PHASES).astype(int) % _PHASES
    total = np.bincount(places, weights=piece, minlength=_PHASES)
    around = np.exp(-0.5 * (np.minimum(np.arange(_PHASES), _PHASES - np.arange(_PHASES)) / 1.5) ** 2)
    smooth: Curve = np.fft.irfft(np.fft.rfft(total) * np.fft.rfft(around), _PHASES)
    scaled: Curve = smooth / (smooth.max() + 1e-12)
    return scaled


def _best_path(folded: Table) -> Curve:
    """Viterbi over the circle of phases with steps of at most _MOST_PHASE_STEP."""
    steps = np.arange(-_MOST_PHASE_STEP, _MOST_PHASE_STEP + 1)
    score, came = folded[0], []
    for row in folded[1:]:
        options = np.array([np.roll(score, step) - 0.05 * abs(step) for step in steps])
        choice = options.argmax(axis=0)
        came.append(steps[choice])
        score = options.max(axis=0) + row
    place = int(score.argmax())
    path = [place]
    for step in reversed(came):
        place = path[-1] - int(step[path[-1] % _PHASES])
        path.append(place)
    exact = [place + _lean(row, place) for place, row in zip(path[::-1], folded, strict=True)]
    return (np.array(exact) + 0.5) / _PHASES


def _lean(row: Curve, place: int) -> float:
    """How far the middle of a peak lies beside its highest bin."""
    around = np.arange(-_LEAN_BINS, _LEAN_BINS + 1)
    weights = row[(place + around) % _PHASES] ** 2
    return float(weights @ around / (weights.sum() + 1e-12))


def _beat_times(path: Curve, frames: int, bpm: float) -> Curve:
    seconds = frames / FRAMES_A_SECOND
    size = min(frames, WINDOW)
    centres = (np.arange(len(path)) * STEP + size / 2) / FRAMES_A_SECOND
    count = np.arange(-2, int(seconds * bpm / 60.0) + 3, dtype=np.float64)
    times = count * 60.0 / bpm
    for _ in range(3):  # the phase is read at the beat's own time
        times = (count + np.interp(times, centres, path)) * 60.0 / bpm
    return times[(times >= 0) & (times < seconds)]
