"""Parties, their identifiers, and the artists they perform as."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from rightsdesk.accounts.models import Organisation
from rightsdesk.artists.actions.checks import checked, one_of
from rightsdesk.artists.models import (
    Artist,
    ArtistMember,
    IdentifierKind,
    Party,
    PartyIdentifier,
    PartyKind,
)
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.journal.actions import record


def register_party(
    *,
    actor: str,
    name: str,
    kind: PartyKind,
    identifiers: Mapping[str, str],
    organisation: Organisation | None = None,
    tax_residence: str = "",
) -> Party:
    """A party by its identifiers. Raises Invalid for a wrong check digit or a kind a party does not have."""
    codes = {_kind(each): checked(each, value) for each, value in identifiers.items()}
    with transaction.atomic():
        for each, value in codes.items():
            if known := PartyIdentifier.objects.filter(kind=each, value=value).first():
                return known.party
        party = Party.objects.create(
            name=name, kind=kind.value, organisation=organisation, tax_residence=tax_residence
        )
        PartyIdentifier.objects.bulk_create(
            PartyIdentifier(party=party, kind=each, value=value) for each, value in codes.items()
        )
        facts = {"name": name, **codes}
        record(actor=actor, verb="artists.party_registered", subject=party.public_id, facts=facts)
    return party


def hand_over_party(*, actor: str, party_id: int, organisation: Organisation) -> Party:
    """From now on this organisation acts for a party for whom nobody did. Another's party is a Conflict."""
    with transaction.atomic():
        party = Party.objects.select_for_update().get(pk=party_id)
        if party.organisation_id == organisation.pk:
            return party
        if party.organisation_id is not None:
            raise Conflict("party_acted_for", f"Somebody acts for {party} already.")
        party.organisation = organisation
        party.save(update_fields=["organisation"])
        facts = {"organisation": organisation.public_id}
        record(actor=actor, verb="artists.party_handed_over", subject=party.public_id, facts=facts)
    return party


def _kind(text: str) -> str:
    return one_of(IdentifierKind, text, "identifier of a party").value


def register_artist(*, actor: str, name: str, party: Party) -> Artist:
    """A performing identity of a party."""
    with transaction.atomic():
        found, made = Artist.objects.get_or_create(name=name, party=party)
        if made:
            facts = {"name": name}
            record(actor=actor, verb="artists.artist_registered", subject=found.public_id, facts=facts)
    return found


def add_member(
    *, actor: str, artist: Artist, party: Party, since: date, until: date | None = None
) -> ArtistMember:
    """A party plays in an artist from a day on."""
    if until is not None and until <= since:
        raise Invalid("period_backwards", "A membership ends after it begins.")
    with transaction.atomic():
        found, made = ArtistMember.objects.get_or_create(
            artist=artist, party=party, valid=DateRange(since, until)
        )
        if made:
            facts = {"party": party.public_id, "since": since.isoformat()}
            record(actor=actor, verb="artists.member_joined", subject=artist.public_id, facts=facts)
    return found


def end_membership(*, actor: str, membership_id: int, on: date, reason: str) -> ArtistMember:
    """The first day a party no longer plays in the artist."""
    with transaction.atomic():
        found = ArtistMember.objects.select_for_update().select_related("artist").get(pk=membership_id)
        if found.valid.upper is None or found.valid.upper > on:
            found.valid = DateRange(found.valid.lower, max(on, found.valid.lower))
            found.save(update_fields=["valid"])
            record(actor=actor, verb="artists.member_left", subject=found.artist.public_id, reason=reason)
    return found
