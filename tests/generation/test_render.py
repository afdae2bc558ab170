"""Renders do what their recipe says, say what they did, and do it again exactly."""

import hashlib
import tempfile
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import (
    Bpm,
    Drums,
    Fade,
    Filter,
    Loudness,
    Operation,
    Pitch,
    Recipe,
    Reverb,
    Stem,
    Tempo,
)
from rightsdesk.domain.styles import STYLES, preset
from rightsdesk.engines.audio import Audio, decode, encode, loudness, pcm_hash
from rightsdesk.generation import selfcheck, spectra, tempo
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.contract import CancelledError, Rendered, SourceFacts, Unsupported
from tests.generation import signals

SHARED = Path(__file__).parents[3] / "shared" / "audio" / "music"


def render(source: Path, folder: Path, *operations: Operation, seed: int = 7) -> Rendered:
    return engine().render(Recipe(operations), source, {}, seed, folder)


def master(rendered: Rendered) -> Audio:
    assert rendered.self_check == []
    assert rendered.master is not None
    return decode(rendered.master)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_passes_its_own_self_check(song: Path, tmp_path: Path, style: str) -> None:
    rendered = engine().render(preset(style), song, {}, 7, tmp_path)

    audio = master(rendered)
    level = loudness(audio)
    assert level.lufs == pytest.approx(-14.0, abs=0.5)
    assert level.true_peak_dbtp <= -1.0
    assert rendered.disclosure["generative_ai"] is False


def test_the_delivery_stays_below_the_peak_ceiling_after_lossy_coding(song: Path, tmp_path: Path) -> None:
    rendered = render(song, tmp_path, Drums("house", -3.0))

    assert rendered.delivery is not None
    assert loudness(decode(rendered.delivery)).true_peak_dbtp <= -1.0


@pytest.mark.parametrize("ratio", [0.8, 0.9, 1.25])
def test_tempo_changes_by_exactly_the_ratio(song: Path, tmp_path: Path, ratio: float) -> None:
    """Measured twice: by the engine's own check, and here by a fresh analysis that knows nothing of the recipe."""
    rendered = render(song, tmp_path, Tempo(ratio))

    heard = tempo.tempo(spectra.onsets(spectra.at_analysis_rate(master(rendered))))
    octaves = [heard.bpm * octave / (100 * ratio) for octave in (0.5, 1, 2)]
    assert min(abs(octave - 1) for octave in octaves) < 0.005
    assert rendered.metrics["tempo_ratio"] == pytest.approx(ratio, rel=0.002)
    assert rendered.metrics["duration_s"] == pytest.approx(12 / ratio, abs=0.05)


@pytest.mark.parametrize(("semitones", "name"), [(2.0, "E minor"), (-2.0, "C minor"), (5.0, "G minor")])
def test_pitch_moves_by_exactly_the_semitones(
    song: Path, tmp_path: Path, semitones: float, name: str
) -> None:
    rendered = render(song, tmp_path, Pitch(semitones))

    assert rendered.metrics["semitones"] == pytest.approx(semitones, abs=0.1)
    assert rendered.metrics["key"] == name
    assert rendered.metrics["duration_s"] == pytest.approx(12.0, abs=0.05)


def test_a_tempo_in_bpm_is_reached_from_the_source_s_own(song: Path, tmp_path: Path) -> None:
    rendered = render(song, tmp_path, Bpm(110.0))

    assert rendered.metrics["tempo_bpm"] == pytest.approx(110.0, rel=0.005)
    assert rendered.steps[0]["params"]["ratio"] == pytest.approx(1.1, rel=0.002)


