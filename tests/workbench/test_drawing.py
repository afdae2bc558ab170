"""Waveforms, lines and places: numbers in, SVG path data out."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.workbench.drawing import bars, level, line, place


def test_silence_is_drawn_as_thin_bars_and_full_scale_fills_the_box() -> None:
    assert bars([0, 255], columns=2) == "M0.0 31.2h260.0v1.5h-260.0zM400.0 1.0h260.0v62.0h-260.0z"


def test_no_peaks_draw_nothing() -> None:
    assert bars(None) == bars([]) == ""


@given(st.lists(st.integers(0, 255), min_size=1, max_size=900))
def test_every_peak_is_within_one_bar_and_there_are_never_more_than_200(peaks: list[int]) -> None:
    assert bars(peaks).count("M") == min(200, len(peaks))


def test_a_line_runs_from_low_left_to_high_right() -> None:
    assert line([(0.0, 0.0), (5.0, 0.5), (10.0, 1.0)], 10.0) == "M0.0 64.0L400.0 32.0L800.0 0.0"
    assert line([], 10.0) == line([(1.0, 1.0)], 0.0) == ""


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=20))
def test_a_higher_score_is_never_drawn_lower(scores: list[float]) -> None:
    heights = [level(score) for score in sorted(scores)]

    assert all(upper <= lower for lower, upper in pairwise(heights))


@given(st.floats(-10, 100), st.floats(0, 100), st.floats(0.1, 90))
def test_a_region_never_leaves_the_box(start: float, length: float, seconds: float) -> None:
    left, width = (float(each.rstrip("%")) for each in place(start, start + length, seconds))

    assert 0 <= left <= 100
    assert left + width <= 100.011
