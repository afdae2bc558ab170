"""What a role brings with it, what a delegate is given, for how long, and that the database holds it too."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from rightsdesk.accounts import actions, queries
from rightsdesk.accounts.models import DelegatedRight, Membership, Organisation, OrganisationKind, Role, User
from rightsdesk.domain.errors import Conflict
from rightsdesk.journal.models import Entry
from tests.builders import ACTOR, organisation, person

pytestmark = pytest.mark.django_db
ALL = set(DelegatedRight)


@pytest.fixture
def team() -> Organisation:
    return organisation("Ada Ferro Team", OrganisationKind.ARTIST_TEAM)


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.ARTIST, ALL),
        (Role.RIGHTS_ADMINISTRATOR, ALL),
        (Role.FINANCE, {"read_money"}),
        (Role.AUDITOR, {"read_money"}),
        (Role.MODERATOR, set()),
        (Role.SUPERVISOR, set()),
        (Role.SUPPORT, set()),
        (Role.DELEGATE, set()),
    ],
)
def test_what_a_role_brings_with_it(team: Organisation, role: Role, rights: set[str]) -> None:
    somebody = person("Noa", role, team)

    assert queries.rights_in(somebody, team) == rights
    assert {right for right in DelegatedRight if queries.may(somebody, team, right)} == rights


def test_a_delegate_may_do_what_was_given_and_nothing_else(team: Organisation) -> None:
    noa = person("Noa", Role.DELEGATE, team, rights=["answer_requests"])

    assert queries.rights_in(noa, team) == {"answer_requests"}
    assert [right for right in DelegatedRight if queries.may(noa, team, right)] == ["answer_requests"]


def test_rights_in_one_organisation_are_none_in_another(team: Organisation) -> None:
    ada = person("Ada", Role.ARTIST, team)
    other = organisation("Sam Oduya Team", OrganisationKind.ARTIST_TEAM)

    assert not queries.may(ada, other, "sign_terms")
    assert list(queries.organisations_where(ada, "sign_terms")) == [team]


def test_a_right_nobody_knows_is_an_error_and_not_a_no(team: Organisation) -> None:
    with pytest.raises(ValueError, match="fly"):
        queries.may(person("Ada", Role.ARTIST, team), team, "fly")


def grant(noa: User, team: Organisation, **changes: Any) -> Membership:
    said = {"role": Role.DELEGATE, "rights": ["read_money"], **changes}
    return actions.grant_role(actor=ACTOR, user=noa, organisation=team, **said)


@pytest.fixture
def noa() -> User:
    return actions.create_user(actor=ACTOR, email="noa@rightsdesk.example", name="Noa")


def test_the_period_ends_by_itself(noa: User, team: Organisation) -> None:
    today = timezone.localdate()
    held = grant(noa, team, until=today + timedelta(days=1))
    assert queries.may(noa, team, "read_money")

    Membership.objects.filter(pk=held.pk).update(valid_from=today - timedelta(days=1), valid_to=today)

    assert not queries.may(noa, team, "read_money")


def test_ending_a_role_holds_at_once_and_twice_is_once(noa: User, team: Organisation) -> None:
    held = grant(noa, team)

    for _ in range(2):
        actions.end_role(actor=ACTOR, membership_id=held.pk, reason="Parted.")

    assert not queries.may(noa, team, "read_money")
    (told,) = Entry.objects.filter(verb="accounts.role_ended")
    assert (told.subject, told.reason) == (noa.public_id, "Parted.")


def test_the_same_grant_twice_is_one_and_another_is_a_conflict(noa: User, team: Organisation) -> None:
    first = grant(noa, team)
    assert grant(noa, team) == first

    with pytest.raises(Conflict, match="already, with other rights"):
        grant(noa, team, rights=["sign_terms"])

    assert list(Membership.objects.values_list("rights", flat=True)) == [["read_money"]]


def test_after_the_end_other_rights_may_be_given_on_the_same_day(noa: User, team: Organisation) -> None:
    actions.end_role(actor=ACTOR, membership_id=grant(noa, team).pk)

    grant(noa, team, rights=["sign_terms"])

    assert queries.rights_in(noa, team) == {"sign_terms"}
    assert Membership.objects.count() == 2


def test_an_organisation_of_ones_own_is_never_a_strangers_of_that_name(team: Organisation) -> None:
    made = actions.found_organisation(actor=ACTOR, name=team.name, kind=OrganisationKind.ARTIST_TEAM)

    assert made.pk != team.pk
    assert made.name == f"{team.name} ({made.public_id[-6:]})"


def test_an_account_that_must_be_new_is_not_somebodys_old_one(noa: User) -> None:
    with pytest.raises(Conflict, match="already here"):
        actions.create_new_user(actor=ACTOR, email="NOA@rightsdesk.example", name="Eve", password="x")

    assert User.objects.get().name == "Noa"


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"rights": ["fly"]}, "membership_rights"),
        ({"role": "artist"}, "rights_of_delegates"),
        ({"valid_to": date(2020, 1, 1)}, "membership_period"),
    ],
)
def test_the_database_refuses_around_the_actions(
    noa: User, team: Organisation, changes: dict[str, Any], constraint: str
) -> None:
    held = grant(noa, team)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Membership.objects.filter(pk=held.pk).update(**changes)

    held.refresh_from_db()
    assert (held.role, held.rights, held.valid_to) == ("delegate", ["read_money"], None)


def test_the_database_refuses_the_same_role_twice_at_the_same_time(noa: User, team: Organisation) -> None:
    grant(noa, team)

    with pytest.raises(IntegrityError, match="membership_no_overlap"), transaction.atomic():
        Membership.objects.create(user=noa, organisation=team, role="delegate", rights=["invite"])

    assert Membership.objects.count() == 1
