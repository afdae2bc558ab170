"""Two fingerprints hold the same recording, wherever the excerpt lies, and never by chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsdesk.domain.matching import ITEM_HZ, Items, align, informative

MINUTE = round(60 * ITEM_HZ)


def noise(seed: int, items: int = MINUTE) -> Items:
    return np.random.default_rng(seed).integers(0, 2**32, items, dtype=np.uint32)


def damaged(items: Items, rate: float, seed: int = 1) -> Items:
    """The same items with that share of their bits turned over."""
    wrong = np.random.default_rng(seed).random((len(items), 32)) < rate
    return items ^ np.packbits(wrong, axis=1).view(np.uint32).ravel()


def with_excerpt(host: Items, guest: Items, at: int, start: int, length: int) -> Items:
    return np.concatenate([host[:at], guest[start : start + length], host[at + length :]])


def test_it_finds_a_whole_recording_in_itself() -> None:
    found = align(noise(1), noise(1))

    assert len(found) == 1
    assert (found[0].query_start_s, found[0].reference_start_s) == (0.0, 0.0)
    assert found[0].query_end_s == found[0].reference_end_s == pytest.approx(62.4, abs=0.3)
    assert (found[0].score, found[0].bit_error_rate) == (1.0, 0.0)


def test_it_finds_fifteen_seconds_inside_a_minute_with_both_ranges() -> None:
    at, start, length = round(20 * ITEM_HZ), round(35 * ITEM_HZ), round(15 * ITEM_HZ)

    found = align(with_excerpt(noise(1), noise(2), at, start, length), noise(2))

    assert len(found) == 1
    assert (found[0].query_start_s, found[0].query_end_s) == pytest.approx((20.9, 35.9), abs=0.3)
    assert (found[0].reference_start_s, found[0].reference_end_s) == pytest.approx((35.9, 50.9), abs=0.3)


@pytest.mark.parametrize(("rate", "count"), [(0.0, 1), (0.2, 1), (0.25, 1), (0.33, 0), (0.5, 0)])
def test_it_tolerates_wrong_bits_up_to_its_threshold(rate: float, count: int) -> None:
    found = align(damaged(noise(1), rate), noise(1))

    assert len(found) == count
    assert all(match.score > match.threshold for match in found)


def test_it_finds_two_excerpts_of_two_places() -> None:
    length = round(15 * ITEM_HZ)
    once = with_excerpt(noise(1), noise(2), round(5 * ITEM_HZ), 0, length)
    twice = with_excerpt(once, noise(2), round(40 * ITEM_HZ), round(30 * ITEM_HZ), length)

    found = sorted(align(twice, noise(2)), key=lambda match: match.query_start_s)

    assert [round(match.reference_start_s) for match in found] == [1, 31]


def test_it_says_each_stretch_of_the_query_once_though_the_reference_repeats_it() -> None:
    phrase = noise(3, round(20 * ITEM_HZ))

    found = align(phrase, np.concatenate([phrase, phrase, phrase]))

    assert len(found) == 1


def test_silence_matches_no_silence() -> None:
    silence = np.full(MINUTE, 627_964_279, dtype=np.uint32)

    assert align(silence, silence) == ()
    assert align(np.concatenate([noise(1), silence]), np.concatenate([silence, noise(2)])) == ()


def test_it_answers_nothing_for_sound_shorter_than_its_shortest_window() -> None:
    assert align(noise(1, 60), noise(1)) == ()
    assert align(noise(1), noise(1, 60)) == ()
    assert align(noise(1, 0), noise(1, 0)) == ()


def test_items_that_repeat_for_a_second_carry_no_information() -> None:
    items = np.concatenate([noise(1, 5), np.full(8, 7, dtype=np.uint32), noise(2, 5)])

    assert informative(items).tolist() == [True] * 5 + [False] * 8 + [True] * 5


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31), st.integers(100, 300), st.integers(100, 600))
def test_unlike_recordings_never_match(seed: int, query: int, reference: int) -> None:
    assert align(noise(seed, query), noise(seed + 1, reference)) == ()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300), st.integers(110, 180))
def test_the_two_ranges_of_a_match_are_equally_long(at: int, start: int, length: int) -> None:
    found = align(with_excerpt(noise(1), noise(2), at, start, length), noise(2))

    assert len(found) == 1
    match = found[0]
    lasts = match.query_end_s - match.query_start_s
    assert lasts == pytest.approx(match.reference_end_s - match.reference_start_s, abs=0.03)
    assert lasts == pytest.approx(length / ITEM_HZ, abs=3)
