"""Where each beat and each eighth of a recording was played, and where a groove moves it: one map of time that holds
tempo, grid and swing together. The stretching itself is done elsewhere."""

from __future__ import annotations

import numpy as np

from rightsdesk.domain.recipe import Groove
from rightsdesk.generation.listening.spectra import FRAMES_A_SECOND, Curve

# How far from its place, in beats, a note may have been played and still be that beat's or that eighth's.
_REACH_BEAT, _REACH_EIGHTH = 0.12, 0.2
# Notes nearer to each other, or further apart, than these parts of an eighth are not the ones looked for.
_NEAREST, _FURTHEST = 0.6, 1.4
# A frame's flux rises before the frame's centre reaches the onset (measured for the beats).
_LEAD_SECONDS = 0.0088
_CLEAR = 1.0


def anchors(beats: Curve, onsets: Curve, groove: Groove, ratio: float) -> Curve:
    """[n, 2]: seconds at which each eighth was played, and where it goes: towards an even grid by the groove's strength,
    every second one late by its swing, everything `ratio` times as fast."""
    even = _even(beats)
    places = _eighths(beats)
    targets = _eighths(even)
    played = _played(places, onsets)
    length = np.diff(np.append(targets, 2 * targets[-1] - targets[-2]))
    late = np.where(np.arange(len(targets)) % 2, groove.swing * length, 0.0)
    wanted = played + groove.strength * (targets - played) + late
    return np.stack([played, wanted / ratio], axis=1)


def moved(times: Curve, points: Curve, ratio: float) -> Curve:
    """Where moments of the source fall in the result."""
    inside: Curve = np.interp(times, points[:, 0], points[:, 1])
    before = points[0, 1] * times / max(points[0, 0], 1e-9)
    after = points[-1, 1] + (times - points[-1, 0]) / ratio
    return np.where(times < points[0, 0], before, np.where(times > points[-1, 0], after, inside))


def beats_of(points: Curve) -> Curve:
    """The beats among the anchors' results: every second eighth, from the first."""
    return points[::2, 1]


def even_time(curve: Curve, points: Curve | None, ratio: float) -> Curve:
    """A curve of the source (FRAMES_A_SECOND) as the groove moves it, at the source's own tempo."""
    if points is None:
        return curve
    frames = np.arange(len(curve)) / FRAMES_A_SECOND
    falls = moved(frames, points, ratio) * ratio
    return np.asarray(np.interp(frames, falls, curve), dtype=np.float64)


def _even(beats: Curve) -> Curve:
    """The straight line through the beats: what a metronome would have played."""
    count = np.arange(len(beats), dtype=np.float64)
    slope, start = np.polyfit(count, beats, 1)
    return np.asarray(start + slope * count, dtype=np.float64)


def _eighths(beats: Curve) -> Curve:
    """Beats and the moments half way between them."""
    return np.sort(np.concatenate([beats, (beats[:-1] + beats[1:]) / 2]))


def _played(places: Curve, onsets: Curve) -> Curve:
    """The clear onset nearest to each eighth's place, or the place itself where nothing is played."""
    half = float(np.median(np.diff(places)))
    clear = _CLEAR * float(onsets.std()) + float(onsets.mean())
    found = [
        _onset_near(onsets, place, 2 * half * (_REACH_EIGHTH if number % 2 else _REACH_BEAT), clear)
        for number, place in enumerate(places)
    ]
    return _plausible(np.array(found), places, half)


def _onset_near(onsets: Curve, place: float, reach_s: float, clear: float) -> float:
    centre = (place - _LEAD_SECONDS) * FRAMES_A_SECOND
    reach = max(1, int(reach_s * FRAMES_A_SECOND))
    first = max(0, round(centre) - reach)
    piece = onsets[first : round(centre) + reach + 1]
    if not len(piece) or piece.max() <= clear:
        return place
    best = int((piece * np.hanning(len(piece) + 2)[1:-1]).argmax())
    around = np.arange(max(0, best - 1), min(len(piece), best + 2))
    middle = float(around @ piece[around] / piece[around].sum())
    return float((first + middle) / FRAMES_A_SECOND + _LEAD_SECONDS)


def _plausible(found: Curve, places: Curve, eighth: float) -> Curve:
    """What was found, but the plain places around every gap that no player would leave."""
    gaps = np.diff(found)
    odd = (gaps < _NEAREST * eighth) | (gaps > _FURTHEST * eighth)
    doubtful = np.append(odd, False) | np.insert(odd, 0, False)
    return np.where(doubtful, places, found)
