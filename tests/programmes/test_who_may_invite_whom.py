"""Who invites must hold what the invitation gives; everybody else is refused, and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.programmes import actions
from rightsdesk.programmes.models import Invitation, InvitationKind
from tests.programmes.cast import TOKEN, Cast, delegate, invite, newcomer, refused, to_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    found = Cast()
    _ = found.ada, found.party
    return found


def test_the_desk_invites_artists_and_publishers(people: Cast) -> None:
    for kind in (InvitationKind.ARTIST, InvitationKind.PUBLISHER):
        assert invite(people, kind=kind, token=kind.value).inviter == people.rae


def test_a_label_invites_artists_to_its_own_roster_and_to_nothing_else(people: Cast) -> None:
    own: dict[str, Any] = {"by": people.lin, "organisation": people.label_house}
    assert invite(people, **own, label=people.label).label == people.label

    for changes in ({}, {"kind": InvitationKind.PUBLISHER, "label": people.label}, {"label": people.party}):
        refused(lambda: invite(people, **own, token="x", **changes), Forbidden, "may not invite")  # noqa: B023


def test_an_artist_invites_delegates_but_no_artists(people: Cast) -> None:
    assert to_team(people, "sign_terms").organisation == people.team

    refused(
        lambda: invite(people, by=people.ada, organisation=people.team, token="x"),
        Forbidden,
        "may not invite",
    )


def test_strangers_do_not_learn_that_the_organisation_exists(people: Cast) -> None:
    for stranger in (people.sam, people.guest, people.lin):
        refused(lambda: to_team(people, "read_money", by=stranger), NotFound, "nothing here")  # noqa: B023


def test_a_delegate_passes_on_only_what_they_hold(people: Cast) -> None:
    noa = delegate(people, "invite", "read_money")
    assert to_team(people, "read_money", by=noa).rights == ["read_money"]

    refused(lambda: to_team(people, "sign_terms", by=noa, token="x"), Forbidden, "rights you have yourself")


def test_a_delegate_without_the_right_invites_nobody(people: Cast) -> None:
    noa = delegate(people, "sign_terms", "read_money")

    refused(lambda: to_team(people, "read_money", by=noa), Forbidden, "may not invite")


def test_the_operator_has_no_delegates(people: Cast) -> None:
    rae = people.rae

    refused(
        lambda: to_team(people, "read_money", by=rae, organisation=people.operator),
        Forbidden,
        "owns no rights",
    )


def test_an_invitation_that_makes_no_sense_is_refused_in_words(people: Cast) -> None:
    refused(lambda: to_team(people), Invalid, "at least one right")
    refused(lambda: to_team(people, "read_money", email="nobody"), Invalid, "not an e-mail address")
    refused(lambda: to_team(people, "read_money", until=timezone.localdate()), Invalid, "end after today")


def test_only_who_may_invite_takes_back(people: Cast) -> None:
    made = to_team(people, "read_money")
    noa = delegate(people, "read_money")

    for who, kind in ((noa, Forbidden), (people.sam, NotFound), (people.rae, NotFound)):
        refused(
            lambda: actions.revoke(actor=who.actor, user=who, invitation_id=made.public_id),  # noqa: B023
            kind,
            "may not take back|nothing here",
        )
    for _ in range(2):
        actions.revoke(actor=people.ada.actor, user=people.ada, invitation_id=made.public_id)
    assert Invitation.objects.get().revoked_at is not None


def test_what_was_accepted_is_not_taken_back(people: Cast) -> None:
    newcomer(people)
    made = Invitation.objects.get()

    refused(
        lambda: actions.revoke(actor=people.rae.actor, user=people.rae, invitation_id=made.public_id),
        Conflict,
        "accepted already",
    )


def test_an_invitation_lasts_as_long_as_the_setting_says(people: Cast) -> None:
    made = invite(people)

    assert made.expires - made.made_at == timedelta(days=14)
    assert TOKEN not in made.token_hash


def test_ending_a_delegate_is_for_who_may_invite_and_for_the_delegate(people: Cast) -> None:
    noa, max_ = delegate(people, "read_money"), delegate(people, "sign_terms", name="Mo")
    where = people.team.public_id

    def end(who: Any, whom: Any) -> Any:
        return actions.end_delegation(
            actor=who.actor, user=who, organisation_id=where, person_id=whom.public_id
        )

    refused(lambda: end(max_, noa), Forbidden, "may not end")
    refused(lambda: end(people.sam, noa), NotFound, "nothing here")
    refused(lambda: end(people.ada, people.ada), NotFound, "nothing here")
    assert end(noa, noa).valid_to == timezone.localdate()
    assert end(people.ada, max_).valid_to == timezone.localdate()
