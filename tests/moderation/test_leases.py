"""One person holds a case at a time; a lease that ran out can be taken over and its token is worth nothing."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.domain.errors import Conflict, NotFound
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case, Decision, Lease
from tests.moderation.cast import REASON, decided, desk, opened, taken


def decide(case: Case, by: User, token: int) -> Decision:
    return actions.decide(
        actor=by.actor, user=by, case_id=case.public_id, token=token, action="block",
        policy="undeclared-audio", reason=REASON,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_case_is_leased_for_a_quarter_of_an_hour() -> None:
    people, (_, case) = desk(), opened()
    at = timezone.now()

    lease = actions.take(actor=people.max.actor, user=people.max, case_id=case.public_id, now=at)

    assert (lease.token, lease.until - at) == (1, timedelta(minutes=15))


@pytest.mark.django_db
def test_taking_ones_own_case_again_extends_the_lease_under_the_same_token() -> None:
    people, (_, case) = desk(), opened()
    first = taken(case, people.max)
    later = first.until - timedelta(minutes=1)

    again = actions.take(actor=people.max.actor, user=people.max, case_id=case.public_id, now=later)

    assert (again.pk, again.token, again.until) == (first.pk, 1, later + timedelta(minutes=15))


@pytest.mark.django_db
def test_a_colleague_is_refused_while_the_lease_lives_and_learns_until_when() -> None:
    people, (_, case) = desk(), opened()
    taken(case, people.max)

    with pytest.raises(Conflict, match="Max holds this case until") as refused:
        taken(case, people.mia)

    assert refused.value.code == "case_taken"
    assert Lease.objects.count() == 1


@pytest.mark.django_db
def test_a_lease_that_ran_out_is_taken_over_and_the_old_token_decides_nothing() -> None:
    people, (_, case) = desk(), opened()
    old = taken(case, people.max)
    new = actions.take(
        actor=people.mia.actor, user=people.mia, case_id=case.public_id, now=old.until + timedelta(seconds=1)
    )

    with pytest.raises(Conflict) as refused:
        decide(case, people.max, old.token)

    assert refused.value.code == "stale_lease"
    assert (new.token, Decision.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_a_lease_that_ran_out_does_not_decide_even_when_nobody_took_over() -> None:
    people, (_, case) = desk(), opened()
    lease = taken(case, people.max)

    with pytest.raises(Conflict) as refused:
        actions.decide(
            actor=people.max.actor, user=people.max, case_id=case.public_id, token=lease.token, action="block",
            policy="undeclared-audio", reason=REASON, now=lease.until,
        )  # fmt: skip

    assert refused.value.code == "lease_over"
    assert Decision.objects.count() == 0


@pytest.mark.django_db
def test_a_case_given_back_can_be_taken_at_once() -> None:
    people, (_, case) = desk(), opened()
    lease = taken(case, people.max)

    for _ in range(2):
        actions.give_back(actor=people.max.actor, user=people.max, case_id=case.public_id, token=lease.token)

    assert taken(case, people.mia).token == 2


@pytest.mark.django_db
def test_a_decided_case_cannot_be_taken() -> None:
    people, (_, case) = desk(), opened()
    decided(case, people.max)

    with pytest.raises(Conflict, match="has been decided"):
        taken(case, people.mia)


@pytest.mark.django_db
def test_who_is_no_moderator_does_not_learn_that_the_case_exists() -> None:
    people, (_, case) = desk(), opened()

    with pytest.raises(NotFound):
        taken(case, people.sam)
    assert Lease.objects.count() == 0


@pytest.mark.django_db
def test_the_database_itself_refuses_two_leases_of_one_case_at_one_time() -> None:
    people, (_, case) = desk(), opened()
    lease = taken(case, people.max)
    overlapping = DateTimeTZRange(lease.until - timedelta(seconds=1), lease.until + timedelta(minutes=5))

    with pytest.raises(IntegrityError, match="one_live_lease_a_case"), transaction.atomic():
        Lease.objects.create(case=case, moderator=people.mia, token=2, during=overlapping)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_case_at_the_same_moment_exactly_one_gets_it() -> None:
    people, (_, case) = desk(), opened()
    start = Barrier(2)
    results: list[User | str] = []

    def try_to_take(user: User) -> None:
        start.wait()
        try:
            results.append(taken(case, user).moderator)
        except Conflict as refused:
            results.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=try_to_take, args=[user]) for user in (people.max, people.mia)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results.count("case_taken") == 1
    assert Lease.objects.count() == 1
