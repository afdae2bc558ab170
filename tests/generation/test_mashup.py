"""Two songs at once: the nearest octave of tempo, the smallest shift of key, beat on beat."""

from dataclasses import replace

import numpy as np
import pytest

from rightsdesk.domain.recipe import Mashup, Pad, Recipe
from rightsdesk.engines.audio import Audio, loudness
from rightsdesk.generation.contract import Analysis, Request, Unsupported
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.planning import plan
from rightsdesk.generation.rendering import mashup
from rightsdesk.generation.rendering.reading import wanted_stems
from tests.generation import signals

FIRST = Analysis(12.0, 100.0, 1.0, True, 0.0, 1.0, "C major", 0.9, -14.0, -2.0)


def second(bpm: float = 100.0, key: str = "C major", sure: float = 0.9, steady: bool = True) -> Analysis:
    return replace(FIRST, tempo_bpm=bpm, key=key, key_confidence=sure, beat_steady=steady)


@pytest.mark.parametrize(
    ("bpm", "ratio", "octave"), [(90.0, 1.111111, 1.0), (195.0, 1.025641, 0.5), (52.0, 0.961538, 2.0)]
)
def test_the_second_tempo_is_counted_in_the_nearest_octave(bpm: float, ratio: float, octave: float) -> None:
    found = mashup.match(FIRST, second(bpm))

    assert (found.ratio, found.octave) == (ratio, octave)


@pytest.mark.parametrize(
    ("key", "semitones"),
    [("C major", 0), ("A minor", 0), ("D major", -2), ("Bb major", 2), ("C minor", -3), ("F# major", None)],
)
def test_the_key_is_met_by_the_smallest_shift(key: str, semitones: int | None) -> None:
    assert mashup.match(FIRST, second(key=key)).semitones == semitones


def test_a_key_that_nobody_is_sure_of_is_left_alone() -> None:
    assert mashup.match(FIRST, second(key="D major", sure=0.1)).semitones is None


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (None, "second_source_missing"),
        (second(72.0), "tempos_too_far_apart"),
        (second(steady=False), "beat_unsteady"),
    ],
)
def test_songs_that_do_not_go_together_are_refused(other: Analysis | None, code: str) -> None:
    answer = plan(Request(Recipe((Mashup("vocals", 0.0),)), FIRST, other))

    assert isinstance(answer, Unsupported)
    assert answer.code == code


def test_songs_that_go_together_are_planned() -> None:
    recipe = Recipe((Mashup("vocals", 0.0), Pad("warm", -12.0)))

    assert plan(Request(recipe, FIRST, second(110.0))) == recipe


def test_the_first_song_gives_up_what_the_second_brings() -> None:
    assert wanted_stems(Recipe((Mashup("vocals", 0.0),))) == {"vocals": None}
    assert wanted_stems(Recipe((Mashup("backing", 0.0),))) == {"drums": None, "bass": None, "other": None}
    assert wanted_stems(Recipe((Mashup("all", 0.0),))) == {}


def test_beats_fall_on_beats_from_downbeat_to_downbeat_and_start_again_when_they_end() -> None:
    theirs = signals.clicks(90.0, 8.0, start=0.4, accent=4.0)
    own = Grid(np.arange(0.4, 8.0, 60 / 90), 0, 1.0)
    to = Grid(np.arange(0.5, 13.8, 0.6), 1, 1.0)
    found = mashup.match(FIRST, second(90.0))

    brought = mashup.brought(theirs, own, to, 14 * 44_100, found, 44_100, lambda: False)

    level = np.abs(brought.samples[:, 0])
    hits = [level[round(beat * 44_100) - 400 : round(beat * 44_100) + 900].max() for beat in to.beats]
    assert brought.frames == 14 * 44_100
    assert min(hits[1:20]) > 0.1
    assert {number for number in range(1, 20) if hits[number] > 0.5 * max(hits)} == {1, 5, 9, 13, 17}


def test_both_are_equally_loud_but_for_the_gain() -> None:
    loud, soft = signals.chords("D", True, 6.0), signals.chords("A", True, 6.0)
    soft = Audio(soft.samples * np.float32(0.1), soft.rate)

    both = mashup.together(loud, soft, 0.0)

    added = Audio(both.samples - loud.samples, loud.rate)
    assert loudness(added).lufs == pytest.approx(loudness(loud).lufs, abs=0.1)
