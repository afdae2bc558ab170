"""A place around the music: heard, softer than the music, not alone in a pause."""

import numpy as np
import pytest

from rightsdesk.domain.recipe import AMBIENCES, Ambience
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.mastering.meter import bin_energies, lufs
from rightsdesk.generation.playing import with_ambience

RATE = 22_050


def music(seconds: float = 5.0, channels: int = 2) -> Audio:
    wave = 0.2 * np.sin(2 * np.pi * 300 * np.arange(int(seconds * RATE)) / RATE)
    return Audio(np.repeat(wave[:, None], channels, axis=1).astype(np.float32), RATE)


def added(sound: str, gain_db: float, seed: int = 1, seconds: float = 5.0) -> Audio:
    audio = music(seconds)
    mixed = with_ambience(audio, Ambience(sound, gain_db), np.random.default_rng(seed))
    return Audio(mixed.samples - audio.samples, RATE)


@pytest.mark.parametrize("sound", AMBIENCES)
def test_it_is_as_loud_against_the_music_as_asked_but_never_louder(sound: str) -> None:
    level = lufs(bin_energies(music()))

    assert lufs(bin_energies(added(sound, -20.0))) - level == pytest.approx(-20.0, abs=0.1)
    assert lufs(bin_energies(added(sound, 12.0))) < level


@pytest.mark.parametrize("sound", AMBIENCES)
def test_it_is_the_same_for_the_same_seed_and_another_for_another(sound: str) -> None:
    one, again, other = (added(sound, -20.0, seed).samples for seed in (1, 1, 2))

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_a_texture_goes_on_after_its_loop_without_a_gap() -> None:
    heard = added("rain", -20.0, seconds=22.0).samples
    tenths = np.square(heard[: 210 * (RATE // 10)]).reshape(210, -1).mean(axis=1)

    assert tenths.min() > 0.2 * np.median(tenths)


def test_mono_stays_mono() -> None:
    mixed = with_ambience(music(2.0, channels=1), Ambience("vinyl", -20.0), np.random.default_rng(1))

    assert mixed.channels == 1
    assert mixed.frames == 2 * RATE
