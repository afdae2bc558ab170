"""Every page of the portal for four people: the owner, her manager, a stranger, and nobody at all."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.accounts.models import User
from rightsdesk.journal.models import Entry
from rightsdesk.portal.urls import urlpatterns
from tests.portal import story

pytestmark = pytest.mark.django_db

OPEN_TO_ANY_PARTY = {"home", "consent", "statements"}
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
    arguments = {"request": [waiting.public_id], "download": [made.public_id, "pdf"]}
    return {name: reverse(f"portal:{name}", args=arguments.get(name, [])) for name in ROUTES}


def visit(person: User | None, address: str) -> tuple[int, str]:
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location", "")


def test_every_page_opens_for_the_owner_and_for_her_manager(
    desk: story.Desk, addresses: dict[str, str]
) -> None:
    for name, address in addresses.items():
        for person in (desk.ada, desk.manager):
            status, location = visit(person, address)
            assert (status, location.startswith("/media/")) == (
                (302, True) if name == "download" else (200, False)
            ), name


def test_a_stranger_with_a_party_of_his_own_gets_404_for_what_is_adas(
    desk: story.Desk, addresses: dict[str, str]
) -> None:
    before = Entry.objects.count()

    answers = {name: visit(desk.sam, address)[0] for name, address in addresses.items()}

    assert answers == {name: 200 if name in OPEN_TO_ANY_PARTY else 404 for name in ROUTES}
    assert Entry.objects.count() == before


def test_somebody_who_acts_for_nobody_gets_404_everywhere(
    desk: story.Desk, addresses: dict[str, str]
) -> None:
    before = Entry.objects.count()

    answers = {name: visit(desk.guest, address)[0] for name, address in addresses.items()}

    assert answers == dict.fromkeys(ROUTES, 404)
    assert Entry.objects.count() == before


def test_nobody_at_all_is_sent_to_sign_in_and_comes_back(addresses: dict[str, str]) -> None:
    for address in addresses.values():
        assert visit(None, address) == (302, f"/login/?next={address}")


def test_a_strangers_home_shows_nothing_of_adas(desk: story.Desk, addresses: dict[str, str]) -> None:
    client = Client()
    client.force_login(desk.sam)

    for name in sorted(OPEN_TO_ANY_PARTY):
        page = client.get(addresses[name]).content.decode()
        assert "Glass Orchard" not in page, name
        assert "Ada" not in page, name
