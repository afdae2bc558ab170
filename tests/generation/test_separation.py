"""Stems: exact sums, a better-than-nothing separation, and the label's own stems where there are any."""

from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import STEMS, Loudness, Recipe, Stem
from rightsdesk.engines.audio import Audio, decode, encode
from rightsdesk.generation import separation
from rightsdesk.generation.builtin import engine
from tests.generation import signals

ONE = np.float32(1.0)


def likeness(wanted: np.ndarray, heard: np.ndarray) -> float:
    """Scale-invariant signal-to-distortion ratio in dB (Le Roux et al., 2019)."""
    target = wanted * (np.vdot(heard, wanted) / np.vdot(wanted, wanted))
    return float(10 * np.log10(np.vdot(target, target) / np.vdot(heard - target, heard - target)))


def test_all_stems_together_are_the_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separation, "_CHUNK_SECONDS", 3.0)
    mix = signals.band(100.0, 8.0)

    whole = separation.remixed(mix, dict.fromkeys(STEMS, ONE))

    assert np.abs(whole - mix.samples).max() < 1e-5


def test_pieces_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    mix = signals.band(100.0, 8.0)
    at_once = separation.remixed(mix, {"drums": ONE})
    monkeypatch.setattr(separation, "_CHUNK_SECONDS", 3.0)

    in_pieces = separation.remixed(mix, {"drums": ONE})

    assert likeness(at_once, in_pieces) > 20


def test_hits_go_to_the_drums_and_a_singing_tone_to_the_vocals() -> None:
    hits, sung = signals.clicks(100.0, 10.0).samples * 0.5, signals.voice(10.0, "D").samples
    harmony = signals.chords("D", True, 10.0, each=2.4).samples
    mix = Audio(hits + sung + harmony, signals.RATE)

    drums, vocals = (separation.remixed(mix, {name: ONE}) for name in ("drums", "vocals"))

    assert likeness(hits, drums) > likeness(hits, mix.samples) + 6
    assert likeness(sung, vocals) > likeness(sung, mix.samples) + 3


def test_our_own_separation_says_that_it_is_preview_grade(song: Path, tmp_path: Path) -> None:
    rendered = engine().render(Recipe((Stem("vocals", None),)), song, {}, 7, tmp_path)

    assert rendered.steps[0]["step"] == "separate"
    assert rendered.steps[0]["grade"] == "preview"
    assert rendered.steps[1]["params"] == {"gain_db": {"vocals": None}, "origin": "separated"}


@pytest.mark.parametrize("supplied", [["vocals"], ["drums", "bass", "other"], list(STEMS)])
def test_the_label_s_stems_are_used_when_they_suffice(tmp_path: Path, supplied: list[str]) -> None:
    parts = {
        "vocals": signals.voice(6.0, "D").samples,
        "drums": signals.clicks(100.0, 6.0).samples * 0.3,
        "bass": signals.chords("D", True, 6.0).samples * 0.3,
        "other": signals.chords("D", True, 6.0).samples * 0.5,
    }
    for name, samples in (*parts.items(), ("mix", sum(parts.values()))):
        encode(Audio(np.asarray(samples, dtype=np.float32), signals.RATE), tmp_path / f"{name}.flac", "flac")
    stems = {name: tmp_path / f"{name}.flac" for name in supplied}

    rendered = engine().render(
        Recipe((Stem("vocals", None), Loudness(-26.0))), tmp_path / "mix.flac", stems, 7, tmp_path
    )

    assert rendered.steps[0] == {
        **rendered.steps[0],
        "step": "stems",
        "params": {"gain_db": {"vocals": None}, "origin": "label"},
    }
    assert rendered.master is not None
    backing = parts["drums"] + parts["bass"] + parts["other"]
    assert likeness(backing, decode(rendered.master).samples) > 20


def test_a_stem_of_another_length_is_refused(song: Path, tmp_path: Path) -> None:
    encode(signals.voice(3.0, "D"), tmp_path / "vocals.flac", "flac")

    with pytest.raises(Invalid) as refusal:
        engine().render(
            Recipe((Stem("vocals", None),)), song, {"vocals": tmp_path / "vocals.flac"}, 7, tmp_path
        )

    assert refusal.value.code == "stem_length"