def test_the_same_seed_gives_the_same_bytes(song: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    recipe = (Tempo(0.9), Reverb(0.3, 1.0), Drums("lofi", -6.0))

    first, again = (render(song, folder, *recipe, seed=7) for folder in folders[:2])
    other = render(song, folders[2], *recipe, seed=8)

    for name in ("master.flac", "delivery.opus"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()
    assert first == Rendered(first.master, first.delivery, again.sha256, again.pcm_sha256, again.steps, again.metrics,
                             again.disclosure, again.self_check)  # fmt: skip
    assert other.pcm_sha256 != first.pcm_sha256


def test_hashes_name_the_master_that_was_written(song: Path, tmp_path: Path) -> None:
    rendered = render(song, tmp_path, Tempo(1.1))

    assert rendered.sha256 == hashlib.sha256((tmp_path / "master.flac").read_bytes()).hexdigest()
    assert rendered.pcm_sha256 == pcm_hash(master(rendered))


def test_a_low_pass_takes_the_highs_and_a_high_pass_the_lows(song: Path, tmp_path: Path) -> None:
    low = _share_above(master(render(song, tmp_path, Filter("lowpass", 500.0))), 1500.0)
    high = _share_above(master(render(song, tmp_path, Filter("highpass", 1500.0))), 1000.0)

    assert low < 0.001
    assert high > 0.9


def test_a_reverb_rings_on_after_the_end(song: Path, tmp_path: Path) -> None:
    audio = master(render(song, tmp_path, Reverb(0.4, 2.0)))

    assert audio.seconds == pytest.approx(14.0, abs=0.05)
    assert np.abs(audio.samples[int(12.2 * audio.rate) : int(12.5 * audio.rate)]).max() > 0.003


def test_fades_begin_and_end_in_silence(song: Path, tmp_path: Path) -> None:
    audio = master(render(song, tmp_path, Fade(2.0, 3.0)))

    assert np.abs(audio.samples[:2000]).max() < 0.01
    assert np.abs(audio.samples[-2000:]).max() < 0.01


def test_another_loudness_can_be_asked_for(song: Path, tmp_path: Path) -> None:
    assert loudness(master(render(song, tmp_path, Loudness(-20.0)))).lufs == pytest.approx(-20.0, abs=0.5)


def test_a_grid_is_refused_where_no_beat_is_steady(wandering: Path, tmp_path: Path) -> None:
    for style in ("lofi", "house", "dnb", "rock"):
        with pytest.raises(Invalid) as refusal:
            engine().render(preset(style), wandering, {}, 7, tmp_path)
        assert refusal.value.code == "beat_unsteady"
    assert not (tmp_path / "master.flac").exists()


def test_a_known_tempo_does_not_make_a_beat_steady(wandering: Path) -> None:
    analysis = engine().analyse(wandering, SourceFacts(bpm=100.0))

    assert isinstance(engine().plan(preset("house"), analysis), Unsupported)
    assert engine().plan(preset("slowed"), analysis) == preset("slowed")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared recordings are not on this machine")
def test_a_grid_is_refused_on_a_rubato_orchestra(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        engine().render(preset("house"), SHARED / "hungarian_dance_5.ogg", {}, 7, tmp_path)

    assert refusal.value.code == "beat_unsteady"


def test_a_render_that_breaks_its_promise_is_not_delivered(
    song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selfcheck, "LUFS_TOLERANCE", -1.0)

    rendered = render(song, tmp_path, Tempo(1.1))

    assert rendered.self_check == [f"Loudness is {rendered.metrics['lufs']} LUFS; -14.0 was asked."]
    assert (rendered.master, rendered.delivery, rendered.sha256) == (None, None, "")
    assert not (tmp_path / "master.flac").exists()


def test_muting_every_stem_fails_as_silent(song: Path, tmp_path: Path) -> None:
    rendered = render(song, tmp_path, *(Stem(name, None) for name in ("vocals", "drums", "bass", "other")))

    assert "The render is silent." in rendered.self_check


def test_progress_rises_to_the_end_in_words(song: Path, tmp_path: Path) -> None:
    heard: list[tuple[float, str]] = []

    engine().render(
        preset("karaoke"), song, {}, 7, tmp_path, on_progress=lambda part, words: heard.append((part, words))
    )

    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert all(words for _, words in heard)


@pytest.mark.parametrize("after", [0, 2, 4])
def test_cancelling_stops_the_render_and_leaves_nothing(
    song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    temporary, out = tmp_path / "tmp", tmp_path / "out"
    temporary.mkdir()
    out.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    asked = iter([False] * after)

    with pytest.raises(CancelledError):
        engine().render(preset("slowed"), song, {}, 7, out, cancelled=lambda: next(asked, True))

    assert list(temporary.iterdir()) == []
    assert list(out.iterdir()) == []


def test_a_short_mono_source_at_8_khz_renders_too(tmp_path: Path) -> None:
    encode(Audio(signals.band(100.0, 4.0).samples[::5, :1], 8820), tmp_path / "old.flac", "flac")

    rendered = engine().render(preset("slowed"), tmp_path / "old.flac", {}, 7, tmp_path)

    assert master(rendered).channels == 1


def _share_above(audio: Audio, hertz: float) -> float:
    power = np.abs(np.fft.rfft(audio.mono())) ** 2
    frequencies = np.fft.rfftfreq(audio.frames, 1 / audio.rate)
    return float(power[frequencies > hertz].sum() / power.sum())
