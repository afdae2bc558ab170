"""A second voice that sings along a third, a fifth or an octave above, on notes of the key: which is sometimes three
semitones and sometimes four, so the sung pitch is followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rightsdesk.domain.recipe import Harmony
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import Curve, factor
from rightsdesk.generation.playing.keys import Key, parsed
from rightsdesk.generation.playing.sungpitch import HOP_SECONDS, sung_notes

Shift = Callable[[Audio, float], Audio]
# Semitones an interval may have; the first is taken where the key or the pitch says nothing.
_STEPS = {"third": (4, 3), "fifth": (7, 6), "octave": (12,)}
_DEGREES = {"third": 2, "fifth": 4, "octave": 7}
_HELD_FRAMES = 11
_LATE_SECONDS = 0.016
_LEFT, _RIGHT = 0.8, 1.0


@dataclass(frozen=True, slots=True)
class HarmonyReport:
    """The shifts the second voice was made of, the most used first; `in_key` is False where the key was not known and
    one fixed shift was taken."""

    semitones: tuple[int, ...]
    in_key: bool


def harmony(vocals: Audio, operation: Harmony, key: str, shift: Shift) -> tuple[Audio, HarmonyReport]:
    """The second voice alone, as long as `vocals`, `gain_db` against them, a moment late and a little to the side."""
    home, steps = parsed(key), _STEPS[operation.interval]
    chosen = np.zeros(1, dtype=np.int64)
    if home is not None and len(steps) > 1:
        chosen = _chosen(sung_notes(vocals), home, operation.interval)
    used = sorted(range(len(steps)), key=lambda number: -int((chosen == number).sum()))
    used = [number for number in used if (chosen == number).any()]
    voice = np.zeros_like(vocals.samples)
    for number in used:
        moved = _fitted(shift(vocals, float(steps[number])), vocals)
        voice += moved * _gate(chosen == number, vocals)[:, None]
    report = HarmonyReport(tuple(steps[number] for number in used), home is not None or len(steps) == 1)
    return Audio(_placed(voice, vocals.rate) * factor(operation.gain_db), vocals.rate), report


def _chosen(notes: Curve, key: Key, interval: str) -> np.ndarray:
    """For each moment which of the interval's shifts ends on a note of the key; held through what is not sung."""
    from scipy.ndimage import median_filter

    steps, scale = _STEPS[interval], key.scale
    by_class = [-1] * 12
    for degree, note in enumerate(scale):
        distance = (scale[(degree + _DEGREES[interval]) % 7] - note) % 12
        by_class[note] = steps.index(distance)
    wanted = np.array([by_class[int(note) % 12] if note >= 0 else -1 for note in notes])
    known = np.flatnonzero(wanted >= 0)
    if not len(known):
        return np.zeros(1, dtype=np.int64)
    last = np.maximum(np.searchsorted(known, np.arange(len(wanted)), side="right") - 1, 0)
    held: np.ndarray = median_filter(wanted[known[last]], size=_HELD_FRAMES, mode="nearest")
    return held


def _gate(on: np.ndarray, vocals: Audio) -> Samples:
    """1 where a shift is heard, 0 where it is not, softly between, [frames]."""
    moments = (np.arange(len(on)) + 0.5) * HOP_SECONDS * vocals.rate
    smooth = np.convolve(np.pad(on.astype(float), 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return np.interp(np.arange(vocals.frames), moments, smooth).astype(np.float32)


def _fitted(moved: Audio, vocals: Audio) -> Samples:
    samples = moved.samples[: vocals.frames]
    return np.pad(samples, ((0, vocals.frames - len(samples)), (0, 0)))


def _placed(voice: Samples, rate: int) -> Samples:
    late = min(len(voice), int(_LATE_SECONDS * rate))
    moved = np.pad(voice, ((late, 0), (0, 0)))[: len(voice)]
    if moved.shape[1] == 1:
        return moved
    placed: Samples = moved * np.array([_LEFT, _RIGHT], dtype=np.float32)
    return placed
