"""Pads play only chords of the key, only where one fits, in the song's tuning; and say what they did."""

import numpy as np
import pytest

from rightsdesk.domain.recipe import PADS, Pad
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.playing import transposed, with_pad
from rightsdesk.generation.playing.keys import parsed, triads
from rightsdesk.generation.playing.listening import pitches
from tests.generation import signals

BEATS = np.arange(0.0, 8.1, 0.5)


def song(tuning: float = 0.0) -> Audio:
    """Eight seconds of I IV V I in C, a chord every two seconds, all higher by `tuning` semitones."""
    audio = signals.chords("C", False, 8.0, each=2.0)
    if not tuning:
        return audio
    places = np.arange(audio.frames) * 2.0 ** (tuning / 12)
    samples = np.interp(places[places < audio.frames - 1], np.arange(audio.frames), audio.samples[:, 0])
    return Audio(samples[:, None].astype(np.float32), audio.rate)


def random() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.parametrize("sound", PADS)
def test_the_chords_of_the_song_are_found_and_played(sound: str) -> None:
    played, report = with_pad(song(), Pad(sound, -10.0), "C major", BEATS, 0, random())

    assert report.bars == ("C", "F", "G", "C")
    assert report.chords == ("C", "F", "G")
    assert (report.dropped, report.reason) == (0.0, "")
    assert not np.array_equal(played.samples, song().samples)


def test_what_is_played_lies_on_the_notes_of_the_chords() -> None:
    audio = song()

    played, _ = with_pad(audio, Pad("warm", 0.0), "C major", BEATS, 0, random())

    added = Audio(played.samples - audio.samples, audio.rate)
    by_bar, tuning = pitches(added, BEATS[::4])
    assert tuning == pytest.approx(0.0, abs=0.05)
    for row, chord in zip(by_bar, ((0, 4, 7), (5, 9, 0), (7, 11, 2), (0, 4, 7)), strict=True):
        assert set(np.argsort(row)[-3:].tolist()) == set(chord)


def test_a_song_between_the_keys_gets_a_pad_between_the_keys() -> None:
    audio = song(tuning=0.3)

    played, report = with_pad(audio, Pad("warm", 0.0), "C major", BEATS[BEATS < 7.8], 0, random())

    added = Audio(played.samples - audio.samples, audio.rate)
    assert pitches(added, np.array([0.0, 7.0]))[1] == pytest.approx(0.3, abs=0.08)
    assert report.bars[0] == "C"


def test_a_bar_where_no_chord_of_the_key_fits_is_left_out() -> None:
    audio = song()
    audio.samples[2 * audio.rate : 4 * audio.rate] = signals.chords("D", False, 2.0, each=2.0).samples

    _, report = with_pad(audio, Pad("warm", -10.0), "F major", BEATS, 0, random())

    assert report.bars[1] in (None, "Dm")
    assert report.bars[0] == "C"


def test_noise_gets_no_chords_and_comes_back_untouched() -> None:
    noise = Audio(0.1 * random().standard_normal((8 * 22_050, 2)).astype(np.float32), 22_050)

    played, report = with_pad(noise, Pad("warm", -10.0), "C major", BEATS, 0, random())

    assert played is noise
    assert report.dropped == 1.0
    assert report.reason == "No chord of the key fits the bars."


@pytest.mark.parametrize(("key", "confidence"), [("", 1.0), ("C major", 0.1)])
def test_without_a_clear_key_nothing_is_played(key: str, confidence: float) -> None:
    audio = song()

    played, report = with_pad(audio, Pad("warm", -10.0), key, BEATS, 0, random(), confidence)

    assert played is audio
    assert report.reason == "The key is not clear enough."


@pytest.mark.parametrize(
    ("name", "chords"),
    [
        ("C major", ["C", "Dm", "Em", "F", "G", "Am"]),
        ("A minor", ["Am", "C", "Dm", "Em", "F", "G", "E"]),
        ("C minor", ["Cm", "Eb", "Fm", "Gm", "Ab", "Bb", "G"]),
        ("E major", ["E", "F#m", "G#m", "A", "B", "C#m"]),
    ],
)
def test_the_triads_of_a_key_are_its_own_spelled_as_musicians_do(name: str, chords: list[str]) -> None:
    key = parsed(name)

    assert key is not None
    assert [chord.name for chord in triads(key)] == chords


@pytest.mark.parametrize(
    ("key", "semitones", "expected"),
    [
        ("C major", 3.0, "D# major"),
        ("A minor", -2.0, "G minor"),
        ("Bb major", 0.0, "A# major"),
        ("", 2.0, ""),
    ],
)
def test_a_key_moves_with_the_pitch(key: str, semitones: float, expected: str) -> None:
    assert transposed(key, semitones) == expected
