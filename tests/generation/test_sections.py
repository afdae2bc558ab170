"""Sections: lines on bars, alike stretches under one letter, and a confidence that falls where nothing changes."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.engines.audio import Audio
from rightsdesk.generation.contract import Section, SourceFacts
from rightsdesk.generation.listening import loops
from rightsdesk.generation.listening.analysis import listen, measure
from tests.generation import signals

FIXTURES = Path(__file__).parents[2] / "fixtures"
BPM = {
    each["key"]: each["bpm"] for each in json.loads((FIXTURES / "catalogue.json").read_text())["recordings"]
}


def sections_of(audio: Audio, bpm: float | None = None) -> tuple[Section, ...]:
    return listen(audio, SourceFacts(bpm=bpm)).facts.sections


def joined(*parts: Audio) -> Audio:
    return Audio(np.concatenate([part.samples for part in parts]), signals.RATE)


@pytest.mark.parametrize(
    ("song", "bars"),
    [("static_garden", [0, 6, 22])],
)
def test_a_song_s_beginning_and_end_are_found_on_the_bars_of_its_score(song: str, bars: list[int]) -> None:
    """The score says intro, verse, chorus, outro (fixtures/render/songs.py); verse and chorus have one band."""
    bpm = float(BPM[song])

    found = measure(FIXTURES / "audio" / f"{song}.opus", SourceFacts(bpm=bpm)).facts.sections

    assert [section.start_s * bpm / 240 for section in found] == pytest.approx(bars, abs=0.05)
    assert [section.label for section in found] == ["a", "b", "a"]
    assert min(section.confidence for section in found) > 0.4


def test_two_kinds_of_sound_take_turns_under_two_letters() -> None:
    clicks, chords = signals.clicks(120.0, 12.0, start=0.0), signals.chords("D", True, 12.0, each=2.0)

    found = sections_of(joined(clicks, chords, clicks, chords), 120.0)

    assert [section.label for section in found] == ["a", "b", "a", "b"]
    assert [section.start_s for section in found] == pytest.approx([0, 12, 24, 36], abs=2.1)


def test_a_new_loop_of_chords_is_a_new_section_though_the_band_plays_on() -> None:
    verse, chorus = (np.eye(12)[list(places)] for places in ((0, 5, 7, 9), (2, 4, 11, 1)))
    notes = np.concatenate([verse, verse, chorus, chorus]) + 0.01

    chords = loops.chords(notes)

    assert loops.changes(chords) == [8]
    assert loops.unlike(chords[:8], chords[8:]) > 0.3
    assert loops.unlike(chords[:8], chords[3:7]) == pytest.approx(0.0, abs=1e-9)


def test_chords_that_never_come_again_make_no_loop() -> None:
    wandering = np.eye(12)[np.random.default_rng(3).integers(0, 12, 32)]

    assert loops.changes(loops.chords(wandering)) == []


def test_sections_leave_no_gap_and_do_not_pass_the_end() -> None:
    song = signals.band(100.0, 14.0)

    found = sections_of(song)

    assert found[0].start_s == 0.0
    assert found[-1].end_s == pytest.approx(14.0, abs=0.001)
    assert all(before.end_s == after.start_s for before, after in itertools.pairwise(found))


def test_what_never_changes_is_one_section_and_nobody_is_sure_of_it() -> None:
    (only,) = sections_of(signals.clicks(120.0, 30.0))

    assert (only.label, only.confidence) == ("a", 0.0)


def test_music_without_a_grid_has_sections_too() -> None:
    found = sections_of(joined(signals.rubato(16.0), signals.chords("F", False, 16.0)))

    assert [section.label for section in found] == ["a", "b"]
    assert found[1].start_s == pytest.approx(16.0, abs=2.1)
