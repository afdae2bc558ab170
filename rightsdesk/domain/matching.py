"""When two acoustic fingerprints hold the same recording, and where: sub-fingerprints aligned by XOR and popcount.

A sub-fingerprint is 32 bits that describe 2.6 s of sound; 8.077 of them begin each second. Whole fingerprints are never
compared: every offset of one against the other is, in windows, so that an excerpt is found wherever it lies. Knows no
audio and no storage.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Items = npt.NDArray[np.uint32]
Errors = npt.NDArray[np.uint8]

BITS = 32
CHANCE = BITS // 2
ITEM_HZ = 11025 / 1365
"""Sub-fingerprints a second (chromaprint, algorithm 1: hops of 1365 samples at 11 025 Hz)."""
ITEM_SPAN_S = 2.6
"""Seconds of sound that one sub-fingerprint describes."""
ITEM_CENTRE_S = 0.95
"""Where in its span an item turns from the sound before to the sound after a cut (measured over 12 mixes: ± 0.6 s)."""
RULE_VERSION = "match-1"


@dataclass(frozen=True, slots=True)
class Window:
    """So many seconds of sound must agree with at most this share of wrong bits."""

    seconds: float
    max_bit_error_rate: float

    @property
    def items(self) -> int:
        """Sub-fingerprints that lie wholly inside the window."""
        return round((self.seconds - ITEM_SPAN_S) * ITEM_HZ)


# Shorter windows reach low error rates by chance more easily, so they must agree better.
WINDOWS = (Window(20.0, 0.28), Window(12.0, 0.26))
# An item belongs to a match while adding it keeps the match better than this: midway between match and chance.
KEEP_BELOW = 0.38
# Items repeated for a second carry no information: silence and held tones would match every other silence.
REPEATS = 8
BLOCK = 2_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """The same recording in both: seconds in the query and in the reference.

    `score` is 1 − 2 · bit error rate: 1 for identical bits, 0 for chance.
    """

    query_start_s: float
    query_end_s: float
    reference_start_s: float
    reference_end_s: float
    bit_error_rate: float
    score: float
    threshold: float


@dataclass(frozen=True, slots=True)
class _Run:
    """Items [start, stop) of the query that lie `lag` items before their partners in the reference."""

    start: int
    stop: int
    lag: int
    rate: float
    limit: float

    @property
    def evidence(self) -> float:
        return (0.5 - self.rate) * (self.stop - self.start)


def align(query: Items, reference: Items, windows: tuple[Window, ...] = WINDOWS) -> tuple[Match, ...]:
    """Every stretch of `query` that is a stretch of `reference`, best evidence first; no two overlap in the query."""
    if min(len(query), len(reference)) < min(window.items for window in windows):
        return ()
    runs = [
        _stretch(lag, errors, hits, limit)
        for lags, block in _diagonals(query, reference)
        for lag, errors, hits, limit in _agreeing(lags, block, windows)
    ]
    return tuple(_in_seconds(run, len(query)) for run in _strongest(runs))


def informative(items: Items) -> npt.NDArray[np.bool_]:
    """False where an item belongs to a run of `REPEATS` or more equal ones."""
    if not len(items):
        return np.zeros(0, dtype=np.bool_)
    starts = np.flatnonzero(np.r_[True, items[1:] != items[:-1]])
    lengths = np.diff(np.r_[starts, len(items)])
    return np.repeat(lengths < REPEATS, lengths)


def _diagonals(query: Items, reference: Items) -> Iterator[tuple[int, Errors]]:
    """Blocks of (first lag, wrong bits [lags, query items]); what has no partner counts as chance."""
    n = len(query)
    gap = np.zeros(n, dtype=np.uint32)
    partners = np.lib.stride_tricks.sliding_window_view(np.concatenate([gap, reference, gap]), n)
    silent = gap.astype(np.bool_)
    known = np.concatenate([silent, informative(reference), silent])
    valid = np.lib.stride_tricks.sliding_window_view(known, n)
    ours = informative(query)
    rows = max(1, BLOCK // n)
    for first in range(0, len(partners), rows):
        errors = np.bitwise_count(partners[first : first + rows] ^ query)
        errors[~(valid[first : first + rows] & ours)] = CHANCE
        yield first - n, errors


def _agreeing(
    first: int, block: Errors, windows: tuple[Window, ...]
) -> Iterator[tuple[int, Errors, slice, float]]:
    """(lag, its errors, the hull of its agreeing windows, the threshold they passed)."""
    sums = np.cumsum(np.pad(block, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    for window in windows:
        width = window.items
        if width >= sums.shape[1]:
            continue
        hit = (sums[:, width:] - sums[:, :-width]) < window.max_bit_error_rate * BITS * width
        for row in np.flatnonzero(hit.any(axis=1)):
            for start, stop in _spans(hit[row]):
                yield first + int(row), block[row], slice(start, stop - 1 + width), window.max_bit_error_rate


def _spans(mask: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Half-open ranges where `mask` holds."""
    edges = np.flatnonzero(np.diff(np.r_[0, mask.view(np.int8), 0]))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _stretch(lag: int, errors: Errors, hits: slice, limit: float) -> _Run:
    """The run of items around `hits` with the largest gain over `KEEP_BELOW`: windows find it, items bound it."""
    gain = np.cumsum(np.r_[0.0, KEEP_BELOW - errors / BITS])
    middle = (hits.start + hits.stop) // 2
    start = int(np.argmin(gain[: middle + 1]))
    stop = middle + int(np.argmax(gain[middle:]))
    start, stop = _without_gaps(errors, start, max(stop, start + 1), middle)
    return _Run(start, stop, lag, float(errors[start:stop].mean()) / BITS, limit)


def _without_gaps(errors: Errors, start: int, stop: int, middle: int) -> tuple[int, int]:
    """Cut at the first four seconds of chance on either side of `middle`: another stretch is another match."""
    width = round(4 * ITEM_HZ)
    smooth = np.convolve(errors / BITS, np.full(width, 1 / width), mode="same")
    poor = np.flatnonzero(smooth > (KEEP_BELOW + 0.5) / 2)
    before, after = poor[poor < middle], poor[poor > middle]
    start = max(start, int(before[-1]) + 1) if len(before) else start
    stop = min(stop, int(after[0])) if len(after) else stop
    return start, max(stop, start + 1)


def _strongest(runs: list[_Run]) -> list[_Run]:
    """Best evidence first; a run that overlaps a better one in the query is the same sound seen again."""
    chosen: list[_Run] = []
    for run in sorted(runs, key=lambda r: (-r.evidence, r.start, r.lag)):
        if all(run.stop <= other.start or run.start >= other.stop for other in chosen):
            chosen.append(run)
    return chosen


def _in_seconds(run: _Run, length: int) -> Match:
    """A cut lies where the item's own centre is; a run that reaches an end of the query reaches it in sound too."""
    start = run.start / ITEM_HZ + ITEM_CENTRE_S if run.start else 0.0
    stop = (run.stop - 1) / ITEM_HZ + (ITEM_CENTRE_S if run.stop < length else ITEM_SPAN_S)
    shift = run.lag / ITEM_HZ
    return Match(
        query_start_s=round(start, 2),
        query_end_s=round(stop, 2),
        reference_start_s=round(max(0.0, start + shift), 2),
        reference_end_s=round(stop + shift, 2),
        bit_error_rate=round(run.rate, 4),
        score=round(1 - 2 * run.rate, 4),
        threshold=round(1 - 2 * run.limit, 4),
    )
