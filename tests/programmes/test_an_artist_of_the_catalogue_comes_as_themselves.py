"""Somebody invited as a party the catalogue already has: nothing of it is theirs before the check, all of it after."""

import pytest

from rightsdesk.accounts.models import Role, User
from rightsdesk.artists.actions import NewRelation, relate_parties
from rightsdesk.artists.models import Artist, Party, RelationKind
from rightsdesk.artists.queries import parties_of
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.programmes import actions, queries
from rightsdesk.programmes.models import CheckOutcome, Invitation, ProgrammeMember
from tests import builders
from tests.programmes.cast import EMAIL, NOW, TOKEN, Cast, check, invite, joining, refused, to_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return Cast()


@pytest.fixture
def vela(people: Cast) -> Party:
    """On the label's roster since January; nobody acts for her."""
    party = builders.party("Vela")
    new = NewRelation(party, people.label, RelationKind.ON_ROSTER_OF, NOW.date().replace(month=1))
    relate_parties(actor=builders.ACTOR, new=new)
    return party


def invited(people: Cast, vela: Party, token: str = TOKEN, email: str = EMAIL) -> Invitation:
    where = people.label_house
    return invite(
        people, by=people.lin, organisation=where, label=people.label, claims=vela, token=token, email=email
    )


def joined(people: Cast, vela: Party) -> User:
    invited(people, vela)
    actions.accept(token=TOKEN, joining=joining(known_as=""))
    return User.objects.get(email=EMAIL)


def test_before_the_check_nothing_of_it_is_theirs(people: Cast, vela: Party) -> None:
    parties = Party.objects.count()

    person = joined(people, vela)

    assert not parties_of(person).exists()
    assert Party.objects.count() == parties
    assert queries.identified(vela), "what somebody claims says nothing about the party"
    (waits,) = queries.identity_queue()
    assert (waits, waits.claimant) == (vela, EMAIL)  # type: ignore[attr-defined]


def test_after_the_check_they_act_for_it(people: Cast, vela: Party) -> None:
    offer, _ = builders.platform()
    invite(people, claims=vela, programme=offer)
    actions.accept(token=TOKEN, joining=joining(known_as=""))
    person = User.objects.get(email=EMAIL)

    check(people, vela)

    assert list(queries.parties_where(person, "sign_terms")) == [vela]
    assert list(queries.identity_queue()) == []
    assert ProgrammeMember.objects.get().party == vela
    assert not Artist.objects.filter(name="Noor").exists()


def test_a_failed_check_ends_the_claim_and_says_nothing_about_the_party(people: Cast, vela: Party) -> None:
    person = joined(people, vela)

    check(people, vela, outcome=CheckOutcome.FAILED)

    assert not parties_of(person).exists()
    assert queries.identified(vela)
    assert list(queries.identity_queue()) == []
    invited(people, vela, token="again", email="vela@elsewhere.example")
    actions.accept(token="again", joining=joining())
    check(people, vela)
    (acts,) = User.objects.filter(memberships__organisation__parties=vela)
    assert acts.email == "vela@elsewhere.example"


def test_only_one_at_a_time_claims_to_be_somebody(people: Cast, vela: Party) -> None:
    invited(people, vela, token="other", email="eve@elsewhere.example")
    joined(people, vela)

    refused(lambda: actions.accept(token="other", joining=joining()), Conflict, "joined as Vela already")


def test_nobody_is_invited_as_who_has_somebody_already(people: Cast) -> None:
    taken, _ = people.party, people.rae

    refused(lambda: invite(people, claims=taken), Conflict, "acts for Ada Ferro already")


def test_a_label_names_only_artists_of_its_own_roster(people: Cast) -> None:
    stranger = builders.party("Somebody else’s")
    where, label, lin = people.label_house, people.label, people.lin

    refused(
        lambda: invite(people, by=lin, organisation=where, label=label, claims=stranger),
        NotFound,
        "nothing here",
    )


def test_a_delegate_is_nobody_of_the_catalogue(people: Cast, vela: Party) -> None:
    _ = people.ada, people.party

    refused(lambda: to_team(people, "read_money", claims=vela), Invalid, "nobody of the catalogue")


def test_who_claims_does_not_check(people: Cast, vela: Party) -> None:
    joined(people, vela)
    lin = people.lin
    builders.person("Lin", Role.RIGHTS_ADMINISTRATOR, people.operator)

    refused(lambda: check(people, vela, by=lin), Forbidden, "neither invited them")
