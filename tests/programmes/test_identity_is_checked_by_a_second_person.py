"""Who joined by themselves is somebody the desk does not know yet, until a second person has looked."""

import pytest

from rightsdesk.accounts import actions as accounts
from rightsdesk.accounts.models import Role
from rightsdesk.artists.models import Party
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.journal.models import Entry
from rightsdesk.programmes import queries
from rightsdesk.programmes.models import CheckMethod, CheckOutcome, IdentityCheck
from tests import builders
from tests.programmes.cast import EMAIL, Cast, check, newcomer, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return Cast()


def test_a_party_the_desk_registered_is_known(people: Cast) -> None:
    assert queries.identified(people.party)
    assert list(queries.identity_queue()) == []


def test_who_joined_is_unknown_until_the_check_is_passed(people: Cast) -> None:
    noor = newcomer(people)
    assert not queries.identified(noor)
    assert list(queries.identity_queue()) == [noor]

    check(people, noor)

    assert queries.identified(noor)
    assert list(queries.identity_queue()) == []
    told = Entry.objects.get(verb="programmes.identity_checked")
    assert (told.actor, told.subject) == (people.roy.actor, noor.public_id)
    assert told.facts == {"method": "document", "outcome": "passed", "evidence": ""}


def test_the_latest_check_counts(people: Cast) -> None:
    noor = newcomer(people)
    check(people, noor)

    check(people, noor, outcome=CheckOutcome.FAILED, reference="the passport was reported stolen")

    assert not queries.identified(noor)
    assert [row.identity for row in queries.identity_queue()] == ["failed"]  # type: ignore[attr-defined]


def test_even_a_party_the_desk_registered_is_unknown_once_a_check_failed(people: Cast) -> None:
    check(people, people.party, outcome=CheckOutcome.FAILED)

    assert not queries.identified(people.party)


def test_the_same_check_twice_is_one(people: Cast) -> None:
    noor = newcomer(people)

    assert check(people, noor).pk == check(people, noor).pk
    assert IdentityCheck.objects.count() == 1


def test_who_invited_does_not_check(people: Cast) -> None:
    noor = newcomer(people)

    refused(lambda: check(people, noor, by=people.rae), Forbidden, "neither invited them nor belongs")


def test_who_joined_does_not_check_even_as_a_rights_administrator(people: Cast) -> None:
    noor = newcomer(people)
    herself = accounts.create_user(actor=builders.ACTOR, email=EMAIL, name="")
    accounts.grant_role(
        actor=builders.ACTOR,
        user=herself,
        organisation=people.operator,
        role=Role.RIGHTS_ADMINISTRATOR,
    )

    refused(lambda: check(people, noor, by=herself), Forbidden, "neither invited them nor belongs")


def test_for_everybody_but_the_operators_rights_administrators_there_is_nothing_to_check(
    people: Cast,
) -> None:
    noor = newcomer(people)

    for who in (people.ada, people.lin, people.sam, people.guest):
        refused(lambda: check(people, noor, by=who), NotFound, "nothing here")  # noqa: B023
    refused(lambda: check(people, Party(public_id="pty_none")), NotFound, "nothing here")


def test_a_check_says_what_was_seen(people: Cast) -> None:
    noor = newcomer(people)

    refused(lambda: check(people, noor, reference=" "), Invalid, "what you saw")


def test_each_way_of_checking_is_kept_with_its_evidence(people: Cast) -> None:
    noor, proof = newcomer(people), builders.sound_asset()

    for method in CheckMethod:
        check(people, noor, method=method, evidence=proof)

    assert set(IdentityCheck.objects.values_list("method", "evidence__sha256")) == {
        (method.value, proof.sha256) for method in CheckMethod
    }


def test_terms_of_a_newcomer_come_into_force_only_after_the_check(people: Cast) -> None:
    noor = newcomer(people)

    refused(lambda: builders.terms(noor), Conflict, "once their identity has been checked")

    check(people, noor)
    assert builders.terms(noor).state == "in_force"
