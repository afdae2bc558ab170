"""Tempo, its steadiness, and the beat grid. An unsteady beat is said to be unsteady; nobody forces a grid on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rightsdesk.generation.spectra import FRAMES_A_SECOND, Curve, Onsets

SLOWEST, FASTEST = 45.0, 220.0
_GRID = np.geomspace(SLOWEST, FASTEST, 1200)
_WINDOW = int(8 * FRAMES_A_SECOND)
_STEP = int(2 * FRAMES_A_SECOND)
_NEAR = 0.12
_PHASES = 64
_MOST_PHASE_STEP = 3
_LEAN_BINS = 3
STEADY_CONFIDENCE = 0.4
MOST_DRIFT = 0.06
# The flux of a frame rises before the frame's centre reaches the onset; measured on clicks (tests/generation).
_FLUX_LEAD_SECONDS = 0.0106

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tempo:
    """`confidence` 0..1: how strongly, and how evenly over the recording, one pulse repeats.
    `drift`: how far four fifths of the local tempos stay from their median, as a ratio."""

    bpm: float
    confidence: float
    drift: float
    trusted: bool = False

    @property
    def steady(self) -> bool:
        """Whether a grid may be laid on it. A known tempo of a short loop is trusted: it leaves no room to drift."""
        return self.trusted or (self.confidence >= STEADY_CONFIDENCE and self.drift <= MOST_DRIFT)


@dataclass(frozen=True, slots=True)
class Grid:
    """`beats` in seconds, ascending; every fourth one from `downbeat` on begins a bar."""

    beats: Curve
    downbeat: int
    downbeat_confidence: float


def tempo(onsets: Onsets, known_bpm: float | None = None) -> Tempo:
    """The tempo by local autocorrelation times Fourier strength (Peeters, 2007): the first has too-slow ghosts, the
    second too-fast ones. A known tempo wins; it is only refined by at most 0.6 %."""
    pieces = _pieces(onsets.strength)
    if not onsets.strength.any() or len(pieces[0]) < FRAMES_A_SECOND:
        return Tempo(known_bpm or 0.0, 0.0, 1.0)
    repeats = np.array([_repetition(piece) for piece in pieces])
    local = repeats * np.sqrt(np.array([_periodicity(piece) for piece in pieces])) * _prior(known_bpm)
    mean = local.mean(axis=0)
    best = int(mean.argmax())
    evenness = mean[best] / (local.max(axis=1).mean() + 1e-12)
    confidence = min(1.0, 2.0 * float(repeats[:, best].mean())) * float(evenness)
    if known_bpm and len(pieces) <= 2:
        return Tempo(known_bpm, round(confidence, 4), 0.0, trusted=True)
    bpm = _refined(onsets.strength, known_bpm or _GRID[best], 0.006 if known_bpm else 0.03)
    return Tempo(bpm, round(confidence, 4), _drift(local, _GRID[best]))


def grid(onsets: Onsets, bpm: float) -> Grid:
    """Beat times that follow slow drift, and the most likely first beat of the bar."""
    bass = onsets.bass * (onsets.strength.std() / (onsets.bass.std() + 1e-12))
    path = _phase_path(onsets.strength + bass, bpm)
    beats = _beat_times(path, len(onsets.strength), bpm)
    downbeat, confidence = _downbeat(onsets, beats)
    return Grid(beats, downbeat, confidence)


def _pieces(curve: Curve) -> list[Curve]:
    """Overlapping windows of eight seconds (or the whole, when it is shorter), each without its mean and tapered."""
    size = min(len(curve), _WINDOW)
    taper = np.hanning(size + 2)[1:-1]
    starts = range(0, max(1, len(curve) - size + 1), _STEP)
    return [(curve[start : start + size] - curve[start : start + size].mean()) * taper for start in starts]


def _repetition(piece: Curve) -> Curve:
    """Autocorrelation at each candidate's period, and a little of it at two and four periods, [candidates]."""
    taper = _autocorrelation(np.hanning(len(piece) + 2)[1:-1])
    unbiased = _autocorrelation(piece) / (taper + 1e-3)
    lags = 60.0 * FRAMES_A_SECOND / _GRID
    at = [
        np.interp(times * lags, np.arange(len(piece)), unbiased, right=0.0).clip(0.0) for times in (1, 2, 4)
    ]
    mixed: Curve = 0.7 * at[0] + 0.2 * at[1] + 0.1 * at[2]
    return mixed


