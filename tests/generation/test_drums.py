"""The drum layer falls on the beats it is given, at a speed the pattern feels at home with, and follows the music."""

import numpy as np
import pytest

from rightsdesk.domain.recipe import PATTERNS as NAMES
from rightsdesk.domain.recipe import Drums
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.mastering.meter import bin_energies, lufs
from rightsdesk.generation.playing import with_drums
from rightsdesk.generation.playing.kits import KITS
from rightsdesk.generation.playing.patterns import PATTERNS
from rightsdesk.generation.playing.timing import FILL_EVERY, fitted, strokes

RATE = 22_050


def grid(bpm: float, seconds: float = 9.0) -> np.ndarray:
    beats: np.ndarray = np.arange(0.0, seconds, 60 / bpm)
    return beats


def tone(seconds: float = 9.0, level: float = 0.1, hertz: float = 500.0) -> Audio:
    wave = level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)
    return Audio(np.repeat(wave[:, None], 2, axis=1).astype(np.float32), RATE)


def layer(pattern: str, beats: np.ndarray, seed: int = 1, music: Audio | None = None, key: str = "") -> Audio:
    """What the drums add to a tone so faint that its ducking is not heard."""
    music = music or tone(level=1e-4)
    mixed = with_drums(music, Drums(pattern, 60.0), beats, 0, np.random.default_rng(seed), key)
    return Audio(mixed.samples, RATE)


def energy(audio: Audio, time: float, seconds: float = 0.04) -> float:
    start = max(0, int(time * RATE))
    return float(np.square(audio.samples[start : start + int(seconds * RATE)]).mean())


def test_every_pattern_a_recipe_may_name_is_written_for_voices_its_kit_has() -> None:
    assert set(PATTERNS) == set(KITS) == set(NAMES)
    for name, pattern in PATTERNS.items():
        bars = [bar for line in (*pattern.lines.values(), *pattern.fill.values()) for bar in line.split("|")]
        assert {len(bar) for bar in bars} == {16}
        assert {*pattern.lines, *pattern.fill} <= set(KITS[name])


def test_a_line_falls_on_its_sixteenths() -> None:
    line = strokes("9...5...........", None, grid(120, 4.4), 0, swing=0.0)

    assert [stroke.time for stroke in line] == pytest.approx([0.0, 0.5, 2.0, 2.5])
    assert [stroke.level for stroke in line] == pytest.approx([1.0, 5 / 9, 1.0, 5 / 9])


def test_a_line_begins_its_bar_on_the_downbeat() -> None:
    line = strokes("9...............", None, grid(120, 4.4), 1, swing=0.0)

    assert [stroke.time for stroke in line] == pytest.approx([0.5, 2.5])


def test_swing_delays_every_second_sixteenth() -> None:
    line = strokes("99..............", None, grid(120, 2.4), 0, swing=0.5)

    assert [stroke.time for stroke in line] == pytest.approx([0.0, 0.1875])


def test_a_roll_is_several_strokes_within_one_step() -> None:
    line = strokes("t...............", None, grid(120, 2.4), 0, swing=0.0)

    assert [stroke.time for stroke in line] == pytest.approx([0.0, 0.125 / 3, 0.25 / 3])


def test_the_last_of_eight_bars_is_a_fill() -> None:
    line = strokes("9...............|5...............", "..............7.", grid(120, 16.2), 0, swing=0.0)

    assert [round(stroke.level * 9) for stroke in line] == [9, 5, 9, 5, 9, 5, 9, 7]
    assert line[-1].time == pytest.approx(2.0 * (FILL_EVERY - 1) + 14 * 0.125)


@pytest.mark.parametrize(
    ("bpm", "home", "expected"),
    [(87, 172, 174), (174, 80, 87), (90, 80, 90), (61, 122, 122), (120, 122, 120)],
)
def test_a_pattern_is_played_at_the_octave_it_feels_at_home_in(
    bpm: float, home: float, expected: float
) -> None:
    pulses, _ = fitted(grid(bpm), 0, home)

    assert 60 / np.median(np.diff(pulses)) == pytest.approx(expected)


@pytest.mark.parametrize("downbeat", [0, 1, 2, 3])
@pytest.mark.parametrize("home", [60.0, 120.0, 240.0])
def test_the_downbeat_keeps_its_place_in_time_at_every_speed(downbeat: int, home: float) -> None:
    beats = grid(120)

    pulses, first = fitted(beats, downbeat, home)

    assert pulses[first] == pytest.approx(beats[downbeat])


@pytest.mark.parametrize("pattern", NAMES)
def test_the_kick_is_heard_on_every_downbeat(pattern: str) -> None:
    beats = grid(PATTERNS[pattern].home) + 0.11

    heard = layer(pattern, beats[beats < 8.5])

    for downbeat in [beat for beat in beats[4::4] if beat < 7.5]:
        assert energy(heard, downbeat) > 2 * energy(heard, downbeat - 0.05, 0.03)


def test_the_layer_is_as_loud_against_the_music_as_asked() -> None:
    music = tone()

    mixed = with_drums(music, Drums("rock", -6.0), grid(115.0), 0, np.random.default_rng(1))

    added = Audio(mixed.samples - music.samples, RATE)
    assert lufs(bin_energies(added)) - lufs(bin_energies(music)) == pytest.approx(-6.0, abs=0.05)


def test_the_music_steps_back_for_the_kick_of_house() -> None:
    music = Audio(np.full((RATE * 4, 1), 0.1, dtype=np.float32), RATE)

    mixed = with_drums(music, Drums("house", -90.0), grid(120, 4), 0, np.random.default_rng(0))

    just_after, long_after = int(0.51 * RATE), int(0.95 * RATE)
    assert mixed.samples[just_after : just_after + RATE // 40].mean() < 0.075
    assert mixed.samples[long_after : long_after + RATE // 40].mean() > 0.095


def test_the_same_seed_plays_the_same_and_another_does_not() -> None:
    one, again, other = (layer("rock", grid(115.0), seed).samples for seed in (1, 1, 2))

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_nobody_drums_into_a_pause() -> None:
    music = tone(level=1e-4)
    music.samples[int(5 * RATE) :] = 0

    heard = layer("rock", grid(115.0), music=music)

    assert energy(heard, 7.5, 1.0) < 1e-6 * energy(heard, 1.0, 2.0)


@pytest.mark.parametrize(("key", "hertz"), [("C major", 65.41), ("F# minor", 46.25), ("A minor", 55.0)])
def test_the_808_is_tuned_to_the_key(key: str, hertz: float) -> None:
    heard = layer("trap", grid(71.0), key=key).mono()[int(0.1 * RATE) : int(0.8 * RATE)]

    size = 1 << 18
    power = np.abs(np.fft.rfft(heard * np.hanning(len(heard)), size))
    strongest = np.fft.rfftfreq(size, 1 / RATE)[power.argmax()]
    assert strongest == pytest.approx(hertz, rel=0.01)
