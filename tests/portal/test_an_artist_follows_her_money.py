"""Balances, months, holds and derivatives on the home page are the ledger's own figures."""

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.payouts.queries import balances
from rightsdesk.portal import money
from tests.portal import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> story.Desk:
    return story.desk()


def home(desk: story.Desk) -> str:
    client = Client()
    client.force_login(desk.ada)
    return client.get(reverse("portal:home")).content.decode()


def test_before_the_first_month_everything_says_what_would_be_here(desk: story.Desk) -> None:
    page = home(desk)

    assert "Nothing payable yet" in page
    assert "No earnings yet" in page
    assert "Nothing made from your music yet" in page
    assert "No statement yet" in page


def test_the_first_line_says_what_is_payable_and_what_is_held_and_why(desk: story.Desk) -> None:
    free, held = story.published(desk, "Free"), story.published(desk, "Held")
    story.money_held(held, "A moderator looks into it.")
    story.settled(desk, {free: 75, held: 25})

    (balance,) = balances(desk.party)
    (shown,) = money.balances_of([desk.party])
    page = home(desk)

    assert shown == balance
    assert balance.held * 3 == balance.payable
    assert f"<strong>{story.shown(balance.payable)}</strong> payable" in page
    assert f"<strong>{story.shown(balance.held)}</strong> on hold" in page
    (row,) = money.made_of([desk.party], [held])
    assert (row.units, row.held) == (balance.held, balance.held)
    assert f"{story.shown(balance.held)} of “Held”: A moderator looks into it." in page


def test_a_derivative_lists_its_listens_once_and_her_share_of_the_money(desk: story.Desk) -> None:
    made = story.published(desk)
    story.settled(desk, {made: 1234})

    (row,) = money.made_of([desk.party], [made])
    (balance,) = balances(desk.party)

    assert (row.listens, row.units, row.currency) == (1234, balance.payable, "EUR")
    assert (row.source, row.held) == ("Glass Orchard", 0)
    page = home(desk)
    assert "1,234" in page
    assert reverse("badge", args=[made.public_id]) in page


def test_the_months_of_the_chart_are_what_the_ledger_booked(desk: story.Desk) -> None:
    made = story.published(desk)
    story.settled(desk, {made: 10})

    (chart,) = money.earnings_of([desk.party])
    (balance,) = balances(desk.party)

    shown = {bar.label: bar.value for bar in chart.bars}
    assert next(iter(shown)) == "2025-11"
    assert shown.pop("2026-10") == story.shown(balance.payable)
    assert set(shown.values()) == {"€0.00"}
    assert [bar.height for bar in chart.bars if bar.label != "2026-10"] == [0] * 11


def test_a_derivative_that_earned_nothing_yet_shows_a_dash_and_not_a_zero(desk: story.Desk) -> None:
    made = story.published(desk)

    (row,) = money.made_of([desk.party], [made])

    assert (row.listens, row.units) == (0, None)