def _autocorrelation(piece: Curve) -> Curve:
    spectrum = np.fft.rfft(piece, 2 * len(piece))
    full: Curve = np.fft.irfft(np.abs(spectrum) ** 2)[: len(piece)]
    scaled: Curve = full / (full[0] + 1e-12)
    return scaled


def _periodicity(piece: Curve) -> Curve:
    strength: Curve = np.abs(_turns(_GRID / 60.0, len(piece)) @ piece)
    scaled: Curve = strength / (np.abs(piece).sum() + 1e-9)
    return scaled


def _turns(hertz: Curve, frames: int) -> NDArray[np.complex128]:
    turns: NDArray[np.complex128] = np.exp(-2j * np.pi * np.outer(hertz, np.arange(frames) / FRAMES_A_SECOND))
    return turns


def _prior(known_bpm: float | None) -> Curve:
    """People tap most readily near 110 a minute; a known tempo leaves no choice."""
    distance = np.log2(_GRID / (known_bpm or 110.0))
    width = 0.02 if known_bpm else 0.8
    prior: Curve = np.exp(-0.5 * (distance / width) ** 2)
    return prior


def _refined(curve: Curve, bpm: float, reach: float) -> float:
    """The exact rate near `bpm` at which pulses over the whole recording line up best."""
    candidates = np.linspace(bpm * (1 - reach), bpm * (1 + reach), 401) / 60.0
    strength = np.zeros(len(candidates))
    for harmonic in (1, 2, 4):
        strength += np.abs(_fourier(curve, harmonic * candidates))
    return round(float(candidates[strength.argmax()] * 60.0), 4)


def _fourier(curve: Curve, hertz: Curve) -> NDArray[np.complex128]:
    """The Fourier sum at a few close frequencies, in blocks: a long recording makes no large table."""
    block = 1 << 13
    turns = _turns(hertz, block)
    total = np.zeros(len(hertz), dtype=np.complex128)
    for start in range(0, len(curve), block):
        piece = curve[start : start + block]
        shift = np.exp(-2j * np.pi * hertz * start / FRAMES_A_SECOND)
        total += shift * (turns[:, : len(piece)] @ piece)
    return total


def _drift(local: Table, bpm: float) -> float:
    near = np.abs(np.log(_GRID / bpm)) < _NEAR
    tempos = _GRID[near][local[:, near].argmax(axis=1)]
    return round(float(np.quantile(np.abs(np.log(tempos / np.median(tempos))), 0.8)), 4)


def _phase_path(curve: Curve, bpm: float) -> Curve:
    """For each window, where in the beat its pulses fall (0..1, unwrapped): the best path without jumps."""
    size = min(len(curve), _WINDOW)
    starts = range(0, max(1, len(curve) - size + 1), _STEP)
    folded = np.array([_fold(curve[start : start + size], start, bpm) for start in starts])
    return _best_path(folded)


def _fold(piece: Curve, start: int, bpm: float) -> Curve:
    """Onset strength by place in the beat, smoothed, [_PHASES]."""
    turns = (np.arange(start, start + len(piece)) / FRAMES_A_SECOND + _FLUX_LEAD_SECONDS) * bpm / 60.0
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
    size = min(frames, _WINDOW)
    centres = (np.arange(len(path)) * _STEP + size / 2) / FRAMES_A_SECOND
    count = np.arange(-2, int(seconds * bpm / 60.0) + 3, dtype=np.float64)
    times = count * 60.0 / bpm
    for _ in range(3):  # the phase is read at the beat's own time
        times = (count + np.interp(times, centres, path)) * 60.0 / bpm
    return times[(times >= 0) & (times < seconds)]


def _downbeat(onsets: Onsets, beats: Curve) -> tuple[int, float]:
    """Bars most often begin where the bass comes in hardest; the confidence says by how much."""
    if len(beats) < 8:
        return 0, 0.0
    places = np.rint((beats - _FLUX_LEAD_SECONDS) * FRAMES_A_SECOND).astype(int)
    around = np.clip(places[:, None] + np.arange(-2, 3), 0, len(onsets.bass) - 1)
    hits = onsets.bass[around].max(axis=1)
    totals = np.array([hits[first::4].mean() for first in range(4)])
    best = int(totals.argmax())
    others = np.delete(totals, best).max()
    return best, round(float(1.0 - others / (totals[best] + 1e-12)), 4)
