"""A version of terms that is not in force yet, as the law would read it if it were."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rightsdesk.artists.models import Party, PartyRelation, RelationKind
from rightsdesk.consent.models import Terms
from rightsdesk.consent.proposals import Proposal, Target
from rightsdesk.consent.reach import as_law
from rightsdesk.derivatives.reached import Reach
from rightsdesk.domain.consent import Clause, Conditions, ScopeKind, obligations_from_json

NAME = "draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """`replaces`: public ids of every earlier version of its scope. `clauses`: in the law's form, with those it
    speaks for the artists of a roster. `whose` answer it is: the grantor's and theirs."""

    name: str
    begins: date
    reach: Reach
    replaces: frozenset[str]
    clauses: tuple[Clause, ...]
    whose: frozenset[str]


def draft_of(draft: Proposal | Terms) -> Draft:
    """Read a proposal, or terms that are saved as a draft. Raises Invalid for what the law cannot read."""
    return _of_terms(draft) if isinstance(draft, Terms) else _of_proposal(draft)


def _of_proposal(proposal: Proposal) -> Draft:
    proposal.check()
    target = proposal.target
    clauses = [dict(clause) for clause in proposal.clauses]
    return _draft(NAME, proposal.valid_from, proposal.grantor, target, clauses)


def _of_terms(terms: Terms) -> Draft:
    whole = terms.grantor if terms.scope == ScopeKind.ROSTER else None
    target: Target = terms.artist or terms.work or terms.recording or whole
    rows = terms.clauses.values("use", "answer", "conditions", "obligations")
    clauses = [dict[str, Any](**row) for row in rows]
    return _draft(terms.public_id, terms.valid.lower, terms.grantor, target, clauses)


def _draft(name: str, begins: date, grantor: Party, target: Target, clauses: list[dict[str, Any]]) -> Draft:
    scope = _scope(target)
    key = None if target is None or isinstance(target, Party) else target.pk
    column = {} if key is None else {scope.value: key}
    earlier = Terms.objects.filter(grantor=grantor, scope=scope.value, **column).exclude(public_id=name)
    said = [clause for row in clauses for clause in _clauses(name, grantor, scope, target, row)]
    replaces = frozenset(earlier.values_list("public_id", flat=True))
    reach = Reach(grantor.pk, grantor.public_id, scope, key)
    return Draft(name, begins, reach, replaces, tuple(said), speakers(grantor, scope))


def _scope(target: Target) -> ScopeKind:
    """A party as the target is the label's own roster."""
    if target is None:
        return ScopeKind.PARTY
    return ScopeKind.ROSTER if isinstance(target, Party) else ScopeKind(type(target).__name__.lower())


def _clauses(
    name: str, grantor: Party, scope: ScopeKind, target: Target, row: dict[str, Any]
) -> list[Clause]:
    reached = "" if target is None or isinstance(target, Party) else target.public_id
    stored = (
        row["use"], row["answer"], Conditions.from_json(row.get("conditions") or {}),
        obligations_from_json(row.get("obligations") or {}), name, 0, scope.value,
        grantor.pk, grantor.public_id, grantor.name, reached,
    )  # fmt: skip
    others = spoken_for(grantor) if scope is ScopeKind.ROSTER else []
    return [as_law(stored), *(as_law(stored, party) for party in others)]


def spoken_for(label: Party) -> list[tuple[str, str]]:
    """Whom the label's default speaks for: (id, name)."""
    held = PartyRelation.objects.filter(kind=RelationKind.ON_ROSTER_OF, of=label, speaks=True)
    return list(held.values_list("party__public_id", "party__name").order_by("party_id"))


def speakers(grantor: Party, scope: ScopeKind) -> frozenset[str]:
    """Whose answer terms are: the grantor's, and that of the artists a roster's default speaks for."""
    others = spoken_for(grantor) if scope is ScopeKind.ROSTER else []
    return frozenset({grantor.public_id, *(party for party, _ in others)})
