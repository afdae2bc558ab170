"""Tempo and its steadiness. An unsteady beat is said to be unsteady; `beats` lays grids on those that are steady."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rightsdesk.generation.listening.spectra import FRAMES_A_SECOND, Curve, Onsets

SLOWEST, FASTEST = 45.0, 220.0
_GRID = np.geomspace(SLOWEST, FASTEST, 1200)
WINDOW = int(8 * FRAMES_A_SECOND)
STEP = int(2 * FRAMES_A_SECOND)
_NEAR = 0.12
_LOOP_SECONDS, _LOOP_BARS, _LOOP_REACH = 10.0, (1, 2, 4, 8), 0.05
_SURE = 0.75
STEADY_CONFIDENCE = 0.4
MOST_DRIFT = 0.06

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


def tempo(onsets: Onsets, known_bpm: float | None = None, seconds: float = 0.0) -> Tempo:
    """The tempo by local autocorrelation times Fourier strength (Peeters, 2007): the first has too-slow ghosts, the
    second too-fast ones. A known tempo wins; it is only refined by at most 0.6 %. `seconds`: the exact length, if known."""
    pieces = _pieces(onsets.strength)
    if not onsets.strength.any() or len(pieces[0]) < FRAMES_A_SECOND:
        return Tempo(known_bpm or 0.0, 0.0, 1.0)
    repeats = np.array([_repetition(piece) for piece in pieces])
    local = repeats * np.sqrt(_periodicities(np.array(pieces))) * _prior(known_bpm)
    mean = local.mean(axis=0)
    best = int(mean.argmax())
    evenness = mean[best] / (local.max(axis=1).mean() + 1e-12)
    confidence = min(1.0, 2.0 * float(repeats[:, best].mean())) * float(evenness)
    if known_bpm and len(pieces) <= 2:
        return Tempo(known_bpm, round(confidence, 4), 0.0, trusted=True)
    bpm = _refined(onsets.strength, known_bpm or _GRID[best], 0.006 if known_bpm else 0.03)
    if not known_bpm and confidence < _SURE and 0 < seconds <= _LOOP_SECONDS:
        bpm, confidence = _as_loop(onsets.strength, bpm, confidence, seconds)
    return Tempo(bpm, round(confidence, 4), _drift(local, _GRID[best]))


def _as_loop(curve: Curve, bpm: float, confidence: float, seconds: float) -> tuple[float, float]:
    """A few seconds with a faint pulse are most often a loop, cut to whole bars of four: of tempos that fit the pulse
    about as well, its length says which. The confidence pays for what the pulse itself would rather have."""
    whole = min((240.0 * bars / seconds for bars in _LOOP_BARS), key=lambda each: abs(np.log(each / bpm)))
    if abs(np.log(whole / bpm)) > _LOOP_REACH:
        return bpm, confidence
    fit, best = _strength(curve, np.array([whole, bpm]) / 60.0)
    return round(whole, 4), confidence * min(1.0, float(fit / best))


def _pieces(curve: Curve) -> list[Curve]:
    """Overlapping windows of eight seconds (or the whole, when it is shorter), each without its mean and tapered."""
    size = min(len(curve), WINDOW)
    taper = np.hanning(size + 2)[1:-1]
    starts = range(0, max(1, len(curve) - size + 1), STEP)
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


def _periodicities(pieces: Table) -> Table:
    """Fourier strength at each candidate's rate, [pieces, candidates]."""
    strength = np.abs(pieces @ _turns(_GRID / 60.0, pieces.shape[1]).T)
    scaled: Table = strength / (np.abs(pieces).sum(axis=1, keepdims=True) + 1e-9)
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
    return round(float(candidates[_strength(curve, candidates).argmax()] * 60.0), 4)


def _strength(curve: Curve, hertz: Curve) -> Curve:
    """How well pulses at each rate, twice and four times it line up over the whole recording."""
    total: Curve = np.sum([np.abs(_fourier(curve, harmonic * hertz)) for harmonic in (1, 2, 4)], axis=0)
    return total


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
