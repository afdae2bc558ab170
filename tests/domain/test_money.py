"""Money: exact inside, cents that add up outside, currencies never mixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.money import CENT, Money, cents, cents_that_add_up, decimal, show_cents
from rightsdesk.domain.periods import Period

amounts = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (1_284_170_000, "€1,284.17"),
        (0, "€0.00"),
        (4_999, "€0.00"),
        (5_000, "€0.00"),
        (15_000, "€0.02"),
        (5_001, "€0.01"),
        (-61_200_000, "−€61.20"),
    ],
)
def test_people_see_two_decimals(amount: int, shown: str) -> None:
    assert Money(amount, "EUR").shown() == shown


def test_auditors_see_all_six_decimals() -> None:
    assert Money(-12_345_678, "EUR").exact() == "-12.345678"
    assert decimal(1) == "0.000001"


def test_an_unknown_currency_is_named_by_its_code() -> None:
    assert show_cents(123_456, "SEK") == "SEK 1,234.56"


def test_currencies_never_mix() -> None:
    with pytest.raises(Invalid):
        Money(1, "EUR") + Money(1, "USD")


@given(amounts, amounts)
def test_adding_and_taking_away_cancel(a: int, b: int) -> None:
    assert Money(a, "EUR") + Money(b, "EUR") - Money(b, "EUR") == Money(a, "EUR")


@given(st.lists(amounts, max_size=40))
def test_shown_cents_add_up_to_the_shown_total(parts: list[int]) -> None:
    shown = cents_that_add_up(parts)

    assert sum(shown) == cents(sum(parts))
    assert all(abs(cent * CENT - part) < CENT for cent, part in zip(shown, parts, strict=True))


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "26-10", "2026-10-01", "october"])
def test_a_period_that_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        Period.parse(text)


def test_a_period_knows_its_days() -> None:
    december = Period.parse("2027-12")

    assert (str(december.first), str(december.last), str(december.after)) == (
        "2027-12-01",
        "2027-12-31",
        "2028-01-01",
    )
    assert december.words == "December 2027"
    assert december.end.isoformat() == "2028-01-01T00:00:00+00:00"
