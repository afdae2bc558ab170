"""The second voice sings on notes of the key: a third is three semitones on some of them and four on others."""

import numpy as np
import pytest

from rightsdesk.domain.recipe import Harmony
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.playing import harmony
from rightsdesk.generation.playing.sungpitch import sung_notes

RATE = 16_000
SCALE = (60, 62, 64, 65, 67, 69, 71, 72)


def sung(notes: tuple[int, ...], each: float = 0.5) -> Audio:
    """Notes with five overtones, one after the other."""
    hertz = np.repeat([440 * 2 ** ((note - 69) / 12) for note in notes], int(each * RATE))
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    wave = sum(np.sin(k * phase) / k for k in range(1, 7)) * 0.1
    return Audio(wave[:, None].astype(np.float32), RATE)


def shift(audio: Audio, semitones: float) -> Audio:
    """Each of the scale's notes sung again so much higher: what a perfect pitch shifter gives back."""
    return sung(tuple(int(note + semitones) for note in SCALE))


def middles(audio: Audio) -> list[int]:
    """The note heard in the middle of each half second."""
    notes = sung_notes(audio)
    return [int(notes[int((n + 0.5) * 0.5 / 0.02)]) for n in range(len(SCALE))]


def test_the_sung_notes_are_read() -> None:
    assert middles(sung(SCALE)) == list(SCALE)


def test_a_third_stays_in_the_key() -> None:
    voice, report = harmony(sung(SCALE), Harmony("third", 0.0), "C major", shift)

    assert middles(voice) == [64, 65, 67, 69, 71, 72, 74, 76]
    assert sorted(report.semitones) == [3, 4]
    assert report.in_key


def test_a_fifth_over_the_leading_note_is_the_key_s_own() -> None:
    voice, report = harmony(sung(SCALE), Harmony("fifth", 0.0), "C major", shift)

    assert middles(voice) == [67, 69, 71, 72, 74, 76, 77, 79]
    assert report.semitones == (7, 6)


def test_an_octave_needs_no_key() -> None:
    voice, report = harmony(sung(SCALE), Harmony("octave", -6.0), "", shift)

    loud = np.sqrt(np.mean(sung(SCALE).samples ** 2))
    assert [note % 12 for note in middles(voice)] == [note % 12 for note in SCALE]
    assert np.sqrt(np.mean(voice.samples**2)) == pytest.approx(loud * 10 ** (-6 / 20), rel=0.05)
    assert (report.semitones, report.in_key) == ((12,), True)


def test_without_a_key_one_fixed_shift_is_taken_and_said() -> None:
    _, report = harmony(sung(SCALE), Harmony("third", 0.0), "", shift)

    assert (report.semitones, report.in_key) == ((4,), False)
