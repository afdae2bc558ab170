"""Through an invitation's link: once, in time, as the person who was asked, and never as somebody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rightsdesk.accounts import actions as accounts
from rightsdesk.accounts.models import Membership, Organisation, OrganisationKind, User
from rightsdesk.accounts.queries import rights_in
from rightsdesk.artists.models import Artist, Party, PartyRelation
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.journal.models import Entry
from rightsdesk.programmes import actions, queries
from rightsdesk.programmes.models import Invitation, InvitationKind
from tests import builders
from tests.programmes.cast import EMAIL, TOKEN, Cast, delegate, invite, joining, newcomer, refused, to_team

pytestmark = pytest.mark.django_db
ISNI = builders.isni(123_456)


@pytest.fixture
def people() -> Cast:
    return Cast()


def accept(signed_in: User | None = None, token: str = TOKEN, **changes: Any) -> Invitation:
    return actions.accept(token=token, joining=joining(**changes), signed_in=signed_in)


def test_an_artist_comes_with_a_desk_of_their_own(people: Cast) -> None:
    invitation = invite(people)

    joined = accept(identifiers={"isni": ISNI})

    noor = User.objects.get(email=EMAIL)
    party = Party.objects.get(name="Noor")
    assert (joined.pk, joined.party, joined.accepted_by) == (invitation.pk, party, noor)
    assert (noor.name, noor.check_password(builders.PASSWORD), noor.is_staff) == (
        "Noor Vance",
        True,
        False,
    )
    assert (party.organisation.name if party.organisation else "", party.tax_residence) == ("Noor", "NL")
    assert [str(row) for row in party.identifiers.all()] == [f"isni {ISNI}"]
    assert Artist.objects.get(party=party).name == "Noor"
    assert list(queries.parties_where(noor, "sign_terms")) == [party]
    assert not queries.identified(party)
    told = Entry.objects.get(verb="programmes.joined")
    assert (told.actor, told.subject) == (noor.actor, invitation.public_id)
    assert told.facts == {"kind": "artist", "rules": "2026.1", "party": party.public_id}


def test_a_publisher_comes_as_a_publisher(people: Cast) -> None:
    invite(people, kind=InvitationKind.PUBLISHER)

    party = accept(known_as="Blue Mill Publishing").party

    assert party is not None
    assert (party.kind, party.organisation and party.organisation.kind) == ("publisher", "publisher")
    assert list(Membership.objects.filter(user__email=EMAIL).values_list("role", flat=True)) == [
        "rights_administrator"
    ]
    assert not Artist.objects.filter(party=party).exists()


def test_an_artist_invited_by_a_label_is_on_its_roster_and_answers_for_themselves(people: Cast) -> None:
    invite(people, by=people.lin, organisation=people.label_house, label=people.label)

    party = accept().party

    relation = PartyRelation.objects.get(party=party)
    assert (relation.of, relation.kind, relation.speaks) == (people.label, "on_roster_of", False)


def test_the_link_works_once(people: Cast) -> None:
    newcomer(people)

    refused(lambda: accept(name="Eve"), Conflict, "has ended")


def test_an_expired_link_lets_nobody_in(people: Cast) -> None:
    invite(people, now=timezone.now() - timedelta(days=15))

    refused(accept, Conflict, "has ended")


def test_an_invitation_taken_back_lets_nobody_in(people: Cast) -> None:
    invitation = invite(people)
    actions.revoke(actor=people.roy.actor, user=people.roy, invitation_id=invitation.public_id)

    refused(accept, Conflict, "has ended")


def test_a_token_that_is_none_leads_nowhere(people: Cast) -> None:
    invite(people)

    refused(lambda: accept(token="x" * 43), NotFound, "nothing here")


def test_a_newer_invitation_takes_the_place_of_the_old(people: Cast) -> None:
    invite(people)
    invite(people, token="another token", email=EMAIL.upper())

    refused(accept, Conflict, "has ended")
    assert accept(token="another token").party is not None


def test_the_desk_keeps_no_token(people: Cast) -> None:
    invitation = invite(people)

    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert TOKEN not in str(row) + str(list(Entry.objects.values()))
    assert len(invitation.token_hash) == 64


def test_who_has_lost_the_right_to_invite_lets_nobody_in_by_an_old_link(people: Cast) -> None:
    noa = delegate(people, "invite", "read_money")
    to_team(people, "read_money", by=noa)
    actions.end_delegation(
        actor=people.ada.actor,
        user=people.ada,
        organisation_id=people.team.public_id,
        person_id=noa.public_id,
    )

    refused(accept, Conflict, "may no longer do so")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rules": ""}, "accept the rules"),
        ({"rules": "2020.1"}, "accept the rules"),
        ({"name": " "}, "your name"),
        ({"known_as": ""}, "known by"),
        ({"password": "short"}, "too short"),
        ({"identifiers": {"isni": "0000000000000000"}}, "ISNI"),
    ],
)
def test_what_is_missing_or_malformed_is_said_in_words(
    people: Cast, changes: dict[str, Any], words: str
) -> None:
    invite(people)

    refused(lambda: accept(**changes), Invalid, words)


def test_nobody_becomes_somebody_else_by_knowing_their_number(people: Cast) -> None:
    invite(people)
    known = people.party.identifiers.get(kind="isni").value

    refused(lambda: accept(identifiers={"isni": known}), Conflict, "already belongs to somebody")


def test_nobody_joins_a_strangers_team_by_its_name(people: Cast) -> None:
    invite(people)

    theirs = people.team.pk

    party = accept(known_as="Ada Ferro Team").party

    assert party is not None
    assert party.organisation_id != theirs
    assert Organisation.objects.filter(name__startswith="Ada Ferro Team").count() == 2


def test_an_account_that_exists_is_entered_only_by_signing_in(people: Cast) -> None:
    to_team(people, "read_money", email=people.sam.email)

    refused(accept, Forbidden, "Sign in as sam@")
    refused(lambda: accept(people.guest), Forbidden, "sign out first")
    accept(people.sam)

    assert rights_in(people.sam, people.team) == {"read_money"}


def test_somebody_else_who_is_signed_in_does_not_accept_for_a_newcomer(people: Cast) -> None:
    invite(people)

    refused(lambda: accept(people.sam), Forbidden, "sign out first")


def test_a_delegate_gets_the_rights_of_the_invitation_until_its_day(people: Cast) -> None:
    until = timezone.localdate() + timedelta(days=30)
    to_team(people, "read_money", "answer_requests", until=until)

    joined = accept()

    held = Membership.objects.get(user__email=EMAIL)
    assert (held.organisation, held.role, held.valid_to) == (people.team, "delegate", until)
    assert set(held.rights) == {"answer_requests", "read_money"}
    assert joined.party is None


def test_the_same_token_is_the_same_invitation(people: Cast) -> None:
    assert invite(people).pk == invite(people).pk
    assert Invitation.objects.count() == 1


def test_two_people_of_one_name_found_two_organisations(people: Cast) -> None:
    accounts.register_organisation(actor=builders.ACTOR, name="Noor", kind=OrganisationKind.ARTIST_TEAM)

    party = newcomer(people)

    assert str(party.organisation).startswith("Noor (")
