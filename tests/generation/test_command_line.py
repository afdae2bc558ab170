"""The command line, run as a person runs it: a file in, JSON out, sentences when it cannot."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rightsdesk.domain.recipe import from_json, recipe_hash
from rightsdesk.engines.audio import probe

METRICS = {
    "tempo_asked", "tempo_bpm", "semitones_asked", "semitones", "lufs", "true_peak_dbtp", "duration_s", "similarity",
    "energy_left", "clipped", "silence_s",
}  # fmt: skip
ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rightsdesk.generation", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)


def answer(*arguments: str | Path) -> dict[str, Any]:
    finished = run(*arguments, "--json")
    assert (finished.returncode, finished.stderr) == (0, "")
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def test_analyse_gives_each_fact_with_its_confidence(song: Path) -> None:
    facts = answer("analyse", song)

    assert facts["tempo_bpm"]["value"] == pytest.approx(100.0, rel=0.002)
    assert facts["key"]["value"] == "D minor"
    assert facts["duration_s"] == 12.0
    assert facts["sections"][0]["start_s"] == 0.0
    for name in ("tempo_bpm", "key", "downbeat_s", "lufs"):
        assert 0 <= facts[name]["confidence"] <= 1


def test_render_writes_the_file_and_says_everything_about_it(song: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.flac"

    said = answer("render", song, "--prompt", "slow lo-fi with rain, like Sade", "--seed", "7", "--out", out)

    assert said["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert said["recipe_sha256"] == recipe_hash(from_json(said["recipe"]))
    assert said["understood"] == ["slow", "lo-fi", "rain"]
    assert said["unsupported"] == []
    assert said["named_artists"] == ["Sade"]
    assert said["metrics"]["tempo_asked"] == pytest.approx(90.0, rel=0.005)
    assert (said["seed"], said["self_check"], said["disclosure"]["generative_ai"]) == (7, [], False)
    assert said["cpu_s"] > 0
    assert said["metrics"].keys() >= METRICS
    assert [step["step"] for step in said["steps"]][-2:] == ["loudness", "encode"]


def test_render_takes_a_second_song_a_cache_and_another_format(song: Path, tmp_path: Path) -> None:
    """What was learned of both is kept."""
    recipe = {"version": 2, "operations": [{"kind": "mashup", "take": "all", "gain_db": -3}]}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe))
    inputs = ["--recipe", tmp_path / "recipe.json", "--with", song, "--cache", tmp_path / "kept"]

    said = answer("render", song, *inputs, "--out", tmp_path / "out.opus")

    assert probe(tmp_path / "out.opus").codec == "opus"
    assert said["steps"][0]["params"]["tempo_ratio"] == 1.0
    assert {path.name.split("-")[0] for path in (tmp_path / "kept").iterdir()} == {"heard", "material"}


def test_it_never_gives_back_the_original_in_silence(song: Path, tmp_path: Path) -> None:
    finished = run("render", song, "--prompt", "xyzzy", "--out", tmp_path / "out.flac", "--json")

    assert finished.returncode == 1
    assert len(json.loads(finished.stdout)["error"]["facts"]["nearest_presets"]) == 3
    assert not (tmp_path / "out.flac").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--style", "lofi", "--out", "out.txt"], "unknown_format"),
        (["--style", "karaoke", "--stem", "guitar=x.wav", "--out", "out.flac"], "unknown_stem"),
        (["--recipe", "recipe.json", "--out", "out.flac"], "recipe_invalid"),
    ],
)
def test_what_cannot_be_done_has_a_code(song: Path, tmp_path: Path, arguments: list[str], code: str) -> None:
    (tmp_path / "recipe.json").write_text("{")
    placed = [tmp_path / word if word.endswith(("flac", "json", "txt")) else word for word in arguments]

    finished = run("render", song, *placed, "--json")

    assert finished.returncode == 1
    assert json.loads(finished.stdout)["error"]["code"] == code


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.flac", None, "There is no file"),
        ("empty.flac", b"", "The file is empty."),
        ("text.flac", b"hello " * 1000, "The file holds no audio that can be read."),
    ],
)
def test_it_says_what_is_wrong_in_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    finished = run("analyse", tmp_path / name)

    assert finished.returncode == 1
    assert finished.stderr.startswith(words)
    assert finished.stderr.count("\n") == 1


def test_it_needs_no_settings_and_starts_without_a_heavy_library() -> None:
    code = (
        "import sys, rightsdesk.generation.__main__; print({'scipy', 'librosa', 'torch'} & set(sys.modules))"
    )
    bare = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO", "DATABASE", "BROKER"))
    }

    finished = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=bare
    )

    assert (finished.stdout, finished.stderr) == ("set()\n", "")
