"""Where a key's pilots may lie in a recording: every offset, tempo and pitch of a bounded grid, by Fourier correlation.
Many keys share the work. Leaves reading the message, and judging it, to `detection`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.watermark.features import MOST_STEPS, STEPS, Heard, turns
from rightsdesk.engines.watermark.layout import BANDS_PER_OCTAVE, FRAMES_PER_SLOT, PERIOD, Floats
from rightsdesk.engines.watermark.pattern import Pattern

Spectrum = NDArray[np.complex64]

TEMPO_STEP = 0.002
TEMPO_REACH = 38
"""38 steps of 0.2 % either way: tempo from -7.6 % to +7.6 %."""
SEGMENT = 2 * PERIOD
LIKELY = 5.0
_BEST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Frame `first` of the recording is frame `phase` of the pattern, and goes on `tempo` times as fast; `length` frames
    of the recording. `score` is in standard deviations of the pilots' sum over random keys."""

    pitch: int
    tempo: float
    first: int
    length: int
    phase: float
    score: float


def places(sound: Heard, patterns: Sequence[Pattern]) -> list[list[Place]]:
    """For each pattern the likeliest places, best first; none that is not likely."""
    pilots = np.stack([pattern.pilot_spectrum() for pattern in patterns])
    share = float((patterns[0].bits < 0).mean())
    found: list[list[Place]] = [[] for _ in patterns]
    for pitch, tempos in _grid():
        feature = turns(sound, pitch)
        for tempo in tempos:
            for place, folded in _segments(feature, pitch, tempo):
                for own, best in zip(found, _matched(folded, pilots, share), strict=True):
                    _keep(own, place, *best)
    return found


def whole(sound: Heard, patterns: Sequence[Pattern]) -> list[Place]:
    """For each pattern the likeliest place in a recording nobody slowed, sped up or transposed, over its whole length."""
    feature = turns(sound, 0)
    pilots = np.stack([pattern.pilot_spectrum() for pattern in patterns])
    share = float((patterns[0].bits < 0).mean())
    matched = _matched(_folded(feature, 0, len(feature), 1.0), pilots, share)
    return [Place(0, 1.0, 0, len(feature), phase, score) for phase, score in matched]


def _grid() -> Iterator[tuple[int, list[float]]]:
    """Pitch steps with their tempos: a stretch leaves the pitch alone, a change of speed takes it along."""
    tempos = 1 + TEMPO_STEP * np.arange(-TEMPO_REACH, TEMPO_REACH + 1)
    along = np.rint(np.log2(tempos) * BANDS_PER_OCTAVE * STEPS).astype(int)
    yield 0, [float(tempo) for tempo in tempos]
    for pitch in range(-MOST_STEPS, MOST_STEPS + 1):
        if pitch and (along == pitch).any():
            yield pitch, [float(tempo) for tempo in tempos[along == pitch]]


def _segments(feature: Floats, pitch: int, tempo: float) -> Iterator[tuple[Place, Floats]]:
    span = max(1, int(np.ceil(len(feature) * tempo / SEGMENT)))
    length = -(-len(feature) // span)
    for first in range(0, len(feature), length):
        yield Place(pitch, tempo, first, length, 0.0, 0.0), _folded(feature, first, length, tempo)


def _folded(feature: Floats, first: int, length: int, tempo: float) -> Floats:
    """A stretch of the recording at the pattern's own tempo, its periods laid over one another, [bands, PERIOD]."""
    frames = int(length * tempo)
    took = np.rint(first + np.arange(frames) / tempo).astype(np.int64)
    took = took[took < len(feature)]
    rows = np.zeros((-(-frames // PERIOD) * PERIOD, feature.shape[1]), dtype=np.float32)
    rows[: len(took)] = feature[took]
    return np.ascontiguousarray(rows.reshape(-1, PERIOD, feature.shape[1]).sum(axis=0).T)


def _matched(folded: Floats, pilots: Spectrum, share: float) -> list[tuple[float, float]]:
    """For each set of pilots the best phase and its score."""
    spectrum = np.fft.rfft(folded, axis=1).astype(np.complex64).T.conj()
    sums = np.fft.irfft(np.einsum("fb,kfb->kf", spectrum, pilots), PERIOD, axis=1)
    # Frame n of the segment is frame n + phase of the pattern: cells lie where n + phase is the middle of a slot.
    energy = np.einsum("bn,bn->n", folded, folded).reshape(-1, FRAMES_PER_SLOT).sum(axis=0)
    at_phase = energy[(FRAMES_PER_SLOT // 2 - np.arange(PERIOD)) % FRAMES_PER_SLOT]
    scores = sums / np.sqrt(share * at_phase + 1e-9)
    best = scores.argmax(axis=1)
    return [(float(phase), float(row[phase])) for phase, row in zip(best, scores, strict=True)]


def _keep(own: list[Place], place: Place, phase: float, score: float) -> None:
    if score < LIKELY or (len(own) == _BEST and score <= own[-1].score):
        return
    own.append(replace(place, phase=phase, score=score))
    own.sort(key=lambda kept: -kept.score)
    del own[_BEST:]
