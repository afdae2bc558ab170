"""Silence, clipping and scraps are named with their place; sound music is not."""

import numpy as np
import numpy.typing as npt

from rightsdesk.domain.quality import flaws

RATE = 8_000


def music(seconds: float = 20.0) -> npt.NDArray[np.float32]:
    time = np.arange(int(RATE * seconds)) / RATE
    return np.stack([0.5 * np.sin(1400 * time), 0.4 * np.sin(900 * time)], axis=1).astype(np.float32)


def codes(samples: npt.NDArray[np.float32]) -> list[str]:
    return [flaw.code for flaw in flaws(samples, RATE)]


def test_music_has_no_flaws() -> None:
    assert codes(music()) == []


def test_ten_seconds_of_silence_are_found_where_they_are() -> None:
    broken = music()
    broken[5 * RATE : 16 * RATE] = 0

    found = flaws(broken, RATE)

    assert [(flaw.code, flaw.start_s, flaw.end_s) for flaw in found] == [("silence", 5.0, 16.0)]


def test_a_pause_is_no_flaw() -> None:
    paused = music()
    paused[5 * RATE : 9 * RATE] = 0

    assert codes(paused) == []


def test_a_wave_cut_off_at_full_scale_is_clipped() -> None:
    assert codes(np.clip(music() * 4, -1, 1)) == ["clipping"]


def test_single_peaks_at_full_scale_are_not() -> None:
    peaky = music()
    peaky[::40] = 1.0

    assert codes(peaky) == []


def test_a_scrap_is_too_short() -> None:
    assert codes(music(1.9)) == ["too_short"]
    assert codes(music(0.0)) == ["too_short"]
