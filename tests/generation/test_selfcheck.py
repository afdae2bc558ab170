"""The self-check measures the output; it is not fooled by what the recipe says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Arrange, Loudness, Recipe, Tempo
from rightsdesk.engines.audio import Audio, encode, loudness
from rightsdesk.generation import selfcheck
from rightsdesk.generation.contract import Analysis, Source
from rightsdesk.generation.selfcheck import Asked
from tests.generation import signals

FACTS = Analysis(12.0, 100.0, 1.0, True, 0.0, 1.0, "D minor", 1.0, -14.0, -2.0)


def check(
    source: Audio, output: Audio, ratio: float = 1.0, semitones: float = 0.0
) -> tuple[dict[str, object], list[str]]:
    return selfcheck.check(output, asked_of(source, ratio, semitones))


def asked_of(source: Audio, ratio: float = 1.0, semitones: float = 0.0) -> Asked:
    return Asked(ratio, semitones, -14.0, source.seconds / ratio, FACTS, selfcheck.likeness(source))


def faster(audio: Audio, ratio: float) -> Audio:
    """Varispeed: tempo and pitch rise together, as on tape."""
    places = np.arange(0, audio.frames - 1, ratio)
    columns = [np.interp(places, np.arange(audio.frames), column) for column in audio.samples.T]
    return Audio(np.stack(columns, axis=1).astype(np.float32), audio.rate)


@pytest.mark.parametrize("ratio", [0.5, 0.8, 0.95, 1.06, 1.25, 2.0])
def test_it_hears_how_much_faster_something_runs(ratio: float) -> None:
    song = signals.band(100.0, 16.0)

    metrics, _ = check(song, faster(song, ratio), ratio)

    assert metrics["tempo_ratio"] == pytest.approx(ratio, rel=0.002)


@pytest.mark.parametrize("semitones", [-4.0, -1.0, 0.5, 3.0, 7.0])
def test_it_hears_how_far_the_pitch_moved(semitones: float) -> None:
    song = signals.band(100.0, 16.0)

    metrics, _ = check(song, faster(song, 2 ** (semitones / 12)), 1.0, semitones)

    assert metrics["semitones"] == pytest.approx(semitones, abs=0.1)


def test_a_promise_of_tempo_that_was_not_kept_is_named() -> None:
    song = signals.band(100.0, 12.0)

    metrics, failed = check(song, song, ratio=0.9)

    assert metrics["tempo_ratio"] == pytest.approx(1.0, abs=0.001)
    assert any(words.startswith("Tempo changed by") for words in failed)
    assert any(words.startswith("The render lasts 12.0 s") for words in failed)


def test_a_promise_of_pitch_that_was_not_kept_is_named() -> None:
    song = signals.band(100.0, 12.0)

    _, failed = check(song, song, semitones=2.0)

    assert "Pitch moved by 0.0 semitones; 2.0 was asked." in failed


def test_silence_clipping_and_loudness_are_named() -> None:
    song = signals.band(100.0, 12.0)
    clipped = Audio(np.clip(song.samples * 40, -1, 1).astype(np.float32), song.rate)

    assert "The render is silent." in check(song, signals.silence(12.0))[1]
    assert "The render clips." in check(song, clipped)[1]
    assert any("LUFS" in words for words in check(song, clipped)[1])
    assert any("True peak" in words for words in check(song, clipped)[1])


def test_what_cannot_be_heard_fails_nothing() -> None:
    """Steady noise has neither onsets nor tones: the figures are absent, not wrong."""
    noise = np.random.default_rng(0).standard_normal((signals.RATE * 8, 1)).astype(np.float32) * 0.1
    other = np.random.default_rng(1).standard_normal((signals.RATE * 8, 1)).astype(np.float32) * 0.1

    metrics, failed = check(Audio(noise, signals.RATE), Audio(other, signals.RATE))

    assert metrics["tempo_ratio"] is None
    assert metrics["semitones"] is None
    assert not any(words.startswith(("Tempo", "Pitch")) for words in failed)


def test_a_recording_is_like_itself_and_little_like_another() -> None:
    song, other = signals.band(100.0, 12.0), signals.band(120.0, 12.0, "E", minor=False)

    assert check(song, song)[0]["similarity"] == pytest.approx(1.0, abs=0.001)
    assert check(song, other)[0]["similarity"] < 0.4


def test_likeness_is_measured_with_tempo_and_pitch_undone() -> None:
    song = signals.band(100.0, 12.0)

    metrics, _ = check(song, faster(song, 2 ** (3 / 12)), 2 ** (3 / 12), 3.0)

    assert metrics["similarity"] > 0.8


def test_in_another_order_each_moment_is_looked_for_where_it_came_from() -> None:
    song = Audio(
        np.concatenate([signals.band(100.0, 12.0).samples, signals.band(100.0, 12.0, "A").samples]),
        signals.RATE,
    )
    turned = Audio(np.roll(song.samples, song.frames // 2, axis=0), song.rate)

    in_order, _ = selfcheck.check(turned, asked_of(song))
    anywhere, _ = selfcheck.check(turned, replace(asked_of(song), in_order=False))

    assert in_order["similarity"] < 0.5
    assert anywhere["similarity"] > 0.85
    assert anywhere["tempo_ratio"] == pytest.approx(1.0, rel=0.005)


def test_silence_is_counted_in_all_and_at_a_stretch() -> None:
    song = signals.band(100.0, 12.0)
    song.samples[: 2 * song.rate] = 0
    song.samples[5 * song.rate : 6 * song.rate] = 0

    metrics, _ = check(song, song)

    assert metrics["silence_s"] == pytest.approx(3.0, abs=0.2)
    assert metrics["longest_silence_s"] == pytest.approx(2.0, abs=0.1)


def test_what_is_left_of_the_stems_is_only_said_when_it_is_known() -> None:
    song = signals.band(100.0, 8.0)
    with_stems = replace(asked_of(song), energy_left={"vocals": 0.02})

    assert check(song, song)[0]["energy_left"] is None
    assert check(song, song)[0]["energy_left_reason"] == "no stem was touched"
    assert selfcheck.check(song, with_stems)[0]["energy_left"] == {"vocals": 0.02}


def wav(audio: Audio, path: Path, lufs: float = -14.0) -> Path:
    gain = np.float32(10 ** ((lufs - loudness(audio).lufs) / 20))
    encode(Audio(audio.samples * gain, audio.rate), path, "wav")
    return path


def test_a_file_from_elsewhere_is_judged_by_what_is_heard_in_it(tmp_path: Path) -> None:
    """Quiet, so that the raw sound may stand without a limiter."""
    song = signals.band(100.0, 12.0)
    source = Source(wav(song, tmp_path / "song.wav"))
    recipe = Recipe((Tempo(1.25), Loudness(-24.0)))
    right = {"wav": wav(faster(song, 1.25), tmp_path / "right.wav", -24.0)}

    judged = selfcheck.judge(source, recipe, right)
    untouched = selfcheck.judge(source, recipe, {"wav": wav(song, tmp_path / "wrong.wav", -24.0)})

    assert not any(words.startswith(("Tempo", "Loudness", "The render lasts")) for words in judged.failures)
    assert any(words.startswith("Tempo changed by") for words in untouched.failures)
    assert any(words.startswith("The render lasts 12.0 s") for words in untouched.failures)
    assert len(judged.pcm_sha256) == 64


def test_an_arrangement_from_elsewhere_is_held_to_about_its_length(tmp_path: Path) -> None:
    song = signals.band(100.0, 24.0)
    source = Source(wav(song, tmp_path / "song.wav"))
    short = Audio(song.samples[: 12 * song.rate], song.rate)
    made = wav(short, tmp_path / "made.wav", -24.0)

    _, near = selfcheck.of_file(made, Recipe((Arrange("radio", 14.0), Loudness(-24.0))), source)
    _, far = selfcheck.of_file(made, Recipe((Arrange("extended", 60.0), Loudness(-24.0))), source)

    assert not any(words.startswith("The render lasts") for words in near)
    assert "The render lasts 12.0 s, not 60.0 s." in far


def test_a_file_that_is_no_audio_is_refused(song: Path, tmp_path: Path) -> None:
    (tmp_path / "made.flac").write_bytes(b"fLaC" + b"x" * 1000)

    with pytest.raises(Invalid):
        selfcheck.judge(Source(song), Recipe((Tempo(1.1),)), {"flac": tmp_path / "made.flac"})
