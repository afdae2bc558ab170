"""What the platform learns of decisions about its derivatives, and how it appeals them."""

import pytest

from rightsdesk.moderation.models import Appeal, Decision
from tests import builders
from tests.api.support import door, everything, is_problem, world
from tests.moderation.cast import GROUNDS, REASON, Held, decided, desk, opened

pytestmark = pytest.mark.django_db


def _blocked() -> tuple[Held, Decision]:
    people = desk()
    held, case = opened()
    return held, decided(case, people.max)


def _path(held: Held, what: str) -> str:
    return f"/api/v1/derivatives/{held.derivative.public_id}/{what}"


def test_a_decision_says_what_why_and_under_which_policy_but_not_who() -> None:
    held, decision = _blocked()

    answer = door(held.client).get(_path(held, "decisions"))

    found = answer.json()["items"][0]
    assert (found["id"], found["action"], found["reason"]) == (decision.public_id, "block", REASON)
    assert found["policy"] == {
        "code": "undeclared-audio",
        "version": decision.policy.version,
        "title": decision.policy.title,
    }
    assert (found["final"], found["appeal"]) == (False, None)
    assert found["automation"] == {"detected": True, "decided": False}
    assert decision.moderator.public_id not in answer.content.decode()


def test_a_derivative_nobody_decided_about_has_no_decisions() -> None:
    w = world()

    answer = door(w.pia).get(f"/api/v1/derivatives/{w.derivative.public_id}/decisions")

    assert answer.json() == {"items": []}


def test_an_appeal_is_recorded_once() -> None:
    held, decision = _blocked()
    client = door(held.client)

    answers = [client.post(_path(held, "appeals"), {"grounds": GROUNDS}, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    appeal = Appeal.objects.get()
    assert answers[0].json() == answers[1].json()
    assert (answers[0].json()["id"], answers[0].json()["state"]) == (appeal.public_id, "open")
    assert (appeal.decision, appeal.side, appeal.grounds) == (decision, "platform", GROUNDS)
    listed = client.get(_path(held, "decisions")).json()["items"][0]
    assert listed["appeal"]["id"] == appeal.public_id


def test_an_appeal_on_other_grounds_comes_too_late() -> None:
    held, decision = _blocked()
    client = door(held.client)
    body = {"grounds": GROUNDS, "decision": decision.public_id}
    client.post(_path(held, "appeals"), body, format="json")
    before = everything()

    answer = client.post(
        _path(held, "appeals"), {**body, "grounds": "And something else besides."}, format="json"
    )

    is_problem(answer, 409, "already_appealed")
    assert everything() == before


def test_nothing_decided_is_nothing_to_appeal() -> None:
    w = world()
    before = everything()

    path = f"/api/v1/derivatives/{w.derivative.public_id}/appeals"
    answer = door(w.pia).post(path, {"grounds": GROUNDS}, format="json")

    is_problem(answer, 409, "nothing_decided")
    assert everything() == before


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"grounds": ""}, 400, "invalid"),
        ({"grounds": "  \n      "}, 400, "grounds_missing"),
        ({"grounds": 5}, 400, "invalid"),
        ({"grounds": "x" * 5001}, 400, "invalid"),
        ({"grounds": GROUNDS, "side": "artist"}, 400, "invalid"),
        ({"grounds": GROUNDS, "decision": "dec_nothing"}, 404, "unknown_decision"),
        ({"grounds": GROUNDS, "decision": "\x00"}, 400, "invalid"),
    ],
)
def test_an_appeal_that_makes_no_sense_is_refused(body: dict[str, object], status: int, code: str) -> None:
    held, _ = _blocked()
    client, before = door(held.client), everything()

    is_problem(client.post(_path(held, "appeals"), body, format="json"), status, code)
    assert everything() == before


def test_another_platform_learns_nothing_of_the_decision() -> None:
    held, decision = _blocked()
    _, stranger = builders.platform("Elsewhere")
    client, before = door(stranger), everything()
    body = {"grounds": GROUNDS, "decision": decision.public_id}

    is_problem(client.get(_path(held, "decisions")), 404, "unknown_derivative")
    is_problem(client.post(_path(held, "appeals"), body, format="json"), 404, "unknown_derivative")
    assert everything() == before
