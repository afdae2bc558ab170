"""Every master is as loud as asked and stays under its ceiling, also after the lossy codecs."""

from pathlib import Path

import numpy as np
import pytest

from rightsdesk.engines.audio import Audio, decode, loudness
from rightsdesk.engines.audio_encode import LOSSY, encode
from rightsdesk.generation.mastering import CEILING_DBTP, MOST_CODED_DBTP, for_delivery, mastered
from rightsdesk.generation.mastering.meter import bin_energies, lufs
from tests.generation import signals


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def sparse(seconds: float = 6.0) -> Audio:
    """Drum-like: short bursts with high peaks and little between them."""
    audio = signals.clicks(120.0, seconds)
    quiet = 0.5 * signals.chords("D", True, seconds).samples[: audio.frames]
    return Audio(np.repeat(audio.samples * 2 + quiet, 2, axis=1), audio.rate)


@pytest.mark.parametrize("asked", [-24.0, -14.0, -9.0])
def test_a_song_comes_out_as_loud_as_asked_under_the_ceiling(asked: float) -> None:
    level = loudness(mastered(signals.band(100.0, 6.0), asked))

    assert level.lufs == pytest.approx(asked, abs=0.1)
    assert level.true_peak_dbtp <= CEILING_DBTP + 0.01


def test_high_and_few_peaks_are_limited_as_far_as_it_takes() -> None:
    level = loudness(mastered(sparse(), -14.0))

    assert level.lufs == pytest.approx(-14.0, abs=0.1)
    assert level.true_peak_dbtp <= CEILING_DBTP + 0.01


def test_what_fits_is_only_made_louder() -> None:
    song = signals.band(100.0, 4.0)

    master = mastered(song, -30.0)

    gains = master.samples[1000:-1000] / np.where(song.samples == 0, 1, song.samples)[1000:-1000]
    loud = np.abs(song.samples[1000:-1000]) > 0.01
    assert np.ptp(gains[loud]) < 1e-5


@pytest.mark.parametrize("seconds", [0.1, 0.3, 1.0])
def test_short_and_silent_audio_does_no_harm(seconds: float) -> None:
    assert not mastered(signals.silence(seconds), -14.0).samples.any()
    assert np.isfinite(mastered(signals.band(100.0, seconds), -14.0).samples).all()


def test_the_quick_meter_agrees_with_the_real_one() -> None:
    song = signals.band(100.0, 6.0)

    assert lufs(bin_energies(song)) == pytest.approx(loudness(song).lufs, abs=0.1)


def test_every_lossy_file_stays_under_minus_one_when_decoded(out: Path) -> None:
    made = for_delivery(sparse(3.0), -12.0, ("flac", "opus", "m4a", "mp3"), out)

    assert sorted(path.name for path in out.iterdir()) == [
        "remix.flac", "remix.m4a", "remix.mp3", "remix.opus",
    ]  # fmt: skip
    for form, path in made.files.items():
        heard = loudness(decode(path)).true_peak_dbtp
        assert heard <= MOST_CODED_DBTP < -1.0
        assert form not in LOSSY or heard == pytest.approx(made.true_peaks[form], abs=0.05)
    assert loudness(made.audio).lufs == pytest.approx(-12.0, abs=0.2)


def test_a_master_alone_leaves_room_for_every_codec(out: Path) -> None:
    made = for_delivery(signals.band(100.0, 4.0), -14.0, ("flac",), out, name="song")

    assert [path.name for path in out.iterdir()] == ["song.flac"]
    assert made.true_peaks == {}
    assert loudness(made.audio).true_peak_dbtp <= CEILING_DBTP + 0.05
    for codec in LOSSY:
        encode(made.audio, out / f"coded.{codec}", codec)
        assert loudness(decode(out / f"coded.{codec}")).true_peak_dbtp <= -1.0


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    files = [for_delivery(sparse(2.0), -14.0, ("flac", "opus"), tmp_path / n).files for n in ("a", "b")]

    for form in ("flac", "opus"):
        assert files[0][form].read_bytes() == files[1][form].read_bytes()
