"""Each effect does what its name says, keeps its level, and costs no more length than it announces."""

import numpy as np
import pytest

from rightsdesk.domain.recipe import Echo, Fade, Filter, Motion, Reverb, Saturation, Tape
from rightsdesk.engines.audio import Audio
from rightsdesk.generation import effects

RATE = 44_100


def tone(hertz: float, seconds: float = 2.0, channels: int = 2, level: float = 0.25) -> Audio:
    wave = level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)
    return Audio(np.repeat(wave[:, None], channels, axis=1).astype(np.float32), RATE)


def noise(seconds: float = 2.0, channels: int = 2) -> Audio:
    random = np.random.default_rng(7)
    return Audio((0.1 * random.standard_normal((int(seconds * RATE), channels))).astype(np.float32), RATE)


def click(seconds: float = 2.0, channels: int = 2) -> Audio:
    samples = np.zeros((int(seconds * RATE), channels), dtype=np.float32)
    samples[100] = 0.8
    return Audio(samples, RATE)


def level(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def spectrum(audio: Audio) -> tuple[np.ndarray, np.ndarray]:
    """Hertz, and decibels under the strongest bin."""
    mono = audio.mono()[RATE // 4 : RATE // 4 + RATE] * np.hanning(RATE)
    power = np.abs(np.fft.rfft(mono)) ** 2
    return np.fft.rfftfreq(RATE, 1 / RATE), 10 * np.log10(power / power.max() + 1e-15)


def random() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.mark.parametrize(("shape", "kept", "gone"), [("lowpass", 200.0, 8000.0), ("highpass", 8000.0, 200.0)])
def test_a_filter_takes_24_db_an_octave(shape: str, kept: float, gone: float) -> None:
    through = effects.filtered(tone(kept), Filter(shape, 1000.0))
    stopped = effects.filtered(tone(gone), Filter(shape, 1000.0))

    assert level(through.samples[RATE:]) == pytest.approx(level(tone(kept).samples), rel=0.02)
    assert level(stopped.samples[RATE:]) < 0.01 * level(tone(gone).samples)


def test_a_reverb_rings_as_long_as_asked_and_no_longer_than_it_says() -> None:
    operation = Reverb(0.5, 1.0)

    wet = effects.reverberated(click(1.0), operation, random())

    assert wet.seconds == pytest.approx(1.0 + effects.tail_seconds(operation), abs=0.001)
    early, late = (wet.samples[int(s * RATE) : int((s + 0.1) * RATE)] for s in (0.15, 0.65))
    assert 20 * np.log10(level(early) / level(late)) == pytest.approx(30.0, abs=6.0)


def test_the_two_sides_of_a_room_are_not_the_same() -> None:
    wet = effects.reverberated(click(), Reverb(1.0, 1.0), random()).samples[RATE // 4 :]

    assert abs(np.corrcoef(wet[:, 0], wet[:, 1])[0, 1]) < 0.3


def test_an_echo_falls_on_its_beats_each_softer_by_the_feedback() -> None:
    beep = tone(800.0, 3.0, channels=1)
    beep.samples[RATE // 20 :] = 0

    echo = effects.echoed(beep, Echo(1.0, 0.5, 1.0), beat_s=0.5)

    heard = [level(echo.samples[n * RATE // 2 :][: RATE // 20]) for n in (1, 2, 3)]
    between = level(echo.samples[RATE // 4 :][: RATE // 20])
    assert heard[1] / heard[0] == pytest.approx(0.5, rel=0.05)
    assert heard[2] / heard[1] == pytest.approx(0.5, rel=0.05)
    assert between < 0.01 * heard[0]


def test_an_echo_goes_from_side_to_side() -> None:
    echo = effects.echoed(click(3.0), Echo(1.0, 0.6, 1.0), beat_s=0.5).samples

    first, second = (echo[100 + n * RATE // 2 :][:900] for n in (1, 2))
    assert level(first[:, 0]) > 2 * level(first[:, 1])
    assert level(second[:, 1]) > 2 * level(second[:, 0])


def test_an_echo_is_as_much_longer_as_it_says() -> None:
    operation = Echo(0.75, 0.4, 0.3)

    echo = effects.echoed(noise(), operation, beat_s=0.5)

    assert echo.seconds - 2.0 == pytest.approx(effects.tail_seconds(operation, 0.5), abs=0.001)
    assert effects.tail_seconds(Echo(4.0, 0.85, 1.0), 2.0) == 8.0


def test_saturation_keeps_the_level_and_adds_overtones() -> None:
    driven = effects.saturated(tone(500.0), Saturation(12.0))

    hertz, decibels = spectrum(driven)
    assert level(driven.samples) == pytest.approx(level(tone(500.0).samples), rel=0.001)
    assert decibels[hertz == 1500.0][0] > -30
    assert decibels[hertz == 1000.0][0] > -60


def test_saturation_folds_no_false_notes_back() -> None:
    hertz, decibels = spectrum(effects.saturated(tone(5200.0), Saturation(12.0)))

    harmonic = np.min(np.abs(hertz[:, None] - 5200.0 * np.arange(0, 5)), axis=1) < 30
    assert decibels[~harmonic].max() < -60


def test_silence_is_not_driven() -> None:
    quiet = Audio(np.zeros((RATE, 2), dtype=np.float32), RATE)

    assert not effects.saturated(quiet, Saturation(24.0)).samples.any()


def test_a_tape_wavers_around_the_true_pitch_and_keeps_the_time() -> None:
    worn = effects.taped(tone(1000.0, 8.0), Tape(1.0), random())

    wave = worn.samples[:, 0]
    rises = np.flatnonzero((wave[:-1] < 0) & (wave[1:] >= 0))
    exact = rises - wave[rises] / (wave[rises + 1] - wave[rises])
    pitch = RATE / np.diff(exact)[20:-20]
    assert worn.frames == 8 * RATE
    assert pitch.mean() == pytest.approx(1000.0, rel=0.0005)
    assert 0.002 < np.ptp(pitch) / 1000.0 < 0.03


def test_a_tape_softens_the_highs() -> None:
    worn = effects.taped(noise(), Tape(1.0), random())

    hertz, decibels = spectrum(worn)
    assert decibels[hertz > 15_000].mean() < decibels[(hertz > 500) & (hertz < 2000)].mean() - 5


def test_no_depth_is_no_tape() -> None:
    audio = noise()

    assert effects.taped(audio, Tape(0.0), random()) is audio


def test_a_moving_source_is_first_on_one_side_and_half_a_turn_later_on_the_other() -> None:
    turned = effects.moved(noise(8.0, channels=1), Motion(8.0, 1.0)).samples

    left, right = (turned[int(s * RATE) : int((s + 0.2) * RATE)] for s in (1.9, 5.9))
    assert turned.shape[1] == 2
    assert level(left[:, 0]) > 2 * level(left[:, 1])
    assert level(right[:, 1]) > 2 * level(right[:, 0])


def test_the_far_ear_hears_later_and_duller() -> None:
    turned = effects.moved(noise(8.0, channels=1), Motion(8.0, 1.0)).samples[
        int(1.9 * RATE) : int(2.1 * RATE)
    ]

    lags = np.correlate(turned[:, 1], turned[:, 0], mode="full")[len(turned) - 1 :][:60]
    bright = np.abs(np.fft.rfft(turned, axis=0))[1200:]
    assert 20 <= int(lags.argmax()) <= 35
    assert level(bright[:, 1]) < 0.25 * level(bright[:, 0])


def test_the_bass_does_not_turn() -> None:
    turned = effects.moved(tone(60.0, 8.0), Motion(8.0, 1.0)).samples[int(1.9 * RATE) : int(2.1 * RATE)]

    assert level(turned[:, 0]) == pytest.approx(level(turned[:, 1]), rel=0.1)


def test_a_motion_without_depth_leaves_a_stereo_source_alone() -> None:
    audio = noise()

    assert np.allclose(effects.moved(audio, Motion(8.0, 0.0)).samples, audio.samples, atol=1e-6)


def test_a_fade_begins_and_ends_in_silence() -> None:
    faded = effects.faded(tone(440.0), Fade(0.5, 1.0)).samples

    assert abs(faded[0, 0]) == 0
    assert np.abs(faded[-10:]).max() < 1e-4
    assert level(faded[int(0.5 * RATE) : RATE]) == pytest.approx(level(tone(440.0).samples), rel=0.01)
