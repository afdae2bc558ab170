"""An appeal is heard by somebody who decided nothing in the case: the code says so, and so does the database."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Appeal, Case, Decision
from tests.builders import ACTOR
from tests.moderation.cast import GROUNDS, Desk, decided, desk, opened

pytestmark = pytest.mark.django_db
WHY = "The loop is indeed public; listening to both parts leaves no doubt."


@pytest.fixture
def people() -> Desk:
    return desk()


def appealed(case: Case, people: Desk, action: str = "block") -> Appeal:
    decision = decided(case, people.max, action)
    return actions.appeal(actor=ACTOR, side="platform", decision_id=decision.public_id, grounds=GROUNDS)


def heard(appeal: Appeal, people: Desk, outcome: str) -> Decision:
    result = actions.hear_appeal(
        actor=people.mia.actor, user=people.mia, appeal_id=appeal.public_id, outcome=outcome, reason=WHY
    )
    actions.apply_effects(actor=ACTOR, decision_id=result.pk)
    return result


def test_upholding_repeats_the_decision_as_a_new_one_and_closes_the_case(people: Desk) -> None:
    found, case = opened()
    appeal = appealed(case, people)

    result = heard(appeal, people, "upheld")

    for row in (appeal, case, found.derivative):
        row.refresh_from_db()
    assert (appeal.state, appeal.heard_by, appeal.result) == ("upheld", people.mia, result)
    assert (result.action, result.overrides, case.state) == ("block", appeal.decision, "closed")
    assert found.derivative.state == "blocked"


def test_overturning_a_block_publishes_the_derivative_and_releases_its_money(people: Desk) -> None:
    found, case = opened()

    result = heard(appealed(case, people), people, "overturned")

    found.derivative.refresh_from_db()
    assert (result.action, found.derivative.state) == ("release", "published")
    assert not found.derivative.holds.filter(during__endswith=None).exists()


def test_overturning_a_release_suspends_what_was_published(people: Desk) -> None:
    found, case = opened()

    heard(appealed(case, people, "release"), people, "overturned")

    found.derivative.refresh_from_db()
    assert found.derivative.state == "suspended"


def test_who_decided_may_not_hear_and_nothing_changes(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)

    with pytest.raises(Forbidden, match="never heard by anyone who took part"):
        actions.hear_appeal(
            actor=people.max.actor, user=people.max, appeal_id=appeal.public_id, outcome="upheld", reason=WHY
        )

    appeal.refresh_from_db()
    assert (appeal.state, appeal.heard_by, Decision.objects.count()) == ("open", None, 1)


def test_a_stranger_does_not_learn_that_there_is_an_appeal(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)

    with pytest.raises(NotFound):
        actions.hear_appeal(
            actor=people.sam.actor, user=people.sam, appeal_id=appeal.public_id, outcome="upheld", reason=WHY
        )
    assert Decision.objects.count() == 1


def test_hearing_twice_gives_the_first_result(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)

    assert heard(appeal, people, "upheld") == heard(appeal, people, "upheld")
    assert Decision.objects.count() == 2


def test_an_appeal_that_was_heard_is_not_heard_again_by_a_third(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)
    heard(appeal, people, "upheld")

    with pytest.raises(Conflict, match="heard already"):
        actions.hear_appeal(
            actor=people.sul.actor,
            user=people.sul,
            appeal_id=appeal.public_id,
            outcome="overturned",
            reason=WHY,
        )


def test_the_answer_to_an_appeal_cannot_be_appealed(people: Desk) -> None:
    _, case = opened()
    result = heard(appealed(case, people), people, "upheld")

    with pytest.raises(Conflict, match="it is final here"):
        actions.appeal(actor=ACTOR, side="artist", decision_id=result.public_id, grounds=GROUNDS)


def test_an_appeal_comes_once_in_time_and_with_grounds(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)
    decision = appeal.decision

    assert (
        actions.appeal(actor=ACTOR, side="platform", decision_id=decision.public_id, grounds=GROUNDS)
        == appeal
    )
    with pytest.raises(Conflict, match="under appeal already"):
        actions.appeal(actor=ACTOR, side="artist", decision_id=decision.public_id, grounds=GROUNDS)
    with pytest.raises(Invalid, match="in a sentence"):
        actions.appeal(actor=ACTOR, side="artist", decision_id=decision.public_id, grounds="No.")
    assert Appeal.objects.count() == 1


def test_an_appeal_after_six_months_is_too_late(people: Desk) -> None:
    _, case = opened()
    decision = decided(case, people.max)

    with pytest.raises(Conflict, match="has passed"):
        actions.appeal(
            actor=ACTOR, side="artist", decision_id=decision.public_id, grounds=GROUNDS,
            now=decision.at + timedelta(days=184),
        )  # fmt: skip
    assert Appeal.objects.count() == 0


def test_an_effect_still_pending_is_not_carried_out_once_its_decision_was_overturned(people: Desk) -> None:
    found, case = opened()
    decision = decided(case, people.max, carried_out=False)
    appeal = actions.appeal(actor=ACTOR, side="platform", decision_id=decision.public_id, grounds=GROUNDS)
    heard(appeal, people, "overturned")

    actions.apply_effects(actor=ACTOR, decision_id=decision.pk)

    found.derivative.refresh_from_db()
    assert found.derivative.state == "published"
    assert all(effect.outcome.startswith("Not carried out") for effect in decision.effects.all())


HEAR = (
    "UPDATE moderation_appeal SET state = 'upheld', heard_by_id = %(by)s, heard_at = now(), result_id = %(result)s "
    "WHERE id = %(appeal)s"
)
OVERRIDE = (
    "INSERT INTO moderation_decision (public_id, case_id, moderator_id, action, policy_id, reason, facts, overrides_id, at)"
    " SELECT 'dec_forged', case_id, %(by)s, 'block', policy_id, 'forged', '{}', id, now() FROM moderation_decision"
    " WHERE id = %(decision)s RETURNING id"
)


def attack(sql: str, **facts: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, facts)


def test_raw_sql_cannot_let_the_decider_answer_with_the_decision_itself(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)

    with pytest.raises(DatabaseError, match="does not override the one under appeal"):
        attack(HEAR, by=people.max.pk, result=appeal.decision_id, appeal=appeal.pk)
    appeal.refresh_from_db()
    assert appeal.state == "open"


def test_raw_sql_cannot_let_the_decider_override_their_own_decision(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)

    with pytest.raises(DatabaseError, match="took part in case"):
        attack(OVERRIDE, by=people.max.pk, decision=appeal.decision_id)
    assert Decision.objects.count() == 1


def test_raw_sql_cannot_credit_a_colleagues_hearing_to_the_decider(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)

    attack(OVERRIDE, by=people.mia.pk, decision=appeal.decision_id)
    forged = Decision.objects.get(public_id="dec_forged")

    with pytest.raises(DatabaseError, match="does not override"):
        attack(HEAR, by=people.max.pk, result=forged.pk, appeal=appeal.pk)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.heard_by) == ("open", None)


def test_raw_sql_cannot_rewrite_an_appeal_that_was_heard(people: Desk) -> None:
    _, case = opened()
    appeal = appealed(case, people)
    heard(appeal, people, "upheld")

    with pytest.raises(DatabaseError, match="has been heard"):
        attack("UPDATE moderation_appeal SET state = 'overturned' WHERE id = %(appeal)s", appeal=appeal.pk)
    with pytest.raises(DatabaseError, match="never changed"):
        attack("UPDATE moderation_appeal SET grounds = 'none' WHERE id = %(appeal)s", appeal=appeal.pk)
