"""Joining and leaving a programme: by who may sign, once the identity is known, and at once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rightsdesk.accounts.models import Programme
from rightsdesk.accounts.models import User as Person
from rightsdesk.artists.models import Party
from rightsdesk.domain.errors import Conflict, Forbidden, NotFound
from rightsdesk.programmes import actions, queries
from rightsdesk.programmes.models import CheckOutcome, ProgrammeMember
from tests import builders
from tests.programmes.cast import EMAIL, LATER, NOW, Cast, check, delegate, newcomer, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return Cast()


@pytest.fixture
def offer() -> Programme:
    return builders.platform()[0]


def join(user: Person, party: Party, offer: Programme, **when: Any) -> ProgrammeMember:
    named = {"party_id": party.public_id, "programme_id": offer.public_id}
    return actions.join_programme(actor=user.actor, user=user, **named, **when)


def leave(user: Person, party: Party, offer: Programme, **when: Any) -> None:
    named = {"party_id": party.public_id, "programme_id": offer.public_id}
    actions.leave_programme(actor=user.actor, user=user, **named, **when)


def test_a_party_takes_part_from_the_day_it_joins_until_the_day_it_leaves(
    people: Cast, offer: Programme
) -> None:
    join(people.ada, people.party, offer, now=NOW)
    leave(people.ada, people.party, offer, now=LATER)

    before, day, after = (NOW.date() + timedelta(days=n) for n in (-1, 0, 1))
    assert [queries.joined(people.party, offer, each) for each in (before, day, after)] == [
        False,
        True,
        False,
    ]
    assert list(queries.members(offer, day)) == [people.party]


def test_leaving_on_the_same_day_holds_at_once(people: Cast, offer: Programme) -> None:
    join(people.ada, people.party, offer, now=NOW)
    leave(people.ada, people.party, offer, now=NOW + timedelta(hours=1))

    assert not queries.joined(people.party, offer, NOW.date())


def test_joining_twice_is_once_and_coming_back_is_a_new_membership(people: Cast, offer: Programme) -> None:
    assert join(people.ada, people.party, offer).pk == join(people.ada, people.party, offer).pk

    for _ in range(2):
        leave(people.ada, people.party, offer)
    join(people.ada, people.party, offer)

    assert ProgrammeMember.objects.filter(left_at=None).count() == 1
    assert ProgrammeMember.objects.count() == 2


def test_who_may_not_sign_neither_joins_nor_leaves(people: Cast, offer: Programme) -> None:
    noa = delegate(people, "read_money", "answer_requests", "invite")
    join(people.ada, people.party, offer)

    refused(lambda: join(noa, people.party, offer), Forbidden, "may not sign")
    refused(lambda: leave(noa, people.party, offer), Forbidden, "may not sign")
    leave(delegate(people, "sign_terms", name="Mo"), people.party, offer)
    assert not queries.joined(people.party, offer, timezone.localdate())


def test_strangers_do_not_learn_of_the_party(people: Cast, offer: Programme) -> None:
    for who in (people.sam, people.guest, people.rae):
        refused(lambda: join(who, people.party, offer), NotFound, "nothing here")  # noqa: B023


def test_an_unknown_party_takes_no_part_before_its_check(people: Cast, offer: Programme) -> None:
    noor = newcomer(people)
    herself = Person.objects.get(email=EMAIL)

    refused(lambda: join(herself, noor, offer), Conflict, "who you are")

    check(people, noor)
    assert join(herself, noor, offer).party == noor


def test_who_was_invited_to_a_programme_takes_part_once_checked_and_no_longer_once_it_fails(
    people: Cast, offer: Programme
) -> None:
    noor = newcomer(people, programme=offer)
    today = timezone.localdate()
    assert not queries.joined(noor, offer, today)

    check(people, noor)
    assert queries.joined(noor, offer, today)

    check(people, noor, outcome=CheckOutcome.FAILED)
    assert not queries.joined(noor, offer, today)


def test_a_programme_that_is_not_open_lets_nobody_in(people: Cast, offer: Programme) -> None:
    Programme.objects.update(valid_to=date(2026, 2, 1))

    refused(lambda: join(people.ada, people.party, offer), Conflict, "not open today")
