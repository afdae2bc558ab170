"""Dividing exactly: worked cases of others, and properties that must hold for every total and every weight."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.splits import SplitError, allocate, apportion

ORACLE = json.loads((Path(__file__).parent / "oracles" / "allocation.json").read_text())
totals = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    "case", ORACLE["largest_remainder"], ids=lambda case: f"{case['total']} by {case['weights']}"
)
def test_it_divides_as_the_worked_cases_say(case: dict[str, list[int]]) -> None:
    assert allocate(case["total"], case["weights"]) == case["parts"]  # type: ignore[arg-type]


@pytest.mark.parametrize("case", ORACLE["refused"], ids=lambda case: case["why"])
def test_it_refuses_weights_that_say_nothing(case: dict[str, list[int]]) -> None:
    with pytest.raises(SplitError):
        allocate(case["total"], case["weights"])  # type: ignore[arg-type]


@pytest.mark.parametrize("total", [25, 26])
def test_one_unit_more_may_cost_somebody_a_unit(total: int) -> None:
    trap = ORACLE["known_trap"]

    parts = allocate(total, trap["weights"])

    assert parts == trap[str(total)]


@given(totals, weights)
def test_the_parts_make_the_total(total: int, weights: list[int]) -> None:
    assert sum(allocate(total, weights)) == total


@given(totals, weights)
def test_nobody_is_a_whole_unit_away_from_their_exact_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(allocate(total, weights), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(totals, weights)
def test_negative_amounts_mirror_positive_ones(total: int, weights: list[int]) -> None:
    assert allocate(-total, weights) == [-part for part in allocate(total, weights)]


@given(totals, weights)
def test_who_has_no_weight_gets_nothing(total: int, weights: list[int]) -> None:
    assert all(
        part == 0 for part, weight in zip(allocate(total, weights), weights, strict=True) if weight == 0
    )


@given(totals, weights)
def test_fractions_of_one_denominator_divide_like_weights(total: int, weights: list[int]) -> None:
    parts = apportion(total, [(weight, sum(weights)) for weight in weights])

    assert [part.units for part in parts] == allocate(total, weights)


@given(totals, weights, st.lists(st.integers(1, 10**9), min_size=40, max_size=40))
def test_how_a_fraction_is_written_does_not_matter(
    total: int, weights: list[int], stretch: list[int]
) -> None:
    plain = [(weight, sum(weights)) for weight in weights]
    stretched = [(top * by, bottom * by) for (top, bottom), by in zip(plain, stretch, strict=False)]

    assert apportion(total, stretched) == apportion(total, plain)


@given(totals, weights)
def test_every_part_knows_its_place_in_the_queue(total: int, weights: list[int]) -> None:
    parts = apportion(total, [(weight, sum(weights)) for weight in weights])

    assert sorted(part.rank for part in parts) == list(range(1, len(weights) + 1))


@pytest.mark.parametrize("fractions", [[], [(1, 0)], [(-1, 2), (3, 2)], [(1, 2), (1, 4)], [(2, 1)]])
def test_fractions_that_do_not_make_one_are_refused(fractions: list[tuple[int, int]]) -> None:
    with pytest.raises(SplitError):
        apportion(1000, fractions)
