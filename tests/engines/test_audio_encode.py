"""Every form a render goes out in: bit-exact, as long as its master, and nothing else beside it."""

from pathlib import Path

import numpy as np
import pytest

from rightsdesk.engines.audio import Audio, decode, encode, pcm_hash, probe
from rightsdesk.engines.audio_encode import LOSSLESS, LOSSY

FORMATS = (*LOSSLESS, *LOSSY)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def sound(rate: int = 44_100, channels: int = 2, seconds: float = 1.5) -> Audio:
    time = np.arange(int(seconds * rate)) / rate
    wave = 0.4 * np.sin(2 * np.pi * 330 * time) + 0.2 * np.sin(2 * np.pi * 1760 * time)
    return Audio(np.repeat(wave[:, None], channels, axis=1).astype(np.float32), rate)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_samples_make_the_same_bytes(out: Path, form: str) -> None:
    encode(sound(), out / f"a.{form}", form)
    encode(sound(), out / f"b.{form}", form)

    assert (out / f"a.{form}").read_bytes() == (out / f"b.{form}").read_bytes()
    assert sorted(path.name for path in out.iterdir()) == [f"a.{form}", f"b.{form}"]


@pytest.mark.parametrize("form", FORMATS)
def test_no_silence_is_added_before_the_music(tmp_path: Path, form: str) -> None:
    encode(sound(48_000), tmp_path / f"a.{form}", form)

    heard = decode(tmp_path / f"a.{form}")
    both = heard.mono()[4_000:40_000] @ sound(48_000).mono()[4_000:40_000]
    alone = sound(48_000).mono()[4_000:40_000]
    assert heard.seconds == pytest.approx(1.5, abs=0.025)
    assert both / (alone @ alone) == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("form", LOSSLESS)
def test_a_master_gives_back_every_sample(tmp_path: Path, form: str) -> None:
    encode(sound(), tmp_path / f"a.{form}", form)

    assert pcm_hash(decode(tmp_path / f"a.{form}")) == pcm_hash(sound())


@pytest.mark.parametrize(
    ("form", "codec", "rate"), [("opus", "opus", 48_000), ("m4a", "aac", 44_100), ("mp3", "mp3", 44_100)]
)
@pytest.mark.parametrize(("given", "channels"), [(8_820, 1), (22_050, 2)])
def test_any_rate_goes_out_at_one_that_players_know(
    tmp_path: Path, form: str, codec: str, rate: int, given: int, channels: int
) -> None:
    encode(sound(given, channels), tmp_path / f"a.{form}", form)

    declared = probe(tmp_path / f"a.{form}")
    assert (declared.codec, declared.channels) == (codec, channels)
    assert declared.rate == (rate if given == 22_050 else 48_000)


def test_an_unknown_format_is_refused_and_nothing_is_written(out: Path) -> None:
    with pytest.raises(ValueError, match="unknown audio format: ogg"):
        encode(sound(), out / "a.ogg", "ogg")

    assert list(out.iterdir()) == []
