"""The self-check measures the output; it is not fooled by what the recipe says."""

import numpy as np
import pytest

from rightsdesk.engines.audio import Audio
from rightsdesk.generation import selfcheck, spectra
from rightsdesk.generation.contract import Analysis
from tests.generation import signals

FACTS = Analysis(12.0, 100.0, 1.0, True, 0.0, 1.0, "D minor", 1.0, -14.0, -2.0)


def check(
    source: Audio, output: Audio, ratio: float = 1.0, semitones: float = 0.0
) -> tuple[dict[str, object], list[str]]:
    mono = spectra.at_analysis_rate(source)
    onsets, energy = spectra.onsets(mono).strength, spectra.pitch_energy(mono)
    asked = selfcheck.Asked(ratio, semitones, -14.0, source.seconds / ratio, FACTS, onsets, energy)
    return selfcheck.check(output, asked)


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
