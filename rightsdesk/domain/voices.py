"""Whose voice is heard in a derivative, and since when a likeness counts. Pure arithmetic on embeddings.

The encoder answers anything, and no one raw cosine is valid: each side is first centred by the mean of its own domain
(profiles by the mean profile, screened sound by the mean of the catalogue's recordings), then compared. Measured on
speech over music at 0 to 20 dB, that takes the share of voices recognised at 1 % false alarms from 0.65 to 0.88 and
more, and lets one threshold serve every mix. Knows no audio, no torch and no storage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

Embedding = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float32]

RULE_VERSION = "voice-2"
DIMENSIONS = 256
MIN_VOICED_S = 3.0
# 1 % of strangers reach this on 8 s of speech over music (0.26 to 0.32, from 20 to 0 dB). A catalogue can raise it.
FLOOR = 0.30
FALSE_ALARMS = 0.01
# A likeness that lasts one window is a coincidence of tone; two overlapping windows are twelve seconds.
LEAST_RUN = 2
# What a declared source itself sounds like is no news: a likeness must rise this far above the source's own.
MARGIN = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """One window of sound: seconds, how many of them are voiced, and the encoder's unit vector."""

    start_s: float
    end_s: float
    voiced_s: float
    embedding: Embedding


@dataclass(frozen=True, slots=True, eq=False)
class Backend:
    """How raw embeddings are compared: both means, the threshold, and how it was measured. Versioned, never edited.

    `false_positive_rate` is the upper 95 % bound of the share of (window, stranger) trials that reach the threshold.
    """

    version: str
    profile_mean: Embedding
    segment_mean: Embedding
    threshold: float
    false_positive_rate: float
    trials: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a profile is: centred cosine, −1 to 1."""

    artist: int
    score: float


@dataclass(frozen=True, slots=True)
class Point:
    """One window of the similarity line."""

    start_s: float
    end_s: float
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A voice nobody declared: whose it is most like, from when to when, and the line over the whole derivative."""

    artist: int
    start_s: float
    end_s: float
    score: float
    threshold: float
    embedding: Embedding
    curve: tuple[Point, ...]


def profile_of(embeddings: Sequence[Embedding]) -> Embedding:
    """One artist's profile: the plain mean of the enrolments' unit vectors."""
    profile: Embedding = np.asarray(np.mean(np.stack(embeddings), axis=0, dtype=np.float64), dtype=np.float32)
    return profile


def centred(embeddings: Embedding, mean: Embedding) -> Embedding:
    """Unit vectors of what differs from the domain's mean, [..., dimensions]; all zero where nothing does."""
    difference = embeddings.astype(np.float64) - mean
    length = np.linalg.norm(difference, axis=-1, keepdims=True)
    unit: Embedding = np.divide(difference, length, out=np.zeros_like(difference), where=length > 1e-9)
    return unit.astype(np.float32)


