"""Terms come into force and end. One version a grantor and scope at a time; what was signed is never reworded."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from rightsdesk.artists.models import Party
from rightsdesk.consent.models import Clause, Terms, TermsState
from rightsdesk.consent.proposals import Proposal
from rightsdesk.domain.consent import Conditions
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.territories import WORLD
from rightsdesk.journal.actions import record
from rightsdesk.programmes.queries import identified


def sign_terms(*, actor: str, proposal: Proposal, now: datetime | None = None) -> Terms:
    """Put a new version in force; the version before it ends on the day the new one begins.

    Raises Invalid for what the law cannot read, Conflict for an earlier day or an identity nobody checked."""
    proposal.check()
    with transaction.atomic():
        lock_grantor(proposal.grantor.pk)
        identity_known(proposal.grantor)
        before = in_force_before(Terms.objects.filter(grantor=proposal.grantor, **proposal.scope))
        if before:
            supersede(before, proposal.valid_from)
        terms = write(proposal, actor=actor, state=TermsState.IN_FORCE.value, supersedes=before)
        record(actor=actor, verb="consent.terms_signed", subject=terms.public_id, facts=told(terms), now=now)
    return terms


def lock_grantor(key: int) -> None:
    """Versions of one grantor are written one after the other."""
    Party.objects.select_for_update().get(pk=key)


def identity_known(grantor: Party) -> None:
    """Raises Conflict("identity_unchecked")."""
    if not identified(grantor):
        words = f"Terms of {grantor.name} come into force once their identity has been checked."
        raise Conflict("identity_unchecked", words)


def in_force_before(same: Any) -> Terms | None:
    """The version in force among those of one grantor and scope, locked."""
    found: Terms | None = same.select_for_update().filter(state=TermsState.IN_FORCE).first()
    return found


def write(proposal: Proposal, *, actor: str, state: str, **more: Any) -> Terms:
    """The rows of a new version, the next of its scope."""
    same = Terms.objects.filter(grantor=proposal.grantor, **proposal.scope)
    newest = same.aggregate(newest=Max("version"))["newest"] or 0
    terms = Terms.objects.create(
        grantor=proposal.grantor,
        **proposal.scope,
        version=newest + 1,
        valid=DateRange(proposal.valid_from, None),
        state=state,
        signed_by=proposal.signed_by,
        channel=proposal.channel,
        evidence_id=proposal.evidence_id,
        on_withdrawal=proposal.on_withdrawal,
        take_down_days=proposal.take_down_days,
        drafted_by=actor,
        **more,
    )
    Clause.objects.bulk_create(_clause(terms, dict(clause)) for clause in proposal.clauses)
    return terms


def _clause(terms: Terms, said: dict[str, Any]) -> Clause:
    conditions = said.get("conditions") or {}
    return Clause(
        terms=terms,
        use=said["use"],
        answer=said["answer"],
        conditions=conditions,
        obligations=said.get("obligations") or {},
        places=Conditions.from_json(conditions).territories or WORLD,
    )


def told(terms: Terms) -> dict[str, Any]:
    """A version as the journal keeps it."""
    columns = ("use", "answer", "conditions", "obligations")
    ending = {"on_withdrawal": terms.on_withdrawal, "take_down_days": terms.take_down_days}
    return {"version": terms.version, "clauses": list(terms.clauses.order_by("pk").values(*columns))} | ending


def supersede(terms: Terms, day: date) -> None:
    """End a version on the day the next begins; also on its own first day, since an opt-out works at once."""
    first = terms.valid.lower
    if first > day:
        words = f"Version {terms.version} begins on {first:%d %B %Y}; choose a later day."
        raise Conflict("terms_overlap", words)
    if day > first:
        terms.valid = DateRange(first, day)
    terms.state = TermsState.SUPERSEDED.value
    terms.save(update_fields=["valid", "state"])
