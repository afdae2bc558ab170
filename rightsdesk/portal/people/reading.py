"""What the pages about people show, composed from the queries of accounts, artists and programmes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from rightsdesk.accounts.models import DelegatedRight, Membership, Organisation, User
from rightsdesk.accounts.queries import delegates_of, organisations, rights_by_organisation
from rightsdesk.artists.models import Party
from rightsdesk.programmes import queries
from rightsdesk.programmes.models import Invitation


@dataclass(frozen=True, slots=True)
class Team:
    """One organisation that holds parties: who acts for it as a delegate, who is invited, what the reader may do."""

    organisation: Organisation
    rights: frozenset[DelegatedRight]
    delegates: list[Membership] = field(default_factory=list)
    invited: list[Invitation] = field(default_factory=list)

    @property
    def may_invite(self) -> bool:
        return DelegatedRight.INVITE in self.rights


def teams_of(user: User) -> list[Team]:
    """The organisations whose parties the person acts for. Four queries, however many there are."""
    found = list(organisations(user).filter(parties__isnull=False).distinct().order_by("name", "pk"))
    held = rights_by_organisation(user)
    delegates, invited = list(delegates_of(found)), list(_invited(user, "delegate"))
    return [
        Team(
            team,
            held.get(team.pk, frozenset()),
            [row for row in delegates if row.organisation_id == team.pk],
            [row for row in invited if row.organisation_id == team.pk],
        )
        for team in found
    ]


def _invited(user: User, kind: str) -> Iterable[Invitation]:
    alive = queries.open_invitations(timezone.now()).filter(kind=kind)
    return queries.invitations_of(user).filter(pk__in=alive.values("pk"))


def invited_artists(user: User) -> list[Invitation]:
    """The artists whom the person's labels have invited and who have not come yet."""
    return [row for row in _invited(user, "artist") if row.label_id]


def identities(parties: Iterable[Party]) -> dict[int, str]:
    """unchecked or failed, for those parties whose identity the desk does not know."""
    keys = [party.pk for party in parties]
    found: Any = queries.unidentified(Party.objects.filter(pk__in=keys))
    return {key: identity or "unchecked" for key, identity in found.values_list("pk", "identity")}
