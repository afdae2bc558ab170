"""`separate FILE --out DIR`: WAV files, the method and its grade, for anyone with a recording."""

import json
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.engines.audio import decode, encode
from rightsdesk.generation.__main__ import main
from tests.generation import signals


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sources") / "short.flac"
    encode(signals.band(100.0, 3.0), path, "flac")
    return path


def test_it_writes_four_stems_that_sum_to_the_recording_and_says_their_grade(
    short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a new folder"

    assert main(["separate", str(short), "--out", str(out), "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert (said["grade"], said["steps"][0]["step"]) == ("preview", "separate")
    assert "median" in said["method"]
    assert sorted(path.name for path in out.iterdir()) == ["bass.wav", "drums.wav", "other.wav", "vocals.wav"]
    total = sum(decode(Path(path)).samples for path in said["stems"].values())
    assert np.abs(total - decode(short).samples).max() < 1e-4


def test_it_refuses_what_is_no_sound_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.flac").write_bytes(b"hello " * 1000)

    assert main(["separate", str(tmp_path / "a.flac"), "--out", str(tmp_path / "out")]) == 1

    assert capsys.readouterr().err == "The file holds no audio that can be read.\n"
