"""Withdrawing terms at the console: what it touches is shown first, one person proposes, a second one decides."""

import re

import pytest
from django.db import connection

from rightsdesk.consent.models import Terms, Withdrawal
from rightsdesk.journal.models import Change, Entry
from tests.admin.story import House
from tests.administration.desk import client_of, decide, page, send
from tests.portal import story as portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms(house: House) -> Terms:
    """The label's, on which Ada's published remix rests."""
    return house.label.terms.get(state="in_force")


def simulation(shown: str) -> str:
    found = re.search(r'name="simulation" value="([0-9a-f]+)"', shown)
    assert found is not None
    return found.group(1)


def proposed(house: House, terms: Terms) -> Change:
    seen = simulation(page(house.lin, "terms_withdraw", terms.public_id))
    answer = send(house.lin, "terms_withdraw", terms.public_id, reason="The licence ended.", simulation=seen)
    assert answer.status_code == 302
    return Change.objects.get(kind="terms.withdraw", subject=terms.public_id)


def test_the_page_shows_what_it_would_touch_before_anything_happens(house: House, terms: Terms) -> None:
    shown = page(house.lin, "terms_withdraw", terms.public_id)

    terms.refresh_from_db()
    assert "live derivatives</td><td>1</td>" in shown
    assert "Ada Ferro (" in shown
    assert terms.state == "in_force"


def test_lin_proposes_and_it_happens_when_rui_approves_in_her_name(house: House, terms: Terms) -> None:
    change = proposed(house, terms)
    terms.refresh_from_db()
    assert terms.state == "in_force"

    words = decide(house.rui, "approve", change.pk)

    terms.refresh_from_db()
    made = Withdrawal.objects.get(terms=terms)
    assert (words, terms.state) == (["Decided: 1."], "withdrawn")
    assert (made.by, made.reason) == (house.lin.actor, "The licence ended.")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_lin_cannot_be_her_own_second_person(house: House, terms: Terms) -> None:
    change = proposed(house, terms)

    words = decide(house.lin, "approve", change.pk)

    terms.refresh_from_db()
    assert "Whoever proposed this cannot decide it" in words[0]
    assert terms.state == "in_force"


def test_a_simulation_that_is_no_longer_true_is_shown_anew(house: House, terms: Terms) -> None:
    seen = simulation(page(house.lin, "terms_withdraw", terms.public_id))
    portal.asked(house.desk, "Meanwhile")

    answer = send(house.lin, "terms_withdraw", terms.public_id, reason="It ended.", simulation=seen)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "has changed since you looked" in shown
    assert "It ended." in shown
    assert simulation(shown) != seen
    assert not Change.objects.filter(kind="terms.withdraw").exists()


def test_another_tenants_terms_are_not_there_even_by_their_id(house: House) -> None:
    theirs = house.desk.party.terms.get(state="in_force")
    before = Entry.objects.count()

    assert client_of(house.lin).get(f"/admin/terms/{theirs.public_id}/withdraw/").status_code == 404
    assert send(house.lin, "terms_withdraw", theirs.public_id, reason="Not mine.").status_code == 404
    assert Entry.objects.count() == before


@pytest.mark.parametrize("who", ["aud", "sup", "fin", "ada", "max"])
def test_who_may_only_read_or_not_at_all_finds_no_such_page(house: House, terms: Terms, who: str) -> None:
    assert send(getattr(house, who), "terms_withdraw", terms.public_id, reason="So.").status_code == 404


def test_the_terms_page_says_what_this_version_changed(house: House, terms: Terms) -> None:
    shown = page(house.lin, "consent_terms_change", terms.pk)

    assert "What these terms say" in shown
    assert "What the journal says" in shown
    assert "Withdraw…" in shown
