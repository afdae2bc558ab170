"""The drum layer falls on the beats it is given, at a speed the pattern feels at home with."""

import numpy as np
import pytest

from rightsdesk.domain.recipe import PATTERNS as NAMES
from rightsdesk.domain.recipe import Drums
from rightsdesk.engines.audio import Audio
from rightsdesk.generation import beats as beat_grid
from rightsdesk.generation import drums, spectra, tempo
from tests.generation import signals


def grid(bpm: float, seconds: float = 16.0) -> np.ndarray:
    beats: np.ndarray = np.arange(0.0, seconds, 60 / bpm)
    return beats


def layer(pattern: str, beats: np.ndarray, downbeat: int = 0, seed: int = 1) -> Audio:
    """What the drums add to a faint, constant tone."""
    tone = np.full((int(signals.RATE * 16), 2), 0.1, dtype=np.float32)
    random = np.random.default_rng(seed)
    mixed = drums.with_drums(Audio(tone, signals.RATE), Drums(pattern, 0.0), beats, downbeat, random)
    return Audio(mixed.samples - tone, signals.RATE)


def test_every_pattern_a_recipe_may_name_is_written() -> None:
    assert set(drums.PATTERNS) == set(NAMES)
    for pattern in drums.PATTERNS.values():
        assert {len(line) for line in (pattern.kick, pattern.snare, pattern.hat, pattern.open_hat)} == {16}


def test_a_line_falls_on_its_sixteenths() -> None:
    line = drums.hits("9...5...........", grid(120, 4.4), 0, swing=0.0)

    assert line.times == pytest.approx([0.0, 0.5, 2.0, 2.5])
    assert line.levels == pytest.approx([1.0, 5 / 9, 1.0, 5 / 9])


def test_a_line_begins_its_bar_on_the_downbeat() -> None:
    assert drums.hits("9...............", grid(120, 4.4), 1, swing=0.0).times == pytest.approx([0.5, 2.5])


def test_swing_delays_every_second_sixteenth() -> None:
    assert drums.hits("99..............", grid(120, 4.4), 0, swing=0.5).times == pytest.approx(
        [0.0, 0.1875, 2.0, 2.1875]
    )


@pytest.mark.parametrize(
    ("bpm", "home", "expected"),
    [(87, 172, 174), (174, 80, 87), (90, 80, 90), (61, 122, 122), (120, 122, 120)],
)
def test_a_pattern_is_played_at_the_octave_it_feels_at_home_in(
    bpm: float, home: float, expected: float
) -> None:
    pulses, _ = drums.fitted(grid(bpm), 0, home)

    assert 60 / np.median(np.diff(pulses)) == pytest.approx(expected)


@pytest.mark.parametrize("downbeat", [0, 1, 2, 3])
@pytest.mark.parametrize("home", [60.0, 120.0, 240.0])
def test_the_downbeat_keeps_its_place_in_time_at_every_speed(downbeat: int, home: float) -> None:
    beats = grid(120)

    pulses, first = drums.fitted(beats, downbeat, home)

    assert pulses[first] == pytest.approx(beats[downbeat])


@pytest.mark.parametrize(
    ("pattern", "bpm"), [("house", 124.0), ("rock", 110.0), ("dnb", 174.0), ("lofi", 80.0)]
)
def test_the_layer_is_heard_at_the_tempo_and_on_the_beats_of_the_grid(pattern: str, bpm: float) -> None:
    beats = grid(bpm) + 0.11

    onsets = spectra.onsets(spectra.at_analysis_rate(layer(pattern, beats[beats < 15.5])))
    heard = tempo.tempo(onsets, bpm)
    found = beat_grid.grid(onsets, bpm).beats

    assert heard.bpm == pytest.approx(bpm, rel=0.002)
    inner = found[(found > 1) & (found < 14)]
    assert np.median(np.abs(inner[:, None] - beats).min(axis=1)) < 0.02


def test_the_layer_is_as_loud_as_asked() -> None:
    added = layer("rock", grid(115.0))

    assert np.sqrt(np.mean(added.samples**2)) == pytest.approx(0.1, rel=0.01)


def test_the_music_steps_back_for_the_kick_of_house() -> None:
    tone = np.full((signals.RATE * 4, 1), 0.1, dtype=np.float32)

    mixed = drums.with_drums(
        Audio(tone, signals.RATE), Drums("house", -24.0), grid(120, 4), 0, np.random.default_rng(0)
    )

    just_after, long_after = int(0.51 * signals.RATE), int(0.95 * signals.RATE)
    window = signals.RATE // 40
    dipped = mixed.samples[just_after : just_after + window].mean()
    back = mixed.samples[long_after : long_after + window].mean()
    assert dipped < 0.8 * back
