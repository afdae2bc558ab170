"""What withdrawn terms say must come down comes down when it is due: each once, whoever is killed in between."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.consent.models import Terms
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.impact import impact
from rightsdesk.derivatives.models import Derivative, Transition, WithdrawalEffect
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import State
from tests.builders import ACTOR, Song, platform, song, terms
from tests.derivatives.living import NOON, Pia, agree, living

pytestmark = pytest.mark.django_db
DUE = NOON + timedelta(days=14)
# The connection breaks in the middle of one take-down, after its first step.
DIES = """
CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'gone' USING ERRCODE = 'XX000'; END $$;
CREATE TRIGGER dies BEFORE INSERT ON derivatives_transition FOR EACH ROW
  WHEN (NEW.derivative_id = {key} AND NEW.after = 'withdrawn') EXECUTE FUNCTION dies()
"""


@pytest.fixture
def pia() -> tuple[Programme, ApiClient]:
    return platform()


@pytest.fixture
def agreed() -> tuple[Song, Terms]:
    made = song()
    terms(made.label)
    terms(made.publisher)
    return made, agree(made.artist.party, ending="take_down")


def withdraw(of: Terms) -> None:
    seen = impact(of, effective=NOON.date()).hash
    actions.withdraw(actor=ACTOR, terms_id=of.pk, reason="Enough.", simulation_hash=seen, now=NOON)


def states() -> list[str]:
    return list(Derivative.objects.order_by("pk").values_list("state", flat=True))


def outcomes() -> list[str]:
    return list(WithdrawalEffect.objects.order_by("derivative_id").values_list("outcome", flat=True))


@pytest.mark.parametrize(
    ("state", "after", "outcome"),
    [
        (State.PUBLISHED, State.WITHDRAWN, "taken_down"),
        (State.SUSPENDED, State.WITHDRAWN, "taken_down"),
        (State.HELD, State.BLOCKED, "taken_down"),
        (State.BLOCKED, State.BLOCKED, "already_gone"),
        (State.GENERATING, State.FAILED, "already_gone"),
    ],
)
def test_it_comes_down_from_wherever_it_is(
    pia: Pia, agreed: Any, state: State, after: State, outcome: str
) -> None:
    living(pia, agreed[0], state)
    withdraw(agreed[1])

    settled = actions.take_down_due(now=DUE)

    assert (settled, states(), outcomes()) == (1, [after], [outcome])


def test_nothing_comes_down_before_it_is_due(pia: Pia, agreed: Any) -> None:
    living(pia, agreed[0])
    withdraw(agreed[1])

    assert actions.take_down_due(now=DUE - timedelta(seconds=1)) == 0
    assert (states(), outcomes()) == ([State.PUBLISHED], ["waiting"])


def test_a_second_sweep_finds_nothing_to_do(pia: Pia, agreed: Any) -> None:
    living(pia, agreed[0])
    withdraw(agreed[1])
    actions.take_down_due(now=DUE)
    steps = Transition.objects.count()

    assert actions.take_down_due(now=DUE) == 0
    assert Transition.objects.count() == steps


def test_a_sweep_that_dies_half_way_is_finished_by_the_next(pia: Pia, agreed: Any) -> None:
    made = [living(pia, agreed[0]) for _ in range(3)]
    withdraw(agreed[1])
    with connection.cursor() as cursor:
        cursor.execute(DIES.format(key=made[1].pk))

    with pytest.raises(InternalError):
        actions.take_down_due(now=DUE)
    assert states() == [State.WITHDRAWN, State.PUBLISHED, State.PUBLISHED]
    assert outcomes() == ["taken_down", "waiting", "waiting"]

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER dies ON derivatives_transition")
    assert actions.take_down_due(now=DUE) == 2
    assert states() == [State.WITHDRAWN] * 3
    assert Transition.objects.filter(after="withdrawn").count() == 3


def test_a_limited_sweep_leaves_the_rest_for_the_next(pia: Pia, agreed: Any) -> None:
    for _ in range(3):
        living(pia, agreed[0])
    withdraw(agreed[1])

    assert [actions.take_down_due(now=DUE, limit=2) for _ in range(3)] == [2, 1, 0]


def test_nothing_comes_down_where_they_said_yes_anew(pia: Pia, agreed: Any) -> None:
    made, artists = agreed
    living(pia, made, territory="DE")
    living(pia, made, territory="FR")
    withdraw(artists)
    agree(made.artist.party, territories=["DE"])

    actions.take_down_due(now=DUE)

    assert states() == [State.PUBLISHED, State.WITHDRAWN]
    assert outcomes() == ["consent_returned", "taken_down"]


def test_what_came_down_is_not_published_again(pia: Pia, agreed: Any) -> None:
    held = living(pia, agreed[0], State.HELD)
    withdraw(agreed[1])
    actions.take_down_due(now=DUE)

    with pytest.raises(Conflict) as refused:
        actions.move(actor=ACTOR, derivative_id=held.pk, to=State.PUBLISHED, reason="appeal won")

    assert refused.value.code == "consent_withdrawn"
    assert states() == [State.BLOCKED]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE derivatives_withdrawaleffect SET outcome = 'waiting', done_at = NULL",
        "UPDATE derivatives_withdrawaleffect SET due = due + interval '1 year'",
        "DELETE FROM derivatives_withdrawaleffect",
    ],
)
def test_the_database_forgets_no_take_down(pia: Pia, agreed: Any, sql: str) -> None:
    living(pia, agreed[0])
    withdraw(agreed[1])
    actions.take_down_due(now=DUE)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert outcomes() == ["taken_down"]
