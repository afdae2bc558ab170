"""A proposal as if it stood already: its unsaved terms, and its clauses as the law would read them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from rightsdesk.artists.models import Party, PartyRelation, RelationKind
from rightsdesk.consent.models import Terms
from rightsdesk.consent.proposals import Proposal
from rightsdesk.domain.consent import Answer, Clause, Conditions, ScopeKind, Use, obligations_from_json

DRAFT = "draft"


def proposed_terms(proposal: Proposal) -> Terms:
    """The terms a proposal would become; not saved."""
    return Terms(
        grantor=proposal.grantor,
        **proposal.scope,
        valid=DateRange(proposal.valid_from, None),
        signed_by=proposal.signed_by,
        channel=proposal.channel,
        on_withdrawal=proposal.on_withdrawal,
        take_down_days=proposal.take_down_days,
    )


def as_drafted(proposal: Proposal, *, terms: str = DRAFT, version: int = 0) -> list[Clause]:
    """Its clauses in the law's own form; those of a roster once more for every artist the label speaks for."""
    own = [_clause(proposal, said, terms, version) for said in proposal.clauses]
    return own + [_spoken(clause, party) for party in _spoken_for(proposal) for clause in own]


def _clause(proposal: Proposal, said: Mapping[str, Any], terms: str, version: int) -> Clause:
    return Clause(
        grantor=proposal.grantor.public_id,
        grantor_name=proposal.grantor.name,
        terms=terms,
        version=version,
        scope=ScopeKind(proposal.scope["scope"]),
        use=Use(said["use"]),
        answer=Answer(said["answer"]),
        conditions=Conditions.from_json(said.get("conditions") or {}),
        target=proposal.target_id,
        obligations=obligations_from_json(said.get("obligations") or {}),
    )


def _spoken_for(proposal: Proposal) -> Iterable[Party]:
    if proposal.scope["scope"] != ScopeKind.ROSTER:
        return ()
    rosters = PartyRelation.objects.filter(
        kind=RelationKind.ON_ROSTER_OF, of=proposal.grantor, speaks=True, valid__contains=proposal.valid_from
    )
    return [relation.party for relation in rosters.select_related("party").order_by("pk")]


def _spoken(clause: Clause, party: Party) -> Clause:
    return replace(clause, grantor=party.public_id, grantor_name=party.name, spoken_by=clause.grantor_name)
