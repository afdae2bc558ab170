"""Audio that is what it says it is: read, measured, written, and the same again."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rightsdesk.engines.audio import Audio, decode, encode, loudness, pcm_hash, peaks, probe

RATE = 48_000


def sine(hertz: float = 997.0, level: float = 0.5, seconds: float = 3.0, channels: int = 2) -> Audio:
    wave = level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)
    return Audio(np.repeat(wave[:, None], channels, axis=1).astype(np.float32), RATE)


def test_a_flac_master_gives_back_every_sample(tmp_path: Path) -> None:
    audio = sine()

    encode(audio, tmp_path / "a.flac", "flac")
    again = decode(tmp_path / "a.flac")

    assert pcm_hash(again) == pcm_hash(audio)
    assert np.abs(again.samples - audio.samples).max() <= 2**-24


@pytest.mark.parametrize("form", ["flac", "opus"])
def test_the_same_samples_make_the_same_bytes(tmp_path: Path, form: str) -> None:
    encode(sine(), tmp_path / "a", form)
    encode(sine(), tmp_path / "b", form)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_opus_delivery_is_as_long_as_its_master(tmp_path: Path) -> None:
    encode(sine(), tmp_path / "a.opus")
    declared, audio = probe(tmp_path / "a.opus"), decode(tmp_path / "a.opus")

    assert (declared.codec, declared.rate, declared.channels) == ("opus", 48_000, 2)
    assert audio.seconds == pytest.approx(3.0, abs=0.01)


def test_nothing_is_left_beside_what_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    encode(sine(), folder / "a.opus")

    assert [path.name for path in folder.iterdir()] == ["a.opus"]


def test_bytes_are_read_like_files(tmp_path: Path) -> None:
    encode(sine(), tmp_path / "a.flac", "flac")

    assert pcm_hash(decode((tmp_path / "a.flac").read_bytes())) == pcm_hash(decode(tmp_path / "a.flac"))


def test_it_resamples_and_mixes_down_when_asked(tmp_path: Path) -> None:
    encode(sine(), tmp_path / "a.flac", "flac")

    audio = decode(tmp_path / "a.flac", rate=16_000, mono=True)

    assert (audio.rate, audio.channels) == (16_000, 1)
    assert audio.seconds == pytest.approx(3.0, abs=0.01)


@pytest.mark.parametrize("suffix", ["mp3", "m4a", "wav", "ogg"])
def test_it_reads_what_people_have(tmp_path: Path, suffix: str) -> None:
    encode(sine(), tmp_path / "a.flac", "flac")
    target = tmp_path / f"a.{suffix}"
    subprocess.run(["ffmpeg", "-v", "error", "-i", tmp_path / "a.flac", target], check=True)

    assert decode(target).seconds == pytest.approx(3.0, abs=0.06)


def test_192_khz_in_eight_channels_becomes_48_khz_in_two(tmp_path: Path) -> None:
    noise = 0.1 * np.random.default_rng(1).standard_normal((192_000 * 3, 8))
    soundfile.write(tmp_path / "a.wav", noise.astype(np.float32), 192_000, subtype="FLOAT")

    audio = decode(tmp_path / "a.wav")

    assert (audio.rate, audio.channels) == (48_000, 2)
    assert audio.seconds == pytest.approx(3.0, abs=0.01)


@pytest.mark.parametrize("name", ["-i.flac", "http:x.flac", "a b'c\".flac", "ä|b.flac"])
def test_a_strange_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    encode(sine(), tmp_path / name, "flac")

    assert decode(tmp_path / name).seconds == 3.0


def test_loudness_is_that_of_the_standard() -> None:
    """EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS measures -23 LUFS."""
    measured = loudness(sine(1000.0, 10 ** (-23 / 20), seconds=20.0))

    assert measured.lufs == pytest.approx(-23.0, abs=0.1)
    assert measured.true_peak_dbtp == pytest.approx(-23.0, abs=0.2)


def test_true_peaks_lie_between_samples() -> None:
    """EBU Tech 3341, case 16: a sine at a quarter of the rate, sampled 45 degrees off its crests."""
    phase = 2 * np.pi * 0.25 * np.arange(RATE) + np.pi / 4
    audio = Audio((0.5 * np.sin(phase))[:, None].astype(np.float32), RATE)

    assert loudness(audio).true_peak_dbtp == pytest.approx(-6.0, abs=0.3)
    assert np.abs(audio.samples).max() == pytest.approx(0.354, abs=0.001)


@pytest.mark.parametrize("seconds", [0.01, 0.3, 2.0])
def test_silence_has_a_floor_and_no_infinity(seconds: float) -> None:
    audio = Audio(np.zeros((int(seconds * RATE), 2), dtype=np.float32), RATE)

    assert (loudness(audio).lufs, loudness(audio).true_peak_dbtp) == (-70.0, -120.0)


def test_peaks_draw_the_shape_of_the_sound() -> None:
    quiet_then_loud = np.concatenate([sine(level=0.25).samples, sine(level=1.0).samples])

    drawn = peaks(Audio(quiet_then_loud, RATE), columns=100)

    assert len(drawn) == 100
    assert drawn[10] == 64
    assert drawn[90] == 255
    assert peaks(Audio(np.zeros((0, 2), dtype=np.float32), RATE), columns=3) == [0, 0, 0]
    assert len(peaks(sine(seconds=0.001), columns=800)) == 800


def test_the_hash_knows_rate_channels_and_every_sample() -> None:
    audio = sine()
    changed = audio.samples.copy()
    changed[1000, 0] += 2**-20

    others = {
        pcm_hash(Audio(changed, RATE)),
        pcm_hash(Audio(audio.samples, 44_100)),
        pcm_hash(sine(channels=1)),
    }

    assert pcm_hash(audio) not in others
    assert len(others) == 3
