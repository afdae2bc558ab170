"""What is learned of a source is kept for later renders: bounded, shared between processes, never believed when damaged."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rightsdesk.domain.recipe import Echo, Operation, Pitch, Recipe, Stem
from rightsdesk.generation import cache as keeping
from rightsdesk.generation.builtin import BuiltinEngine
from rightsdesk.generation.cache import Cache
from rightsdesk.generation.contract import Rendered, Source
from rightsdesk.generation.rendering import stretch
from rightsdesk.generation.separation import PreviewSeparator

ROOT = Path(__file__).parents[2]
KARAOKE: tuple[Operation, ...] = (Stem("vocals", None), Pitch(2.0))


def samples(size: int = 1000) -> dict[str, Any]:
    return {"samples": np.arange(size, dtype=np.float32).reshape(-1, 2), "beats": np.arange(4.0)}


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    kept = Cache(tmp_path / "new")

    kept.put("a", {"rate": 44_100}, samples())

    entry = kept.get("a")
    assert entry is not None
    assert entry.facts == {"rate": 44_100}
    assert all((entry.arrays[name] == array).all() for name, array in samples().items())
    assert kept.get("b") is None


@pytest.mark.parametrize("place", [5, 30, 60, 2000, -3])
def test_a_damaged_file_is_a_miss(tmp_path: Path, place: int) -> None:
    kept = Cache(tmp_path)
    kept.put("a", {}, samples())
    content = bytearray((tmp_path / "a").read_bytes())
    content[place] ^= 0x55
    (tmp_path / "a").write_bytes(content)

    assert kept.get("a") is None


@pytest.mark.parametrize("length", [0, 10, 200, 3000])
def test_a_file_that_was_cut_short_is_a_miss(tmp_path: Path, length: int) -> None:
    kept = Cache(tmp_path)
    kept.put("a", {}, samples())
    os.truncate(tmp_path / "a", length)

    assert kept.get("a") is None


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    kept = Cache(folder, most_bytes=14_000)
    for age, name in enumerate(("a", "b", "c")):
        kept.put(name, {}, samples())
        os.utime(folder / name, (1000 + age, 1000 + age))
    assert kept.get("a") is not None

    kept.put("d", {}, samples())

    assert sorted(path.name for path in folder.iterdir()) == ["a", "c", "d"]
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 14_000


def test_what_a_killed_writer_left_is_swept_up_later(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    old, fresh = folder / ".part-old", folder / ".part-fresh"
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(old, (1000, 1000))

    Cache(folder).put("a", {}, samples())

    assert sorted(path.name for path in folder.iterdir()) == [".part-fresh", "a"]


def test_writers_killed_at_any_moment_leave_only_whole_entries(tmp_path: Path) -> None:
    code = (
        "import numpy, pathlib, sys; from rightsdesk.generation.cache import Cache\n"
        "kept = Cache(pathlib.Path(sys.argv[1])); print(flush=True)\n"
        "while True: kept.put('a', {}, {'s': numpy.ones(3_000_000)})"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    kept, found = Cache(tmp_path), []

    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    deadline = time.monotonic() + 20
    while not (tmp_path / "a").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    for writer in writers:
        found.append(kept.get("a"))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    found.append(kept.get("a"))

    assert all(entry is not None and (entry.arrays["s"] == 1).all() for entry in found)


def test_a_folder_that_cannot_be_written_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    kept = Cache(tmp_path / "file")
    kept.put("a", {}, samples())

    assert kept.get("a") is None


def test_keys_name_everything_they_are_made_of() -> None:
    one = keeping.key("stems", sha256="a", shape=[1, 2])

    assert one == keeping.key("stems", shape=[1, 2], sha256="a")
    assert len({one, keeping.key("heard", sha256="a", shape=[1, 2]), keeping.key("stems", sha256="b")}) == 3


def render(song: Path, folder: Path, cache: Cache | None, *operations: Operation) -> Rendered:
    folder.mkdir()
    return BuiltinEngine(cache=cache).render(Recipe(operations), Source(song), 7, folder)


def test_a_render_from_the_cache_has_the_same_bytes(
    short_song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Cache(tmp_path / "kept")
    without = render(short_song, tmp_path / "without", None, *KARAOKE)
    first = render(short_song, tmp_path / "first", kept, *KARAOKE)
    # Neither is needed a second time: without them nothing can be taken apart or stretched.
    monkeypatch.delattr(PreviewSeparator, "separate")
    monkeypatch.delattr(stretch, "run")

    again = render(short_song, tmp_path / "again", kept, *KARAOKE)
    other = render(short_song, tmp_path / "other", kept, *KARAOKE, Echo(0.5, 0.3, 0.4))

    assert without.files["flac"].read_bytes() == first.files["flac"].read_bytes()
    assert first.files["flac"].read_bytes() == again.files["flac"].read_bytes()
    assert json.dumps([first.steps, first.metrics]) == json.dumps([again.steps, again.metrics])
    assert other.pcm_sha256 != first.pcm_sha256


def test_stems_serve_another_tempo(short_song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Cache(tmp_path / "kept")
    render(short_song, tmp_path / "first", kept, Stem("vocals", None))
    monkeypatch.delattr(PreviewSeparator, "separate")

    other = render(short_song, tmp_path / "other", kept, Stem("vocals", None), Pitch(-2.0))

    assert [step["step"] for step in other.steps] == ["separate", "stems", "pitch", "loudness", "encode"]
