"""A newcomer's own corner: an organisation, a role in it, a party with checked identifiers, an artist, a roster."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from rightsdesk.accounts.actions import found_organisation, grant_role
from rightsdesk.accounts.models import Organisation, OrganisationKind, Role, User
from rightsdesk.artists.actions import NewRelation, register_artist, register_party, relate_parties
from rightsdesk.artists.models import Party, PartyKind, RelationKind
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.programmes import queries
from rightsdesk.programmes.models import Invitation, InvitationKind

KINDS = {
    InvitationKind.ARTIST: (OrganisationKind.ARTIST_TEAM, PartyKind.ARTIST, Role.ARTIST),
    InvitationKind.PUBLISHER: (OrganisationKind.PUBLISHER, PartyKind.PUBLISHER, Role.RIGHTS_ADMINISTRATOR),
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who comes, and what they say of themselves."""

    user: User
    known_as: str
    identifiers: Mapping[str, str]
    tax_residence: str


def settle(who: Newcomer, invitation: Invitation) -> None:
    """Everything a newcomer needs to work. In the caller's transaction: a refusal leaves nothing behind."""
    if invitation.claims is not None:
        _claim(who, invitation, invitation.claims)
        return
    name = " ".join(who.known_as.split())
    if not name:
        raise Invalid("known_as_missing", "Tell us the name you are known by.")
    invitation.settled = _organisation(who.user, invitation, name)
    invitation.party = _party(who, invitation, invitation.settled, name)
    if invitation.label is not None:
        today = timezone.localdate()
        on_roster = NewRelation(invitation.party, invitation.label, RelationKind.ON_ROSTER_OF, today)
        relate_parties(actor=who.user.actor, new=on_roster)


def _claim(who: Newcomer, invitation: Invitation, claims: Party) -> None:
    """The party waits for the check of who claims it; until then they act for nobody. One claim at a time."""
    party = Party.objects.select_for_update().get(pk=claims.pk)
    if queries.claim_on(party) is not None:
        raise Conflict("already_claimed", f"Somebody has joined as {party} already. Ask whoever invited you.")
    invitation.settled = _organisation(who.user, invitation, party.name)
    invitation.party = party


def _organisation(user: User, invitation: Invitation, name: str) -> Organisation:
    kind, _, role = KINDS[InvitationKind(invitation.kind)]
    organisation = found_organisation(actor=user.actor, name=name, kind=kind)
    grant_role(actor=user.actor, user=user, organisation=organisation, role=role)
    return organisation


def _party(who: Newcomer, invitation: Invitation, organisation: Organisation, name: str) -> Party:
    kind = KINDS[InvitationKind(invitation.kind)][1]
    party = register_party(
        actor=who.user.actor,
        name=name,
        kind=kind,
        identifiers=who.identifiers,
        organisation=organisation,
        tax_residence=who.tax_residence,
    )
    _check_own(party, organisation)
    if kind is PartyKind.ARTIST:
        register_artist(actor=who.user.actor, name=name, party=party)
    return party


def _check_own(party: Party, organisation: Organisation) -> None:
    """A known identifier leads to the party that has it. Nobody becomes somebody else by knowing their number."""
    if party.organisation_id != organisation.pk:
        raise Conflict(
            "identifier_known",
            "One of these identifiers already belongs to somebody in the catalogue. If that is you, ask whoever "
            "invited you to invite you as them; you can also join without it.",
        )
