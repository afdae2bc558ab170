"""How parties stand to each other: members, administrators, owners, rosters."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from rightsdesk.artists.models import Party, PartyRelation, RelationKind
from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.journal.actions import record


@dataclass(frozen=True, slots=True)
class NewRelation:
    """`party` stands to `of` from a day on. `speaks`: the label's roster terms are the artist's default too."""

    party: Party
    of: Party
    kind: RelationKind
    valid_from: date
    valid_to: date | None = None
    speaks: bool = False


def relate_parties(*, actor: str, new: NewRelation) -> PartyRelation:
    """Record a relation. The same one twice is one; an overlapping other one is a Conflict."""
    _check(new)
    columns = {"party": new.party, "of": new.of, "kind": new.kind.value, "speaks": new.speaks}
    valid = DateRange(new.valid_from, new.valid_to)
    if known := PartyRelation.objects.filter(**columns, valid=valid).first():
        return known
    try:
        with transaction.atomic():
            made = PartyRelation.objects.create(**columns, valid=valid)
            facts = {"party": new.party.public_id, "of": new.of.public_id, "kind": new.kind.value,
                     "speaks": new.speaks, "since": new.valid_from.isoformat()}  # fmt: skip
            record(actor=actor, verb="artists.parties_related", subject=made.public_id, facts=facts)
    except IntegrityError as error:
        words = f"{new.party} is already {new.kind.replace('_', ' ')} {new.of} for part of that time."
        raise Conflict("relation_overlaps", words) from error
    return made


def _check(new: NewRelation) -> None:
    if new.party == new.of:
        raise Invalid("relation_to_itself", "A party does not stand in a relation to itself.")
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        raise Invalid("period_backwards", "A relation ends after it begins.")
    if new.speaks and new.kind is not RelationKind.ON_ROSTER_OF:
        raise Invalid("speaks_off_roster", "Only a label's roster can speak for an artist.")


def end_relation(*, actor: str, relation_id: int, on: date, reason: str = "") -> PartyRelation:
    """`on` is the first day it no longer holds. Ending what has ended changes nothing."""
    with transaction.atomic():
        found = _locked(relation_id)
        if not found.valid.isempty and (found.valid.upper is None or found.valid.upper > on):
            found.valid = DateRange(found.valid.lower, max(on, found.valid.lower))
            found.save(update_fields=["valid"])
            record(actor=actor, verb="artists.relation_ended", subject=found.public_id, reason=reason)
    return found


def set_roster_speaks(
    *, actor: str, relation_id: int, speaks: bool, on: date, reason: str = ""
) -> PartyRelation:
    """From a day on a label's roster terms speak for the artist, or no longer: the old relation ends, a new begins."""
    with transaction.atomic():
        found = _locked(relation_id)
        if found.speaks == speaks:
            return found
        new = NewRelation(
            party=found.party,
            of=found.of,
            kind=RelationKind(found.kind),
            valid_from=max(on, found.valid.lower),
            valid_to=found.valid.upper,
            speaks=speaks,
        )
        end_relation(actor=actor, relation_id=found.pk, on=on, reason=reason)
        return relate_parties(actor=actor, new=new)


def _locked(relation_id: int) -> PartyRelation:
    found = PartyRelation.objects.select_for_update().filter(pk=relation_id).first()
    if found is None:
        raise NotFound()
    return found
