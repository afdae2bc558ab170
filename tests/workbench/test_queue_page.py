"""The queue: what waits, the most pressing first, filtered by the URL."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case
from tests.builders import ACTOR
from tests.moderation.cast import GROUNDS, Desk, decided, desk, held, opened, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Desk:
    return desk()


@pytest.fixture
def max_at_work(people: Desk) -> Client:
    client = Client()
    client.force_login(people.max)
    return client


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/workbench/{query}").context["page"]
    return [f"{row.case.policy_family}:{row.stage}" for row in page.rows]


def test_the_most_pressing_case_stands_first(max_at_work: Client) -> None:
    opened("undeclared_audio", "unlicensed_voice")

    assert titles(max_at_work) == ["unlicensed-voice:open", "undeclared-audio:open"]


def test_the_filters_stand_in_the_url(max_at_work: Client) -> None:
    opened("undeclared_audio", "unlicensed_voice")

    assert titles(max_at_work, "?family=undeclared-audio") == ["undeclared-audio:open"]
    assert titles(max_at_work, "?show=decided") == []
    assert len(titles(max_at_work, "?show=nonsense&family=nonsense")) == 2


def test_a_decided_case_leaves_the_queue_and_comes_back_when_it_is_appealed(
    people: Desk, max_at_work: Client
) -> None:
    _, case = opened()
    decision = decided(case, people.mia)
    assert titles(max_at_work) == []
    assert titles(max_at_work, "?show=decided") == ["undeclared-audio:decided"]

    actions.appeal(actor=ACTOR, side="artist", decision_id=decision.public_id, grounds=GROUNDS)

    assert titles(max_at_work) == titles(max_at_work, "?show=appeals") == ["undeclared-audio:appealed"]


def test_mine_are_the_cases_i_hold_now(people: Desk, max_at_work: Client) -> None:
    _, case = opened("undeclared_audio", "unlicensed_voice")
    taken(case, people.max)

    assert titles(max_at_work, "?show=mine") == ["unlicensed-voice:open"]


def test_an_overdue_case_says_so_in_words(max_at_work: Client) -> None:
    _, case = opened()
    Case.objects.filter(pk=case.pk).update(due=timezone.now() - timedelta(hours=3))

    assert "! was due" in max_at_work.get("/workbench/").content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Nothing waits"),
        ("?show=mine", "You hold no case"),
        ("?show=appeals", "No appeal waits"),
        ("?show=decided", "Nothing decided here yet"),
    ],
)
def test_an_empty_view_says_what_would_be_here(max_at_work: Client, query: str, words: str) -> None:
    assert words in max_at_work.get(f"/workbench/{query}").content.decode()


def test_htmx_gets_the_list_alone(max_at_work: Client) -> None:
    part = max_at_work.get("/workbench/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "Nothing waits" in part


def test_ten_more_cases_cost_no_more_queries(people: Desk, max_at_work: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            max_at_work.get("/workbench/")
        return len(queries)

    opened("undeclared_audio", "unlicensed_voice")
    assert cost() == 13
    for number in range(4):
        found = held("undeclared_audio", "unlicensed_voice", name=f"Wave {number}")
        actions.open_case(actor=ACTOR, run_id=found.run.pk)

    assert cost() == 13
