"""The beat on a grid, with swing, in the one pass that changes tempo and pitch too."""

import numpy as np
import pytest

from rightsdesk.domain.recipe import Groove
from rightsdesk.engines.audio import Audio
from rightsdesk.generation.listening import spectra
from rightsdesk.generation.listening.spectra import Curve
from rightsdesk.generation.rendering import groove
from rightsdesk.generation.rendering.stretch import stretch
from tests.generation import signals

EIGHTH = 0.3
BEATS = np.arange(0.6, 9.5, 2 * EIGHTH)


def played(times: Curve, seconds: float = 10.0) -> Audio:
    """A short noise at each time."""
    samples = np.zeros((int(seconds * signals.RATE), 1), dtype=np.float32)
    noise = np.random.default_rng(0).standard_normal(1500) * np.exp(-np.arange(1500) / 300) * 0.3
    for time in times:
        begin = int(time * signals.RATE)
        samples[begin : begin + 1500, 0] += noise
    return Audio(samples, signals.RATE)


def heard(audio: Audio) -> Curve:
    """When the noises begin, to a few milliseconds."""
    level = np.abs(audio.samples[:, 0])
    loud = np.flatnonzero(level > 0.2 * level.max()) / audio.rate
    return loud[np.insert(np.diff(loud) > 0.1, 0, True)]


def onsets(audio: Audio) -> Curve:
    return spectra.onsets(spectra.at_analysis_rate(audio)).strength


def eighths() -> Curve:
    return np.arange(0.6, 9.5, EIGHTH)


def test_swing_makes_every_second_eighth_late() -> None:
    points = groove.anchors(BEATS, onsets(played(eighths())), Groove(1 / 3, 1.0), 1.0)

    gaps = np.diff(points[:, 1])
    assert np.allclose(gaps[::2], EIGHTH * 4 / 3, atol=0.012)
    assert np.allclose(gaps[1::2], EIGHTH * 2 / 3, atol=0.012)


def test_swing_is_heard_at_the_new_tempo_too() -> None:
    audio = played(eighths())
    points = groove.anchors(BEATS, onsets(audio), Groove(1 / 3, 1.0), 1.25)

    result = stretch(audio, ratio=1.25, semitones=0.0, cancelled=lambda: False, anchors=points)

    gaps = np.diff(heard(result))
    assert result.seconds == pytest.approx(8.0, abs=0.001)
    assert np.median(gaps[::2]) == pytest.approx(EIGHTH * 4 / 3 / 1.25, abs=0.012)
    assert np.median(gaps[1::2]) == pytest.approx(EIGHTH * 2 / 3 / 1.25, abs=0.012)


def test_a_loose_hand_is_brought_onto_the_grid() -> None:
    loose = eighths() + np.random.default_rng(3).uniform(-0.04, 0.04, len(eighths()))
    audio = played(loose)
    points = groove.anchors(BEATS, onsets(audio), Groove(0.0, 1.0), 1.0)

    tight = stretch(audio, ratio=1.0, semitones=0.0, cancelled=lambda: False, anchors=points)

    assert np.diff(loose).std() > 0.03
    assert np.diff(heard(tight)).std() < 0.012


def test_half_the_strength_goes_half_the_way() -> None:
    late = eighths() + np.where(np.arange(len(eighths())) % 2, 0.06, 0.0)

    points = groove.anchors(BEATS, onsets(played(late)), Groove(0.0, 0.5), 1.0)

    assert np.median(points[1::2, 1] - eighths()[1 : len(points) : 2]) == pytest.approx(0.03, abs=0.008)


def test_beats_without_notes_stay_where_the_grid_has_them() -> None:
    points = groove.anchors(BEATS, np.zeros(900), Groove(0.0, 0.0), 1.0)

    assert np.allclose(groove.beats_of(points), BEATS)


def test_a_curve_of_the_source_follows_the_groove_at_its_own_tempo() -> None:
    curve = onsets(played(eighths()))
    points = groove.anchors(BEATS, curve, Groove(1 / 3, 1.0), 2.0)

    moved = groove.even_time(curve, points, 2.0)

    late = int((0.9 + EIGHTH / 3) * spectra.FRAMES_A_SECOND)
    assert moved[late - 4 : late + 4].max() > 0.5 * curve.max()


def test_a_minute_of_swing_stays_on_its_map_to_the_end() -> None:
    seconds = 60.0
    times = np.arange(0.5, seconds - 0.5, 0.25)
    late = np.where(np.arange(len(times)) % 2, 0.25 / 4, 0.0)
    points = np.stack([times, (times + late) / 0.9], axis=1)

    result = stretch(
        played(times[::2], seconds), ratio=0.9, semitones=0.0, cancelled=lambda: False, anchors=points
    )

    assert np.abs(heard(result) - points[::2, 1]).max() < 0.010