def usable(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The gate: windows with at least `MIN_VOICED_S` of voice. The encoder would answer silence and noise too."""
    return tuple(segment for segment in segments if segment.voiced_s >= MIN_VOICED_S)


def similarities(segments: Sequence[Segment], profiles: Mapping[int, Embedding], backend: Backend) -> Scores:
    """Centred cosines [segments, profiles], profiles in the mapping's order."""
    heard = centred(np.stack([segment.embedding for segment in segments]), backend.segment_mean)
    known = centred(np.stack(list(profiles.values())), backend.profile_mean)
    scores: Scores = heard @ known.T
    return scores


def nearest(
    embedding: Embedding, profiles: Mapping[int, Embedding], backend: Backend, limit: int = 5
) -> tuple[Likeness, ...]:
    """The profiles most like one embedding, the nearest first; equal ones by artist."""
    if not profiles:
        return ()
    heard = centred(embedding, backend.segment_mean)
    known = centred(np.stack(list(profiles.values())), backend.profile_mean)
    found = (Likeness(artist, float(score)) for artist, score in zip(profiles, known @ heard, strict=True))
    return tuple(sorted(found, key=lambda each: (-each.score, each.artist))[:limit])


def sightings(
    segments: Sequence[Segment],
    profiles: Mapping[int, Embedding],
    expected: frozenset[int],
    backend: Backend,
    sources: Sequence[Segment] = (),
) -> tuple[Sighting, ...]:
    """Runs of windows whose nearest profile reaches its bar and belongs to nobody who is expected.

    `sources` are the windows of the declared sources: whoever they resemble already has a higher bar.
    """
    heard = usable(segments)
    if not heard or not profiles:
        return ()
    artists = list(profiles)
    scores = similarities(heard, profiles, backend)
    bars = _bars(usable(sources), profiles, backend)
    named = [
        artists[top] if row[top] >= bars[top] and artists[top] not in expected else None
        for top, row in zip(scores.argmax(axis=1), scores, strict=True)
    ]
    least = min(LEAST_RUN, len(heard))
    places = [(artists.index(artist), rows) for artist, rows in _runs(named, heard) if len(rows) >= least]
    return tuple(
        _sighting(artists[place], rows, heard, scores[:, place], float(bars[place])) for place, rows in places
    )


def _bars(sources: Sequence[Segment], profiles: Mapping[int, Embedding], backend: Backend) -> Scores:
    """From when a likeness to each profile counts, [profiles]."""
    bars: Scores = np.full(len(profiles), backend.threshold, dtype=np.float32)
    if sources:
        bars = np.maximum(bars, similarities(sources, profiles, backend).max(axis=0) + np.float32(MARGIN))
    return bars


def calibrate(
    version: str, profiles: Mapping[int, Embedding], recordings: Sequence[tuple[int, Sequence[Segment]]]
) -> Backend:
    """Means and threshold from the catalogue itself: `recordings` are (artist, windows) nobody doubts.

    The threshold is the score only `FALSE_ALARMS` of strangers' windows reach, and never under `FLOOR`.
    """
    known = np.stack(list(profiles.values()))
    heard = [(artist, usable(segments)) for artist, segments in recordings]
    means = [profile_of([segment.embedding for segment in segments]) for _, segments in heard if segments]
    profile_mean = profile_of(list(known))
    draft = Backend(version, profile_mean, profile_of(means) if means else profile_mean, FLOOR, 1.0, 0)
    strangers = _stranger_scores(profiles, heard, draft)
    threshold = max(FLOOR, float(np.quantile(strangers, 1 - FALSE_ALARMS))) if len(strangers) else FLOOR
    alarms, trials = int((strangers >= threshold).sum()), len(strangers)
    return Backend(version, profile_mean, draft.segment_mean, threshold, _upper_bound(alarms, trials), trials)


def _stranger_scores(
    profiles: Mapping[int, Embedding], recordings: Sequence[tuple[int, Sequence[Segment]]], backend: Backend
) -> Scores:
    """Every window against every artist who does not sing in it."""
    artists = np.array(list(profiles))
    found = [
        similarities(segments, profiles, backend)[:, artists != artist].ravel()
        for artist, segments in recordings
        if segments
    ]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.float32)


def _upper_bound(alarms: int, trials: int) -> float:
    """Upper 95 % bound of a rate (Wilson; the rule of three where nothing was seen)."""
    if not trials:
        return 1.0
    if not alarms:
        return min(1.0, 3 / trials)
    z, rate = 1.645, alarms / trials
    middle = rate + z * z / (2 * trials)
    spread = z * float(np.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials)))
    return min(1.0, (middle + spread) / (1 + z * z / trials))


def _runs(named: Sequence[int | None], heard: Sequence[Segment]) -> list[tuple[int, list[int]]]:
    """(artist, rows) of neighbouring windows that name the same artist."""
    groups: list[tuple[int, list[int]]] = []
    for artist, rows in groupby(range(len(named)), key=lambda row: named[row]):
        if artist is not None:
            groups += [(artist, part) for part in _touching(list(rows), heard)]
    return groups


def _touching(rows: list[int], heard: Sequence[Segment]) -> list[list[int]]:
    """Split where the gate left a hole: windows apart in time are not one run."""
    parts: list[list[int]] = [[rows[0]]]
    for before, row in pairwise(rows):
        if heard[row].start_s <= heard[before].end_s:
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts


def _sighting(artist: int, rows: list[int], heard: Sequence[Segment], scores: Scores, bar: float) -> Sighting:
    curve = tuple(
        Point(segment.start_s, segment.end_s, round(float(score), 4))
        for segment, score in zip(heard, scores, strict=True)
    )
    return Sighting(
        artist=artist,
        start_s=heard[rows[0]].start_s,
        end_s=heard[rows[-1]].end_s,
        score=round(float(scores[rows].mean()), 4),
        threshold=round(bar, 4),
        embedding=profile_of([heard[row].embedding for row in rows]),
        curve=curve,
    )
