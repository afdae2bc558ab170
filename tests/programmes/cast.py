"""The people around an invitation: two rights administrators of the desk, Lin's label, Ada's team, and strangers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import Membership, Organisation, OrganisationKind, Role, User
from rightsdesk.artists.models import Artist, Party, PartyKind, PartyRelation
from rightsdesk.journal.models import Entry
from rightsdesk.programmes import actions
from rightsdesk.programmes.models import (
    CheckMethod,
    CheckOutcome,
    IdentityCheck,
    Invitation,
    InvitationKind,
    ProgrammeMember,
)
from rightsdesk.programmes.rules import RULES_VERSION
from tests import builders

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
EMAIL = "noor@elsewhere.example"
TOKEN = "a-token-that-nobody-could-guess-for-tests-only"
TABLES = (
    User, Organisation, Membership, Party, Artist, PartyRelation, Invitation, IdentityCheck, ProgrammeMember, Entry
)  # fmt: skip


class Cast:
    """Rae invites and Roy checks, both at the operator; Lin runs the label; Ada has a team; Sam is a stranger, and the
    guest acts for nobody. Everybody comes when first named: most tests need only a few."""

    @cached_property
    def operator(self) -> Organisation:
        return builders.organisation("Rightsdesk Operations", OrganisationKind.OPERATOR)

    @cached_property
    def rae(self) -> User:
        return builders.person("Rae", Role.RIGHTS_ADMINISTRATOR, self.operator, is_staff=True)

    @cached_property
    def roy(self) -> User:
        return builders.person("Roy", Role.RIGHTS_ADMINISTRATOR, self.operator, is_staff=True)

    @cached_property
    def label_house(self) -> Organisation:
        return builders.organisation("Northlight", OrganisationKind.LABEL)

    @cached_property
    def label(self) -> Party:
        return builders.party("Northlight", PartyKind.LABEL, where=self.label_house)

    @cached_property
    def lin(self) -> User:
        return builders.person("Lin", Role.RIGHTS_ADMINISTRATOR, self.label_house)

    @cached_property
    def team(self) -> Organisation:
        return builders.organisation("Ada Ferro Team", OrganisationKind.ARTIST_TEAM)

    @cached_property
    def ada(self) -> User:
        return builders.person("Ada", Role.ARTIST, self.team)

    @cached_property
    def party(self) -> Party:
        return builders.party("Ada Ferro", where=self.team)

    @cached_property
    def sam(self) -> User:
        team = builders.organisation("Sam Oduya Team", OrganisationKind.ARTIST_TEAM)
        builders.party("Sam Oduya", where=team)
        return builders.person("Sam", Role.ARTIST, team)

    @cached_property
    def guest(self) -> User:
        elsewhere = builders.organisation("Elsewhere", OrganisationKind.SOCIETY)
        return builders.person("Gus", Role.SUPPORT, elsewhere)


def refused(deed: Callable[[], Any], kind: type[Exception], words: str) -> None:
    """The deed is refused in these words, and nothing changed."""
    before = everything()
    with pytest.raises(kind, match=words), transaction.atomic():
        deed()
    assert everything() == before


def delegate(cast: Cast, *rights: str, name: str = "Noa") -> User:
    """Somebody who acts for Ada's team within these rights."""
    return builders.person(name, Role.DELEGATE, cast.team, rights=rights)


def invite(
    cast: Cast, by: User | None = None, token: str = TOKEN, now: datetime | None = None, **changes: Any
) -> Invitation:
    """Rae invites an artist, unless told otherwise."""
    asked: dict[str, Any] = {"kind": InvitationKind.ARTIST, "email": EMAIL, "organisation": cast.operator}
    inviter = by or cast.rae
    new = actions.NewInvitation(**(asked | changes))
    return actions.invite(actor=inviter.actor, inviter=inviter, new=new, token=token, now=now)


def to_team(cast: Cast, *rights: str, **changes: Any) -> Invitation:
    """Ada invites a delegate."""
    named = {"kind": InvitationKind.DELEGATE, "organisation": cast.team, "rights": frozenset(rights)}
    return invite(cast, **{"by": cast.ada, **named, **changes})


def joining(**changes: Any) -> actions.Joining:
    said: dict[str, Any] = {
        "rules": RULES_VERSION,
        "name": "Noor Vance",
        "password": builders.PASSWORD,
        "known_as": "Noor",
        "tax_residence": "NL",
    }
    return actions.Joining(**(said | changes))


def newcomer(cast: Cast, **changes: Any) -> Party:
    """An artist who came through Rae's invitation and whose identity nobody has checked yet."""
    invite(cast, **changes)
    party = actions.accept(token=TOKEN, joining=joining()).party
    if party is None:
        raise AssertionError("an artist joins with a party")
    return party


def check(cast: Cast, party: Party, by: User | None = None, **changes: Any) -> IdentityCheck:
    """Roy looks at a passport, unless told otherwise."""
    seen: dict[str, Any] = {
        "method": CheckMethod.DOCUMENT,
        "reference": "passport …4411",
        "outcome": CheckOutcome.PASSED,
    }
    checker = by or cast.roy
    return actions.record_identity(
        actor=checker.actor,
        checker=checker,
        party_id=party.public_id,
        seen=actions.Seen(**(seen | changes)),
        now=timezone.now(),
    )


def everything() -> dict[str, Any]:
    """How many rows there are of everything, and what became of the invitations: the same after a refusal."""
    counts: dict[str, Any] = {table.__name__: table.objects.count() for table in TABLES}
    ends = Invitation.objects.order_by("pk").values_list("accepted_at", "revoked_at")
    roles = Membership.objects.order_by("pk").values_list("valid_to", flat=True)
    return counts | {"ends": list(ends), "roles": list(roles)}
