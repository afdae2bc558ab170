"""A decision is a record with its evidence; its effects follow, once each."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from rightsdesk.derivatives.models import Hold
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.journal.models import Entry, Outbox
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case, Decision, Effect
from rightsdesk.moderation.queries import decisions_of_derivative
from tests.builders import ACTOR
from tests.moderation.cast import REASON, Desk, decided, desk, held, opened, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Desk:
    return desk()


def open_holds(case: Case) -> set[str]:
    return {
        f"{hold.on}:{hold.kind}"
        for hold in Hold.objects.filter(derivative=case.derivative, during__endswith=None)
    }


def test_a_decision_keeps_the_evidence_the_policy_version_and_the_reason(people: Desk) -> None:
    found, case = opened()

    decision = decided(case, people.max, carried_out=False)

    [finding] = decision.facts["findings"]
    assert (finding["score"], finding["threshold"], finding["query_s"]) == (0.88, 0.72, [0.5, 2.5])
    assert decision.facts["audio_sha256"] == found.derivative.rendering.delivery.sha256
    assert decision.facts["automation"] == {"detected": True, "decided": False}
    assert (decision.policy.code, decision.policy.version, decision.reason) == ("undeclared-audio", 1, REASON)


def test_a_decision_promises_its_effects_to_the_worker(people: Desk) -> None:
    _, case = opened()

    decision = decided(case, people.max, carried_out=False)

    assert {effect.kind: effect.state for effect in decision.effects.all()} == {
        "hold_money": "pending", "block": "pending", "notify": "pending",
    }  # fmt: skip
    assert Outbox.objects.get(topic="rightsdesk.moderation.tasks.apply_effects").payload == {
        "args": [decision.pk]
    }


def test_blocking_blocks_the_derivative_and_the_decision_alone_holds_its_money(people: Desk) -> None:
    found, case = opened()

    decision = decided(case, people.max, "block")

    found.derivative.refresh_from_db()
    assert found.derivative.state == "blocked"
    held = Hold.objects.get(derivative=found.derivative, on="money", during__upper_inf=True)
    assert (held.subject, held.reason) == (decision.public_id, decision.reason)


def test_releasing_publishes_the_derivative_and_ends_every_hold(people: Desk) -> None:
    found, case = opened()

    decided(case, people.max, "release")

    found.derivative.refresh_from_db()
    assert found.derivative.state == "published"
    assert open_holds(case) == set()


def test_releasing_one_case_publishes_nothing_while_another_is_open(people: Desk) -> None:
    found, voice = opened("undeclared_audio", "unlicensed_voice")
    audio = Case.objects.get(policy_family="undeclared-audio")

    decided(voice, people.max, "release")
    found.derivative.refresh_from_db()
    assert (found.derivative.state, open_holds(voice) != set()) == ("held", True)

    decided(audio, people.mia, "release")
    found.derivative.refresh_from_db()
    assert (found.derivative.state, open_holds(voice)) == ("published", set())


def test_a_block_in_one_case_is_not_undone_by_a_release_in_another(people: Desk) -> None:
    found, voice = opened("undeclared_audio", "unlicensed_voice")
    audio = Case.objects.get(policy_family="undeclared-audio")

    decided(voice, people.max, "block")
    decided(audio, people.mia, "release")

    found.derivative.refresh_from_db()
    assert found.derivative.state == "blocked"


def test_carrying_out_twice_acknowledges_each_effect_once(people: Desk) -> None:
    _, case = opened()
    decision = decided(case, people.max, carried_out=False)

    first = actions.apply_effects(actor=ACTOR, decision_id=decision.pk)
    second = actions.apply_effects(actor=ACTOR, decision_id=decision.pk)

    assert [effect.kind for effect in first] == ["hold_money", "block", "notify"]
    assert second == []
    assert Entry.objects.filter(verb="effect.done").count() == 3
    assert Entry.objects.filter(verb="derivative.statement_of_reasons").count() == 1


def test_the_same_click_twice_is_one_decision(people: Desk) -> None:
    _, case = opened()

    first = decided(case, people.max)
    again = actions.decide(
        actor=people.max.actor, user=people.max, case_id=case.public_id, token=1, action="block",
        policy="undeclared-audio", reason=REASON,
    )  # fmt: skip

    assert again == first
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "  no  "}, "reason_missing"),
        ({"action": "delete"}, "unknown_action"),
        ({"policy": "made-up"}, "unknown_policy"),
    ],
)
def test_an_incomplete_decision_is_refused_and_changes_nothing(
    people: Desk, changes: dict[str, str], code: str
) -> None:
    _, case = opened()
    token = taken(case, people.max).token
    whole = {"action": "block", "policy": "undeclared-audio", "reason": REASON} | changes

    with pytest.raises(Invalid) as refused:
        actions.decide(
            actor=people.max.actor, user=people.max, case_id=case.public_id, token=token, action=whole["action"],
            policy=whole["policy"], reason=whole["reason"],
        )  # fmt: skip

    assert refused.value.code == code
    case.refresh_from_db()
    assert (case.state, Decision.objects.count(), Effect.objects.count()) == ("open", 0, 0)


def test_a_held_derivative_cannot_be_withdrawn_only_blocked_or_released(people: Desk) -> None:
    _, case = opened()

    with pytest.raises(Conflict, match="that is held cannot be decided this way"):
        decided(case, people.max, "withdraw")
    assert Decision.objects.count() == 0


@pytest.mark.parametrize(
    "change", ["reason = 'other'", "moderator_id = NULL", "facts = '{}'", "action = 'release'"]
)
def test_the_database_refuses_to_rewrite_a_decision(people: Desk, change: str) -> None:
    _, case = opened()
    decision = decided(case, people.max)

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE moderation_decision SET {change} WHERE id = %s", [decision.pk])


def test_the_database_refuses_to_delete_a_decision(people: Desk) -> None:
    _, case = opened()
    decision = decided(case, people.max)

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM moderation_effect WHERE decision_id = %s", [decision.pk])


def test_a_platform_sees_the_decisions_about_its_own_derivatives_only(people: Desk) -> None:
    found, case = opened()
    decision = decided(case, people.max)
    stranger = held(name="Otherwave")

    assert list(decisions_of_derivative(found.client, found.derivative)) == [decision]
    assert list(decisions_of_derivative(stranger.client, found.derivative)) == []


def test_a_lease_that_ran_out_before_the_click_leaves_the_case_open(people: Desk) -> None:
    _, case = opened()
    lease = taken(case, people.max)

    with pytest.raises(Conflict, match="ran out"):
        actions.decide(
            actor=people.max.actor, user=people.max, case_id=case.public_id, token=lease.token, action="block",
            policy="undeclared-audio", reason=REASON, now=lease.until + timedelta(hours=1),
        )  # fmt: skip
    case.refresh_from_db()
    assert case.state == "open"
