"""Around the actions: what was invited, checked and joined is never rewritten, and nobody checks themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.programmes import actions
from rightsdesk.programmes.models import IdentityCheck, Invitation, ProgrammeMember
from tests import builders
from tests.programmes.cast import EMAIL, NOW, Cast, check, invite, newcomer
from tests.programmes.cast import refused as refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return Cast()


def refused(deed: Callable[[], Any], words: str) -> None:
    refused_by(deed, DatabaseError, words)


NEVER = "never changed or deleted"


def test_an_invitation_is_never_rewritten(people: Cast) -> None:
    invite(people)

    refused(lambda: Invitation.objects.update(email="eve@elsewhere.example"), NEVER)
    refused(lambda: Invitation.objects.update(rights=["sign_terms"]), NEVER)
    refused(lambda: Invitation.objects.all().delete(), NEVER)


def test_an_invitation_ends_once(people: Cast) -> None:
    newcomer(people)

    refused(lambda: Invitation.objects.update(accepted_at=None, accepted_by=None, party=None), NEVER)
    refused(lambda: Invitation.objects.update(accepted_by=people.sam), NEVER)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"kind": "moderator"}, "invitation_kind"),
        ({"kind": "delegate", "rights": ["fly"]}, "invitation_rights"),
        ({"rights": ["read_money"]}, "invited_rights_of_delegates"),
        ({"accepted_at": timezone.now()}, "invitation_accepted_by_somebody"),
    ],
)
def test_an_invitation_makes_sense(people: Cast, columns: dict[str, Any], constraint: str) -> None:
    row = Invitation.objects.values().get(pk=invite(people).pk)
    fresh = {key: value for key, value in row.items() if key not in ("id", "public_id", "token_hash")}

    refused(lambda: Invitation.objects.create(**fresh | columns, token_hash="0" * 64), constraint)


def test_no_two_invitations_share_a_token(people: Cast) -> None:
    row = Invitation.objects.values().get(pk=invite(people).pk)
    fresh = {key: value for key, value in row.items() if key not in ("id", "public_id")}

    refused(lambda: Invitation.objects.create(**fresh), "token_hash")


def test_a_check_is_never_rewritten_and_never_by_who_invited_or_joined(people: Cast) -> None:
    noor = newcomer(people)
    check(people, noor)
    joined = User.objects.get(email=EMAIL)
    columns = {
        "party": noor,
        "method": "video",
        "reference": "call",
        "at": timezone.now(),
        "outcome": "passed",
    }

    refused(lambda: IdentityCheck.objects.update(outcome="failed"), NEVER)
    refused(lambda: IdentityCheck.objects.all().delete(), NEVER)
    for who in (people.rae, joined):
        refused(lambda: IdentityCheck.objects.create(**columns, checked_by=who), "who invited or joined")  # noqa: B023
    columns["reference"] = ""
    refused(
        lambda: IdentityCheck.objects.create(**columns, checked_by=people.roy), "check_says_what_was_seen"
    )


def test_a_membership_is_left_once_and_held_once(people: Cast) -> None:
    offer, _ = builders.platform()
    named = {"party_id": people.party.public_id, "programme_id": offer.public_id}
    actions.join_programme(actor=people.ada.actor, user=people.ada, **named)
    twice = {"programme": offer, "party": people.party, "joined_at": timezone.now()}

    refused(lambda: ProgrammeMember.objects.create(**twice), "member_of_a_programme_once")
    refused(
        lambda: ProgrammeMember.objects.update(left_at=NOW.replace(year=2020)), "member_left_after_joining"
    )
    refused(lambda: ProgrammeMember.objects.update(joined_at=timezone.now()), NEVER)
    actions.leave_programme(actor=people.ada.actor, user=people.ada, **named)
    refused(lambda: ProgrammeMember.objects.update(left_at=None), NEVER)
