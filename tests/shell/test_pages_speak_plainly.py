"""Money, moments, ids, places and states as every page shows them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from rightsdesk.shell.templatetags import desk


@pytest.mark.parametrize(
    ("micro", "currency", "shown"),
    [
        (1_284_170_000, "EUR", "€1,284.17"),
        (-61_200_000, "EUR", "−€61.20"),
        (0, "GBP", "£0.00"),
        (5_000, "EUR", "€0.00"),
        (15_000, "EUR", "€0.02"),
        (2_500_000, "SEK", "SEK 2.50"),
        (None, "EUR", "–"),
    ],
)
def test_money_has_its_currency_and_two_decimals(micro: int | None, currency: str, shown: str) -> None:
    assert desk.money(micro, currency) == shown


@pytest.mark.parametrize(
    ("away", "shown"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-5, seconds=-5), "5 min ago"),
        (timedelta(hours=3, minutes=5), "in 3 h"),
        (timedelta(days=-4, minutes=-5), "4 days ago"),
    ],
)
def test_a_moment_within_a_week_is_relative(away: timedelta, shown: str) -> None:
    assert f">{shown}</time>" in desk.when(timezone.now() + away)


def test_an_older_moment_is_its_day_and_the_exact_instant_is_there_to_hover() -> None:
    shown = desk.when(datetime(2026, 1, 5, 9, 30, 1, tzinfo=UTC))

    assert ">5 Jan 2026</time>" in shown
    assert 'title="5 Jan 2026, 09:30:01 UTC"' in shown


def test_no_moment_is_a_dash() -> None:
    assert "–" in desk.when(None)
    assert desk.day(None) == "–"


def test_an_id_is_short_to_read_and_whole_to_copy() -> None:
    whole = "drv_01m7yx8bmqffza71p24anrqgys"

    shown = desk.short_id(whole)

    assert f'data-copy="{whole}"' in shown
    assert ">drv_…nrqgys<" in shown


def test_text_from_outside_is_escaped() -> None:
    assert "<script>" not in desk.short_id('x_"><script>alert(1)</script>')
    assert "<script>" not in desk.chip("open", "<script>")


def test_a_state_is_a_word_and_a_shape_beside_its_colour() -> None:
    assert (
        desk.chip("published")
        == '<span class="chip chip-good"><span aria-hidden="true">✓</span> published</span>'
    )
    assert "awaiting approval" in desk.chip("awaiting_approval")
    assert "chip-plain" in desk.chip("never heard of")


def test_months_and_places_have_names() -> None:
    assert desk.month("2026-10") == "Oct 2026"
    assert (desk.place("DE"), desk.place("WW"), desk.place("ZZ")) == ("Germany", "the world", "ZZ")
