"""What people send to the generation service instead of a song: each gets a typed answer in bounded time and memory,
and nothing is left in the temporary folder."""

import subprocess
import tempfile
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Drums, Filter, Recipe
from rightsdesk.engines.audio import Audio, decode, encode
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.contract import Source
from tests.generation import signals

SPEECH = Path(__file__).parents[3] / "shared" / "audio" / "speech" / "speakers"
with_speech = pytest.mark.skipif(not SPEECH.exists(), reason="the shared recordings are not on this machine")
FILTERED = Recipe((Filter("lowpass", 3000.0),))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of our own, so that leftovers can be seen."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def flac(path: Path, samples: np.ndarray, rate: int = signals.RATE) -> Path:
    encode(Audio(np.ascontiguousarray(samples, dtype=np.float32), rate), path, "flac")
    return path


def silent(folder: Path) -> Path:
    return flac(folder / "a.flac", np.zeros((5 * signals.RATE, 2)))


def a_third_of_a_second(folder: Path) -> Path:
    return flac(folder / "a.flac", signals.band(100.0, 0.3).samples)


def not_numbers(folder: Path) -> Path:
    samples = signals.band(100.0, 4.0).samples.copy()
    samples[1000] = np.nan
    soundfile.write(folder / "a.wav", samples, signals.RATE, subtype="FLOAT")
    return folder / "a.wav"


def a_cover_image(folder: Path) -> Path:
    picture = ["-f", "lavfi", "-i", "testsrc", "-frames:v", "1", "-c:v", "mjpeg", "-f", "image2"]
    subprocess.run(["ffmpeg", "-v", "error", *picture, str(folder / "cover.jpg")], check=True)
    return (folder / "cover.jpg").rename(folder / "a.mp3")


def three_hours(folder: Path) -> Path:
    """A file of holes: two gigabytes that take no room on the disk."""
    path = folder / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        file.writeframes(b"")
    size = 3 * 3600 * 44_100 * 4
    with path.open("r+b") as raw:
        raw.truncate(44 + size)
        for place, value in ((4, 36 + size), (40, size)):
            raw.seek(place)
            raw.write(value.to_bytes(4, "little"))
    return path


def ten_hours_in_a_few_kilobytes(folder: Path) -> Path:
    """Written to a pipe: its header does not say how long it is."""
    source = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:n=65535", "-t", "36000"]
    coarse = ["-compression_level", "0", "-frame_size", "65535", "-f", "flac", "pipe:1"]
    with (folder / "a.flac").open("wb") as sink:
        subprocess.run(["ffmpeg", "-v", "error", *source, *coarse], check=True, stdout=sink)
    return folder / "a.flac"


def a_rate_no_machine_has(folder: Path) -> Path:
    """A header that asks for four billion samples a second."""
    path = folder / "a.wav"
    soundfile.write(path, signals.band(100.0, 2.0).samples, signals.RATE, subtype="PCM_16")
    content = bytearray(path.read_bytes())
    content[24:28] = (4_000_000_000).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    return path


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (silent, "audio_silent"),
        (a_third_of_a_second, "audio_too_short"),
        (not_numbers, "audio_nan"),
        (a_cover_image, "audio_not_audio"),
        (three_hours, "audio_too_long"),
        (ten_hours_in_a_few_kilobytes, "audio_too_long"),
        (a_rate_no_machine_has, "audio_not_audio"),
    ],
)
def test_each_is_refused_by_every_verb_and_nothing_stays(
    tmp_path: Path, temporary: Path, made: Callable[[Path], Path], code: str
) -> None:
    source, out = Source(made(tmp_path)), tmp_path / "out"
    out.mkdir()
    started = time.monotonic()

    for verb in (
        lambda: engine().analyse(source),
        lambda: engine().separate(source, ("vocals",), out),
        lambda: engine().render(FILTERED, source, 7, out),
    ):
        with pytest.raises(Invalid) as refusal:
            verb()
        assert refusal.value.code == code
        assert refusal.value.message.endswith(".")

    assert time.monotonic() - started < 60
    assert [*temporary.iterdir(), *out.iterdir()] == []


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(signals.band(100.0, 3.0).samples[:, :1], id="mono"),
        pytest.param(np.clip(signals.band(100.0, 3.0).samples * 30, -1, 1), id="clipped"),
        pytest.param(np.clip(signals.band(100.0, 3.0).samples * 0.3 + 0.5, -1, 1), id="direct current"),
        pytest.param(signals.band(100.0, 3.0).samples * 0.1, id="faint"),
    ],
)
def test_poor_recordings_are_made_into_good_files(
    tmp_path: Path, temporary: Path, samples: np.ndarray
) -> None:
    source = Source(flac(tmp_path / "a.flac", samples))

    made = engine().render(FILTERED, source, 7, tmp_path)

    assert made.self_check == []
    heard = decode(made.files["flac"])
    assert np.abs(heard.samples).max() <= 0.9
    assert abs(float(heard.samples.mean())) < 0.01
    assert list(temporary.iterdir()) == []


def test_a_telephone_line_is_taken_apart_too(tmp_path: Path, temporary: Path) -> None:
    narrow = signals.band(100.0, 3.0).samples[::5][: 8_000 * 3]
    source = Source(flac(tmp_path / "a.flac", narrow, 8_000))

    apart = engine().separate(source, ("vocals", "drums"), tmp_path)

    assert sorted(apart.files) == ["drums", "vocals"]
    assert decode(apart.files["drums"]).rate == 8_000
    assert list(temporary.iterdir()) == []


@with_speech
def test_speech_is_allowed_but_gets_no_drums(tmp_path: Path, temporary: Path) -> None:
    spoken = decode(min(SPEECH.glob("*/*.flac")), max_seconds=60.0)
    source = Source(flac(tmp_path / "a.flac", spoken.samples, spoken.rate))

    filtered = engine().render(FILTERED, source, 7, tmp_path)
    with pytest.raises(Invalid) as refusal:
        engine().render(Recipe((Drums("house", -6.0),)), source, 7, tmp_path)

    assert filtered.self_check == []
    assert refusal.value.code == "beat_unsteady"
    assert list(temporary.iterdir()) == []
