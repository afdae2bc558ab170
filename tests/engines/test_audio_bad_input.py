"""What people and attackers send instead of audio: each is refused in words, in bounded time, and leaves nothing."""

import resource
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import Audio, decode, encode


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of our own, so that leftovers can be seen."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def music(path: Path, form: str = "flac") -> bytes:
    noise = 0.1 * np.random.default_rng(2).standard_normal((48_000 * 6, 2))
    encode(Audio(noise.astype(np.float32), 48_000), path, form)
    return path.read_bytes()


def lavfi(source: str, *options: str) -> bytes:
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, *options, "pipe:1"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def refused(path: Path, content: bytes, temporary: Path) -> str:
    """The code of the refusal, after seeing that it was quick, said in a sentence, and left nothing behind."""
    path.write_bytes(content)
    started = time.monotonic()
    with pytest.raises(Invalid) as refusal:
        decode(path)
    with pytest.raises(Invalid) as from_bytes:
        decode(content)
    assert time.monotonic() - started < 20
    assert refusal.value.message.endswith(".")
    assert from_bytes.value.code == refusal.value.code
    assert list(temporary.iterdir()) == []
    return refusal.value.code


def test_zero_bytes_are_empty(tmp_path: Path, temporary: Path) -> None:
    assert refused(tmp_path / "a.flac", b"", temporary) == "audio_empty"


def test_a_text_named_flac_is_not_audio(tmp_path: Path, temporary: Path) -> None:
    assert refused(tmp_path / "a.flac", b"once upon a time\n" * 5000, temporary) == "audio_not_audio"


def test_random_bytes_are_not_audio(tmp_path: Path, temporary: Path) -> None:
    noise = np.random.default_rng(3).bytes(200_000)

    assert refused(tmp_path / "a.mp3", noise, temporary) == "audio_not_audio"


@pytest.mark.parametrize("codec", ["png", "mjpeg"])
def test_a_cover_image_is_not_audio(tmp_path: Path, temporary: Path, codec: str) -> None:
    cover = lavfi("testsrc", "-frames:v", "1", "-c:v", codec, "-f", "image2pipe")

    assert refused(tmp_path / "cover.mp3", cover, temporary) == "audio_not_audio"


@pytest.mark.parametrize("text", ["#EXTM3U\n#EXTINF:5,\n{0}\n", "ffconcat version 1.0\nfile '{0}'\n"])
def test_a_playlist_reads_no_other_file(tmp_path: Path, temporary: Path, text: str) -> None:
    music(tmp_path / "secret.flac")
    playlist = text.format(tmp_path / "secret.flac").encode()

    assert refused(tmp_path / "a.m3u8", playlist, temporary) == "audio_not_audio"


@pytest.mark.parametrize("form", ["flac", "opus"])
def test_half_a_file_is_corrupt(tmp_path: Path, temporary: Path, form: str) -> None:
    whole = music(tmp_path / "whole", form)

    assert refused(tmp_path / "half", whole[: len(whole) // 2], temporary) == "audio_corrupt"


def test_a_file_with_a_hole_is_corrupt(tmp_path: Path, temporary: Path) -> None:
    whole = bytearray(music(tmp_path / "whole"))
    whole[20_000:24_000] = np.random.default_rng(4).bytes(4000)

    assert refused(tmp_path / "hole.flac", bytes(whole), temporary) == "audio_corrupt"


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_no_numbers_are_refused(tmp_path: Path, temporary: Path, value: float) -> None:
    samples = np.full((48_000, 1), 0.1, dtype=np.float32)
    samples[20_000] = value
    soundfile.write(tmp_path / "a.wav", samples, 48_000, subtype="FLOAT")

    assert refused(tmp_path / "a.wav", (tmp_path / "a.wav").read_bytes(), temporary) == "audio_nan"


def test_more_than_eight_channels_are_refused(tmp_path: Path, temporary: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros((48_000, 10), dtype=np.float32), 48_000)

    assert (
        refused(tmp_path / "a.wav", (tmp_path / "a.wav").read_bytes(), temporary) == "audio_too_many_channels"
    )


@pytest.mark.parametrize("target", ["file", "pipe"])
def test_ten_hours_of_silence_are_refused_unheard(tmp_path: Path, temporary: Path, target: str) -> None:
    """A file of kilobytes that unpacks to gigabytes; written to a pipe, its header does not even say how long it is."""
    source = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:n=65535", "-t", "36000"]
    coarse = ["-compression_level", "0", "-frame_size", "65535", "-f", "flac", "-y"]
    named = tmp_path / "silence.flac"
    with named.open("wb") as sink:
        to = "pipe:1" if target == "pipe" else str(named)
        subprocess.run(["ffmpeg", "-v", "error", *source, *coarse, to], check=True, stdout=sink)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert refused(tmp_path / "a.flac", named.read_bytes(), temporary) == "audio_too_long"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_a_caller_may_set_a_lower_limit(tmp_path: Path) -> None:
    music(tmp_path / "a.flac")

    with pytest.raises(Invalid) as refusal:
        decode(tmp_path / "a.flac", max_seconds=3.0)

    assert (refusal.value.code, refusal.value.facts) == ("audio_too_long", {"seconds": 6.0, "most": 3.0})
