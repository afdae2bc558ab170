"""Every page of the portal for five people: the owner, her manager with and without the right to sign, a stranger,
somebody who acts for nobody, and nobody at all."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.accounts.models import Role, User
from rightsdesk.artists.models import Conflict
from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Terms
from rightsdesk.domain.shares import Right
from rightsdesk.journal.models import Entry
from rightsdesk.portal.urls import urlpatterns
from tests import builders
from tests.portal import story

pytestmark = pytest.mark.django_db

OPEN_TO_ANY_PARTY = {"home", "consent", "statements", "claims", "what_if"}
ONLY_FOR_WHO_SIGNS = {"edit", "edit_reach", "withdraw", "second"}
ROUTES = sorted(str(route.name) for route in urlpatterns)
Visit = Callable[[User | None, str], tuple[int, str]]


@pytest.fixture
def desk() -> story.Desk:
    return story.desk()


@pytest.fixture
def addresses(desk: story.Desk) -> dict[str, str]:
    """The address of every route, filled with what belongs to Ada."""
    run = story.settled(desk, {story.published(desk): 40})
    made = story.statement(desk, run)
    waiting = story.asked(desk, "Glass Orchard (slower)")
    terms, ada = desk.party.terms.get(), desk.party.public_id
    arguments = {
        "request": [waiting.public_id],
        "download": [made.public_id, "pdf"],
        "narrow": [ada],
        "edit": [ada],
        "edit_reach": [ada, desk.song.recording.public_id],
        "terms": [terms.public_id],
        "withdraw": [terms.public_id],
        "second": [draft(desk).public_id],
        "odrl": [terms.public_id],
        "tdm": [terms.public_id],
        "claim": [over_claim(desk).public_id],
    }
    return {name: reverse(f"portal:{name}", args=arguments.get(name, [])) for name in ROUTES}


def draft(desk: story.Desk) -> Terms:
    clauses = [{"use": "remix", "answer": "deny", "conditions": {}}]
    new = consent.Proposal(desk.party, clauses, date(2026, 6, 1), "Ada Ferro", "portal")
    return consent.draft_terms(actor=desk.ada.actor, proposal=new)


def over_claim(desk: story.Desk) -> Conflict:
    """Somebody else claims 30 % of the master on top of the whole."""
    builders.share(builders.party("Vik Arden"), desk.song.recording, Right.MASTER, 300_000)
    return Conflict.objects.get(recording=desk.song.recording)


def visit(person: User | None, address: str) -> tuple[int, str]:
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location", "")


def test_every_page_opens_for_the_owner(desk: story.Desk, addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        status, location = visit(desk.ada, address)
        leads_to_a_file = (302, True) if name == "download" else (200, False)
        assert (status, location.startswith("/media/")) == leads_to_a_file, name


def test_a_manager_changes_terms_only_with_the_right_to_sign(
    desk: story.Desk, addresses: dict[str, str]
) -> None:
    team = desk.ada.memberships.get().organisation
    lou = builders.person("Lou", Role.DELEGATE, team, rights=["sign_terms"])

    answers = {name: visit(desk.manager, address)[0] for name, address in addresses.items()}

    assert answers == {
        name: 403 if name in ONLY_FOR_WHO_SIGNS else 302 if name == "download" else 200 for name in ROUTES
    }
    assert {visit(lou, addresses[name])[0] for name in ONLY_FOR_WHO_SIGNS} == {200}
    assert visit(lou, addresses["download"])[0] == 404


def test_a_stranger_with_a_party_of_his_own_gets_404_for_what_is_adas(
    desk: story.Desk, addresses: dict[str, str]
) -> None:
    before = Entry.objects.count()

    answers = {name: visit(desk.sam, address)[0] for name, address in addresses.items()}

    assert answers == {name: 200 if name in OPEN_TO_ANY_PARTY else 404 for name in ROUTES}
    assert Entry.objects.count() == before
    client = Client()
    client.force_login(desk.sam)
    for name in sorted(OPEN_TO_ANY_PARTY):
        page = client.get(addresses[name]).content.decode()
        assert "Glass Orchard" not in page, name
        assert "Ada" not in page, name


def test_who_acts_for_nobody_gets_404_everywhere_and_nobody_at_all_is_sent_to_sign_in(
    desk: story.Desk, addresses: dict[str, str]
) -> None:
    before = Entry.objects.count()

    answers = {name: visit(desk.guest, address)[0] for name, address in addresses.items()}

    assert answers == dict.fromkeys(ROUTES, 404)
    assert Entry.objects.count() == before
    for address in addresses.values():
        assert visit(None, address) == (302, f"/login/?next={address}")


def test_a_delegate_without_a_right_sees_neither_money_nor_buttons(desk: story.Desk) -> None:
    waiting = story.asked(desk)
    team = desk.ada.memberships.get().organisation
    client = Client()
    client.force_login(builders.person("Lou", Role.DELEGATE, team))

    home = client.get(reverse("portal:home")).content.decode()
    asked = client.get(reverse("portal:request", args=[waiting.public_id])).content.decode()
    consent_page = client.get(reverse("portal:consent")).content.decode()

    assert "You do not see this money" in home
    assert "Earnings" not in home
    assert "somebody with the right to answer for Ada Ferro decides it" in asked
    assert "Approve this" not in asked
    assert "You see these terms; you may not change them." in consent_page
    assert "Withdraw…" not in consent_page
