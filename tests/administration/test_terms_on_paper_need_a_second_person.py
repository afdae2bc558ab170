"""Terms that come on paper: one person writes them down, a second one sees what changes and puts them in force."""

import pytest

from rightsdesk.consent.models import Terms
from tests.admin.story import House
from tests.administration.desk import page, send

pytestmark = pytest.mark.django_db


def drafted(house: House, **said: str) -> Terms:
    body = {
        "grantor": house.label.public_id, "valid_from": "2026-11-20", "signed_by": "Lin Park", "channel": "paper",
        "on_withdrawal": "stop_new", "remix": "deny", "cover": "allow", "reason": "Their letter of Monday.",
        "conditions": '{"cover": {"territories": ["DE"]}}', **said,
    }  # fmt: skip
    answer = send(house.rui, "terms_draft", **body)
    assert answer.status_code == 302, answer.content.decode()
    return Terms.objects.latest("pk")


def test_what_is_written_down_allows_nothing_and_waits(house: House) -> None:
    terms = drafted(house)

    assert (terms.state, terms.drafted_by) == ("awaiting_second_person", house.rui.actor)
    assert "terms wait for a second person" in page(house.sup, "index")


def test_the_second_person_sees_what_changes_and_what_it_touches_and_puts_them_in_force(house: House) -> None:
    terms = drafted(house)
    shown = page(house.sup, "terms_force", terms.public_id)

    send(house.sup, "terms_force", terms.public_id, reason="Read and compared.")

    terms.refresh_from_db()
    assert "What is different from version 1" in shown
    assert "live derivatives</td><td>1</td>" in shown
    assert (terms.state, terms.approved_by) == ("in_force", house.sup.actor)


def test_who_wrote_them_down_cannot_put_them_in_force(house: House) -> None:
    terms = drafted(house)

    answer = send(house.rui, "terms_force", terms.public_id, reason="Mine.")

    terms.refresh_from_db()
    assert (answer.status_code, terms.state) == (422, "awaiting_second_person")
    assert "Somebody else than who drafted" in answer.content.decode()


def test_what_the_law_cannot_read_is_refused_and_nothing_is_lost(house: House) -> None:
    before = Terms.objects.count()

    answer = send(
        house.rui, "terms_draft", grantor=house.label.public_id, valid_from="2026-11-20", signed_by="Lin",
        channel="paper", on_withdrawal="stop_new", remix="allow", conditions='{"remix": {"moon": true}}', reason="x",
    )  # fmt: skip

    assert (answer.status_code, Terms.objects.count()) == (422, before)
    assert "moon" in answer.content.decode()


@pytest.mark.parametrize("who", ["lin", "fin", "sup", "aud", "ada", "max"])
def test_nobody_else_writes_terms_down(house: House, who: str) -> None:
    assert send(getattr(house, who), "terms_draft", remix="allow", reason="So.").status_code == 404
