"""Renders do what their recipe says, say what they did, and do it again exactly."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import (
    Bpm,
    Drums,
    Loudness,
    Operation,
    Pitch,
    Recipe,
    Reverb,
    Stem,
    Tempo,
)
from rightsdesk.domain.styles import preset
from rightsdesk.engines.audio import Audio, decode, encode, loudness, pcm_hash
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.contract import CancelledError, Rendered, Request, Source, SourceFacts, Unsupported
from rightsdesk.generation.listening import spectra, tempo
from rightsdesk.generation.selfcheck import promises
from tests.generation import signals

SHARED = Path(__file__).parents[3] / "shared" / "audio" / "music"


def render(source: Path, folder: Path, *operations: Operation, seed: int = 7) -> Rendered:
    return engine().render(Recipe(operations), Source(source), seed, folder)


def master(rendered: Rendered) -> Audio:
    assert rendered.self_check == []
    return decode(rendered.files["flac"])


def test_the_delivery_stays_below_the_peak_ceiling_after_lossy_coding(song: Path, tmp_path: Path) -> None:
    recipe = Recipe((Drums("house", -3.0),))
    rendered = engine().render(recipe, Source(song), 7, tmp_path, ("opus", "m4a", "mp3"))

    for path in rendered.files.values():
        assert loudness(decode(path)).true_peak_dbtp <= -1.0


@pytest.mark.parametrize("ratio", [0.8])
def test_tempo_changes_by_exactly_the_ratio(song: Path, tmp_path: Path, ratio: float) -> None:
    """Measured twice: by the engine's own check, and here by a fresh analysis that knows nothing of the recipe."""
    rendered = render(song, tmp_path, Tempo(ratio))

    heard = tempo.tempo(spectra.onsets(spectra.at_analysis_rate(master(rendered))))
    octaves = [heard.bpm * octave / (100 * ratio) for octave in (0.5, 1, 2)]
    assert min(abs(octave - 1) for octave in octaves) < 0.005
    assert rendered.metrics["tempo_ratio"] == pytest.approx(ratio, rel=0.002)
    assert rendered.metrics["duration_s"] == pytest.approx(12 / ratio, abs=0.05)


@pytest.mark.parametrize(("semitones", "name"), [(-2.0, "C minor")])
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

    assert (folders[0] / "remix.flac").read_bytes() == (folders[1] / "remix.flac").read_bytes()
    assert first == replace(again, files=first.files)
    assert other.pcm_sha256 != first.pcm_sha256


def test_the_hash_of_the_samples_is_that_of_the_master_that_was_written(
    short_song: Path, tmp_path: Path
) -> None:
    rendered = render(short_song, tmp_path, Tempo(1.1))

    assert rendered.files == {"flac": tmp_path / "remix.flac"}
    assert rendered.pcm_sha256 == pcm_hash(master(rendered))


def test_another_loudness_can_be_asked_for(short_song: Path, tmp_path: Path) -> None:
    assert loudness(master(render(short_song, tmp_path, Loudness(-20.0)))).lufs == pytest.approx(
        -20.0, abs=0.5
    )


def test_a_grid_is_refused_where_no_beat_is_steady(wandering: Path, tmp_path: Path) -> None:
    for style in ("lofi", "house", "dnb", "rock"):
        with pytest.raises(Invalid) as refusal:
            engine().render(preset(style), Source(wandering), 7, tmp_path)
        assert refusal.value.code == "beat_unsteady"
    assert not (tmp_path / "remix.flac").exists()


def test_a_known_tempo_does_not_make_a_beat_steady(wandering: Path) -> None:
    analysis = engine().analyse(Source(wandering, SourceFacts(bpm=100.0)))

    assert isinstance(engine().plan(Request(preset("house"), analysis)), Unsupported)
    assert engine().plan(Request(preset("slowed"), analysis)) == preset("slowed")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared recordings are not on this machine")
def test_a_grid_is_refused_on_a_rubato_orchestra(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        engine().render(preset("house"), Source(SHARED / "hungarian_dance_5.ogg"), 7, tmp_path)

    assert refusal.value.code == "beat_unsteady"


def test_a_render_that_breaks_its_promise_is_not_delivered(
    short_song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "LUFS_TOLERANCE", -1.0)

    rendered = render(short_song, tmp_path, Tempo(1.1))

    assert rendered.self_check == [f"Loudness is {rendered.metrics['lufs']} LUFS; -14.0 was asked."]
    assert rendered.files == {}
    assert not (tmp_path / "remix.flac").exists()


def test_muting_every_stem_fails_as_silent(short_song: Path, tmp_path: Path) -> None:
    rendered = render(
        short_song, tmp_path, *(Stem(name, None) for name in ("vocals", "drums", "bass", "other"))
    )

    assert "The render is silent." in rendered.self_check


def test_progress_rises_to_the_end_in_words(short_song: Path, tmp_path: Path) -> None:
    heard: list[tuple[float, str]] = []

    engine().render(
        preset("karaoke"),
        Source(short_song),
        7,
        tmp_path,
        on_progress=lambda part, words: heard.append((part, words)),
    )

    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert all(words for _, words in heard)


@pytest.mark.parametrize("after", [0, 2, 4])
def test_cancelling_stops_the_render_and_leaves_nothing(
    short_song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    temporary, out = tmp_path / "tmp", tmp_path / "out"
    temporary.mkdir()
    out.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    asked = iter([False] * after)

    with pytest.raises(CancelledError):
        engine().render(preset("slowed"), Source(short_song), 7, out, cancelled=lambda: next(asked, True))

    assert list(temporary.iterdir()) == []
    assert list(out.iterdir()) == []


def test_a_short_mono_source_at_8_khz_renders_too(tmp_path: Path) -> None:
    encode(Audio(signals.band(100.0, 4.0).samples[::5, :1], 8820), tmp_path / "old.flac", "flac")

    rendered = engine().render(preset("slowed"), Source(tmp_path / "old.flac"), 7, tmp_path)

    assert master(rendered).channels == 1
