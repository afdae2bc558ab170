"""Analysis against ground truth: tempo (half and double are no error), downbeat, key, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

from rightsdesk.generation.bench.clock import cost
from rightsdesk.generation.bench.sounds import Song, songs
from rightsdesk.generation.bench.table import Row
from rightsdesk.generation.contract import Analysis
from rightsdesk.generation.listening.analysis import measure

_MOST_ERROR = 0.005
_MOST_CPU = 5.0
_NEAR_BAR_S = 0.05


def rows(quick: bool) -> Iterator[Row]:
    """A row a song, then the sums. The first song is heard twice: libraries load at the first."""
    chosen = songs()[::3] if quick else songs()
    measure(chosen[0].path)
    heard = []
    for song in chosen:
        spent = cost(partial(measure, song.path))
        facts = spent.answer.facts
        heard.append((song, facts, spent.cpu / facts.duration_s * 60))
        yield _tempo(song, facts)
    yield _keys([(song, facts) for song, facts, _ in heard])
    yield _bars([(song, facts) for song, facts, _ in heard])
    # A few seconds of loop cost more by the minute than any song: what is fixed weighs more.
    most = max(cpu for _, facts, cpu in heard if facts.duration_s > 20)
    yield Row(
        "analysis, CPU for a minute of audio, the dearest song", "<= 5 s", f"{most:.2f} s", most <= _MOST_CPU
    )


def _tempo(song: Song, facts: Analysis) -> Row:
    sure = f"{facts.tempo_bpm:.2f}, confidence {facts.tempo_confidence:.2f}"
    if song.bpm is None:
        said = f"{'steady' if facts.beat_steady else 'unsteady'} ({facts.tempo_confidence:.2f})"
        return Row(f"beat of {song.name}", "unsteady", said, facts.beat_steady == song.steady)
    octave = round(math.log2(facts.tempo_bpm / song.bpm))
    error = abs(facts.tempo_bpm / 2**octave / song.bpm - 1)
    also = f" (heard at {2.0**octave:g} x)" if octave else ""
    what = f"tempo of {song.name}, {song.bpm:g} BPM{also}"
    return Row(what, "error <= 0.5 %", f"{error:.3%} ({sure})", error <= _MOST_ERROR)


def _keys(heard: list[tuple[Song, Analysis]]) -> Row:
    """A truth without a mode ("F") is met by either mode."""
    known = [(facts.key, song.key) for song, facts in heard if song.key]
    hits = sum(found == truth or found.split()[:1] == [truth] for found, truth in known)
    return Row("keys as the score has them", "", f"{hits} of {len(known)}")


def _bars(heard: list[tuple[Song, Analysis]]) -> Row:
    """A bar line found within 50 ms of a true one; in another octave of the tempo, of the true bar's length."""
    known = [(song, facts) for song, facts in heard if song.first_bar_s is not None and song.bpm]
    hits = 0
    for song, facts in known:
        bar = 240.0 / (song.bpm or 1.0)
        away = (facts.downbeat_s - (song.first_bar_s or 0.0)) % bar
        hits += min(away, bar - away) <= _NEAR_BAR_S
    return Row("downbeats on a true bar line", "", f"{hits} of {len(known)}")
