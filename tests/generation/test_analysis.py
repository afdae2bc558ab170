"""Tempo, beats and key against sources whose truth is known, each with an honest confidence."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import Audio, decode, encode
from rightsdesk.generation.contract import SourceFacts
from rightsdesk.generation.listening import beats, key, spectra, tempo
from rightsdesk.generation.listening.analysis import listen, measure
from tests.generation import signals

FIXTURES = Path(__file__).parents[2] / "fixtures"
RECORDINGS: list[dict[str, Any]] = json.loads((FIXTURES / "catalogue.json").read_text())["recordings"]
SHARED = Path(__file__).parents[3] / "shared" / "audio" / "music"
with_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared recordings are not on this machine")


def onsets_of(audio: Audio) -> spectra.Onsets:
    return spectra.onsets(spectra.at_analysis_rate(audio))


def key_of(audio: Audio) -> tuple[str, float]:
    return key.key(spectra.pitch_energy(spectra.at_analysis_rate(audio)))


@pytest.mark.parametrize("bpm", [60.0, 90.0, 100.0, 123.4, 174.0])
def test_it_hears_the_tempo_of_clicks(bpm: float) -> None:
    heard = tempo.tempo(onsets_of(signals.clicks(bpm, 30)))

    assert heard.bpm == pytest.approx(bpm, rel=0.0005)
    assert heard.steady


@pytest.mark.parametrize("bpm", [60.0, 100.0, 123.4])
def test_it_finds_each_beat_within_three_milliseconds(bpm: float) -> None:
    truth = np.arange(0.25, 31.0, 60 / bpm)

    found = beats.grid(onsets_of(signals.clicks(bpm, 30)), bpm)

    inner = found.beats[1:-1]
    assert np.abs(inner[:, None] - truth).min(axis=1).max() < 0.003
    first = (found.beats[found.downbeat] - truth[0]) * bpm / 60
    assert round(first) % 4 == 0


def test_the_grid_follows_a_band_that_slowly_gets_faster() -> None:
    times = np.cumsum(np.linspace(0.62, 0.60, 60))
    samples = np.zeros((int(signals.RATE * 37), 1), dtype=np.float32)
    for time in times[times < 36]:
        samples[int(time * signals.RATE) :][:600, 0] = 0.4

    onsets = onsets_of(Audio(samples, signals.RATE))
    heard = tempo.tempo(onsets)
    found = beats.grid(onsets, heard.bpm).beats

    assert heard.steady
    inner = found[(found > 2) & (found < 34)]
    assert np.median(np.abs(inner[:, None] - times).min(axis=1)) < 0.02


def test_it_hears_that_a_beat_is_not_steady() -> None:
    heard = tempo.tempo(onsets_of(signals.rubato(30)))

    assert not heard.steady
    assert heard.confidence < 0.3


@pytest.mark.parametrize(
    ("tonic", "minor"), [("C", False), ("F", False), ("G", False), ("A", True), ("D", True)]
)
def test_it_hears_the_key_of_chords(tonic: str, minor: bool) -> None:
    name, confidence = key_of(signals.chords(tonic, minor, 16))

    assert name == f"{tonic} {'minor' if minor else 'major'}"
    assert confidence > 0.5


def test_it_is_unsure_of_the_key_of_noise() -> None:
    noise = np.random.default_rng(0).standard_normal((signals.RATE * 8, 1)).astype(np.float32) * 0.1

    assert key_of(Audio(noise, signals.RATE))[1] < 0.5
    assert key_of(signals.silence(3.0)) == ("", 0.0)


def test_an_analysis_gives_every_fact_with_its_confidence(song: Path) -> None:
    facts = measure(song).facts

    assert facts.tempo_bpm == pytest.approx(100.0, rel=0.002)
    assert facts.beat_steady
    assert (facts.key, facts.duration_s) == ("D minor", 12.0)
    assert 0 < facts.key_confidence <= 1
    assert facts.downbeat_s % 2.4 == pytest.approx(0.0, abs=0.03)


def test_the_catalogue_wins_over_what_is_measured(song: Path) -> None:
    facts = measure(song, SourceFacts(bpm=50.0, key="F major", downbeat_s=0.6)).facts

    assert facts.tempo_bpm == pytest.approx(50.0, rel=0.006)
    assert (facts.key, facts.key_confidence, facts.tempo_confidence) == ("F major", 1.0, 1.0)
    assert facts.downbeat_s == pytest.approx(0.6, abs=0.03)
    assert facts.downbeat_confidence == 1.0


@pytest.mark.parametrize(
    ("audio", "code"),
    [(signals.silence(4.0), "audio_silent"), (signals.clicks(120, 0.3, start=0.0), "audio_too_short")],
)
def test_it_refuses_what_there_is_nothing_to_say_about(tmp_path: Path, audio: Audio, code: str) -> None:
    encode(audio, tmp_path / "a.flac", "flac")

    with pytest.raises(Invalid) as refusal:
        measure(tmp_path / "a.flac")

    assert refusal.value.code == code


@pytest.mark.parametrize(("level", "offset"), [(30.0, 0.0), (0.2, 0.4)])
def test_it_hears_through_clipping_and_direct_current(tmp_path: Path, level: float, offset: float) -> None:
    samples = np.clip(signals.band(100.0, 12.0).samples * level + offset, -1, 1).astype(np.float32)
    encode(Audio(samples, signals.RATE), tmp_path / "a.flac", "flac")

    assert measure(tmp_path / "a.flac").facts.tempo_bpm == pytest.approx(100.0, rel=0.005)


@pytest.mark.parametrize("recording", RECORDINGS[2::4], ids=lambda recording: str(recording["key"]))
def test_the_demo_catalogue_has_the_tempo_its_score_says(recording: dict[str, Any]) -> None:
    """Ground truth by construction, with nothing known. The octave of a tempo is a matter of taste: half or double
    the number is no error; anything else is."""
    facts = measure(FIXTURES / recording["audio"]).facts

    octave = round(math.log2(facts.tempo_bpm / recording["bpm"]))
    assert facts.tempo_bpm / 2**octave == pytest.approx(recording["bpm"], rel=0.005)
    assert abs(octave) <= 1
    assert facts.beat_steady


def test_bars_begin_where_the_chords_change() -> None:
    """A reggae is loudest off the beat, and its bass comes in before the bar; bar 1 begins at 0.0 s."""
    recording = next(each for each in RECORDINGS if each["key"] == "sun_on_the_wall")

    facts = measure(FIXTURES / recording["audio"], SourceFacts(bpm=recording["bpm"])).facts

    assert facts.downbeat_s == pytest.approx(0.0, abs=0.03)
    assert facts.downbeat_confidence > 0.6


def test_a_downbeat_nobody_can_hear_has_no_confidence() -> None:
    even = signals.clicks(120.0, 20.0, accent=1.0)

    assert listen(even).facts.downbeat_confidence < 0.5


@with_shared
def test_a_rubato_orchestra_has_no_steady_beat() -> None:
    facts = measure(SHARED / "hungarian_dance_5.ogg").facts

    assert not facts.beat_steady
    assert facts.tempo_confidence < 0.2


@with_shared
def test_a_trumpet_loop_is_heard_in_f_at_ninety() -> None:
    """Eight notes, swung: they alone would rather have 93.5; the loop's length in whole bars says which it is."""
    facts = measure(SHARED / "solo_trumpet_f_90bpm.ogg").facts

    assert facts.key.split()[0] == "F"
    assert facts.tempo_bpm == pytest.approx(180.0, rel=0.005)
    assert facts.tempo_confidence < 0.5


@with_shared
def test_a_known_tempo_wins_on_the_trumpet_loop() -> None:
    facts = measure(SHARED / "solo_trumpet_f_90bpm.ogg", SourceFacts(bpm=90.0)).facts

    assert (facts.tempo_bpm, facts.tempo_confidence, facts.beat_steady) == (90.0, 1.0, True)


def test_a_clear_tempo_of_a_short_file_is_not_bent_to_its_length() -> None:
    assert listen(signals.clicks(95.0, 10.0)).facts.tempo_bpm == pytest.approx(95.0, rel=0.002)


@with_shared
def test_speech_has_no_beat() -> None:
    spoken = decode(next(iter(sorted((SHARED.parent / "speech" / "speakers").glob("*/*.flac")))))

    facts = listen(spoken).facts

    assert not facts.beat_steady
