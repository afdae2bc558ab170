"""Going around the ORM: the database itself keeps histories, steps and shares straight."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from rightsdesk.derivatives import actions
from rightsdesk.derivatives.models import Derivative, Transition
from tests.builders import ask, consented_song, platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def derivative() -> Derivative:
    programme, client = platform()
    return actions.request(actor=client.actor, client=client, programme=programme, ask=ask(consented_song()))[
        0
    ]


def refused(sql: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        connection.cursor().execute(sql, values)
    return str(error.value)


def test_a_transition_cannot_be_rewritten(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE derivatives_transition SET reason = 'x'")
    assert "never changed" in refused("DELETE FROM derivatives_transition")


def test_a_step_outside_the_table_is_refused(derivative: Derivative) -> None:
    step = "INSERT INTO derivatives_transition (derivative_id, before, after, at, actor, reason) VALUES (%s, %s, %s, now(), 'x', '')"

    assert "transition_in_table" in refused(step, derivative.pk, "authorised", "published")
    assert Transition.objects.count() == 1


def test_a_step_must_begin_where_the_last_one_ended(derivative: Derivative) -> None:
    step = "INSERT INTO derivatives_transition (derivative_id, before, after, at, actor, reason) VALUES (%s, %s, %s, now(), 'x', '')"

    assert "is authorised, not screening" in refused(step, derivative.pk, "screening", "published")


def test_a_state_nobody_defined_is_refused(derivative: Derivative) -> None:
    assert "derivative_state" in refused("UPDATE derivatives_derivative SET state = 'glorious'")


def test_a_derivative_cannot_be_made_from_itself(derivative: Derivative) -> None:
    add = "INSERT INTO derivatives_source (derivative_id, parent_id, weight_ppm) VALUES (%s, %s, 1000000)"

    assert "made from itself" in refused(add, derivative.pk, derivative.pk)


def test_a_verdict_and_its_clauses_cannot_be_rewritten(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE consent_verdict SET outcome = 'deny'")
    assert "never changed" in refused("UPDATE consent_clause SET answer = 'deny'")


def test_terms_in_force_cannot_be_reworded(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE consent_terms SET signed_by = 'somebody else'")


def test_two_shares_of_one_party_in_one_right_never_overlap(derivative: Derivative) -> None:
    again = (
        'INSERT INTO artists_share (public_id, party_id, recording_id, work_id, "right", places, ppm, valid, recorded, source)'
        " SELECT 'shr_x', party_id, recording_id, work_id, \"right\", places, 1, valid, recorded, ''"
        " FROM artists_share LIMIT 1"
    )

    assert "share_no_overlap" in refused(again)


def test_a_share_is_closed_not_edited(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE artists_share SET ppm = 1")
