"""Which stems a render works on: the label's own where they suffice, else our own separation, which says what it is."""

from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import STEMS
from rightsdesk.engines.audio import Audio, encode
from rightsdesk.generation.rendering.mixing import energy_left, mixed
from rightsdesk.generation.rendering.stems import Stems, default_separator
from tests.generation import signals

PARTS = {
    "vocals": signals.voice(4.0, "D").samples,
    "drums": signals.clicks(100.0, 4.0).samples * 0.3,
    "bass": signals.chords("D", True, 4.0).samples * 0.3,
    "other": signals.chords("A", True, 4.0).samples * 0.5,
}
MIX = Audio(np.asarray(sum(PARTS.values()), dtype=np.float32), signals.RATE)
NO_VOCALS = {"vocals": None}


def stems(folder: Path, *supplied: str) -> Stems:
    for name in supplied:
        encode(Audio(PARTS[name].astype(np.float32), signals.RATE), folder / f"{name}.flac", "flac")
    files = {name: folder / f"{name}.flac" for name in supplied}
    return Stems(MIX, files, default_separator(), lambda share: None, lambda: False)


@pytest.mark.parametrize("supplied", [["vocals"], ["drums", "bass", "other"], list(STEMS)])
def test_the_label_s_stems_are_used_when_they_suffice(tmp_path: Path, supplied: list[str]) -> None:
    given = stems(tmp_path, *supplied)

    backing, said = mixed(given, NO_VOCALS)

    assert said["params"] == {"gain_db": NO_VOCALS, "origin": "label"}
    assert given.steps == []
    assert np.abs(backing.samples - (MIX.samples - PARTS["vocals"])).max() < 1e-5


def test_our_own_separation_says_that_it_is_preview_grade(tmp_path: Path) -> None:
    given = stems(tmp_path, "drums")

    _, said = mixed(given, NO_VOCALS)

    assert said["params"]["origin"] == "separated"
    assert [(each["step"], each["grade"]) for each in given.steps] == [("separate", "preview")]


def test_a_raised_stem_is_raised_by_its_decibels(tmp_path: Path) -> None:
    louder, _ = mixed(stems(tmp_path, "drums"), {"drums": 6.0})

    assert np.abs(louder.samples - (MIX.samples + (10**0.3 - 1) * PARTS["drums"])).max() < 1e-5


def test_a_stem_of_another_length_is_refused(tmp_path: Path) -> None:
    encode(signals.voice(2.0, "D"), tmp_path / "vocals.flac", "flac")
    given = Stems(MIX, {"vocals": tmp_path / "vocals.flac"}, default_separator(), print, lambda: False)

    with pytest.raises(Invalid) as refusal:
        mixed(given, NO_VOCALS)

    assert refusal.value.code == "stem_length"


def test_what_is_left_of_each_stem_is_measured_on_the_mix(tmp_path: Path) -> None:
    given = stems(tmp_path, *STEMS)
    backing, _ = mixed(given, {"vocals": None, "drums": -6.0})

    left = energy_left(backing.samples, given, {"vocals": None, "drums": -6.0})

    assert left == {"vocals": 0.0, "drums": pytest.approx(0.2512, abs=0.001), "bass": 1.0, "other": 1.0}


def test_a_stem_that_does_not_fit_its_recording_is_found_out(tmp_path: Path) -> None:
    late = np.roll(PARTS["vocals"], 2000, axis=0).astype(np.float32)
    encode(Audio(late, signals.RATE), tmp_path / "vocals.flac", "flac")
    given = Stems(MIX, {"vocals": tmp_path / "vocals.flac"}, default_separator(), print, lambda: False)
    backing, _ = mixed(given, NO_VOCALS)

    left = energy_left(backing.samples, given, NO_VOCALS)["vocals"]

    assert left is not None
    assert left > 0.3


def test_nothing_is_taken_apart_only_to_be_measured(tmp_path: Path) -> None:
    given = stems(tmp_path, "drums", "bass", "other")
    backing, _ = mixed(given, NO_VOCALS)

    left = energy_left(backing.samples, given, NO_VOCALS)

    assert left == {"vocals": None, "drums": 1.0, "bass": 1.0, "other": 1.0}
    assert given.steps == []
