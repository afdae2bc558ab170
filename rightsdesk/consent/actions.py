"""The only ways to write terms, verdicts and approvals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Artist, Party, Recording, Work
from rightsdesk.consent import queries
from rightsdesk.consent.models import (
    Approval,
    ApprovalState,
    Clause,
    Terms,
    TermsState,
    Verdict,
)
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.consent import (
    LAW_VERSION,
    Answer,
    Conditions,
    Outcome,
    Reason,
    Request,
    ScopeKind,
    Use,
)
from rightsdesk.domain.consent import Verdict as Answered
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.journal.actions import record

APPROVAL_DAYS = 14


def decide(
    *,
    actor: str,
    request: Request,
    recordings: Sequence[Recording],
    extra: Sequence[Reason] = (),
    now: datetime | None = None,
) -> Verdict:
    """Ask the law and keep its answer. `extra`: reasons from outside consent (the programme) that also count."""
    answered = queries.preview(recordings, request)
    for side in queries.sides_without_owner(recordings, request.on):
        extra = [*extra, Reason("no_owner", Outcome.DENY, "", "", f"No owner of {side} is on record.")]
    reasons = [*extra, *answered.reasons]
    outcome = Outcome.DENY if extra else answered.outcome
    facts = request_facts(request, recordings)
    verdict = Verdict.objects.create(
        at=now or timezone.now(),
        request=facts,
        request_hash=content_hash(facts),
        outcome=outcome.value,
        reasons=[reason.to_json() for reason in reasons],
        terms_versions=sorted({f"{r.terms}@{r.version}" for r in answered.reasons if r.terms}),
        law_version=LAW_VERSION,
    )
    record(
        actor=actor,
        verb="consent.decided",
        subject=verdict.public_id,
        facts={"outcome": verdict.outcome, "request": verdict.request_hash},
    )
    if outcome is Outcome.ASK:
        _open_approvals(verdict, answered, now or timezone.now())
    return verdict


def request_facts(request: Request, recordings: Sequence[Recording]) -> dict[str, Any]:
    """The request as it is stored and hashed."""
    return {
        "uses": sorted(request.uses),
        "territory": request.territory,
        "on": request.on.isoformat(),
        "tempo_ratio": request.tempo_ratio,
        "semitones": request.semitones,
        "styles": sorted(request.styles),
        "recordings": sorted(recording.isrc for recording in recordings),
    }


def _open_approvals(verdict: Verdict, answered: Answered, now: datetime) -> None:
    due = now + timedelta(days=APPROVAL_DAYS)
    parties = Party.objects.filter(public_id__in=answered.to_ask).order_by("pk")
    Approval.objects.bulk_create(Approval(verdict=verdict, grantor=party, due=due) for party in parties)


def answer_approval(
    *, actor: str, user: User, approval_id: str, approve: bool, reason: str = "", now: datetime | None = None
) -> Approval:
    """A grantor says yes or no. The same answer twice is one answer; a different one is a Conflict."""
    wanted = ApprovalState.APPROVED if approve else ApprovalState.DECLINED
    if not approve and not reason.strip():
        raise Invalid("reason_missing", "Say why you decline; the platform and its listener will read it.")
    with transaction.atomic():
        found = queries.approval_for(user, approval_id)
        approval = Approval.objects.select_for_update().get(pk=found.pk)
        if approval.state == wanted:
            return approval
        if approval.due <= (now or timezone.now()):
            raise Conflict("approval_expired", "The time to answer this request has passed.")
        if approval.state != ApprovalState.WAITING:
            raise Conflict(
                "already_answered", f"This request was already {approval.state}.", {"state": approval.state}
            )
        approval.state, approval.reason = wanted.value, reason.strip()
        approval.decided_by, approval.decided_at = actor, now or timezone.now()
        approval.save()
        record(
            actor=actor,
            verb=f"consent.{wanted.value}",
            subject=approval.public_id,
            facts={"verdict": approval.verdict.public_id, "grantor": approval.grantor.public_id},
            reason=approval.reason,
        )
    return approval


def expire_approvals(*, actor: str, verdict: Verdict, now: datetime) -> int:
    """Close what a verdict's grantors left unanswered. Returns how many."""
    left = Approval.objects.filter(verdict=verdict, state=ApprovalState.WAITING, due__lte=now)
    expired = left.update(state=ApprovalState.EXPIRED.value)
    if expired:
        record(
            actor=actor,
            verb="consent.expired",
            subject=verdict.public_id,
            facts={"approvals": expired},
            now=now,
        )
    return expired


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version of terms about to be signed. `clauses`: {"use", "answer", "conditions"} each."""

    grantor: Party
    clauses: Sequence[Mapping[str, Any]]
    valid_from: date
    signed_by: str
    channel: str
    target: Artist | Recording | Work | None = None
    evidence_id: int | None = field(default=None)

    @property
    def scope(self) -> dict[str, Any]:
        """The scope columns of the terms."""
        if self.target is None:
            return {"scope": ScopeKind.PARTY.value}
        name = type(self.target).__name__.lower()
        return {"scope": name, name: self.target}


def sign_terms(*, actor: str, proposal: Proposal, now: datetime | None = None) -> Terms:
    """Put a new version in force; the version before it ends on the day the new one begins."""
    _check(proposal)
    with transaction.atomic():
        Party.objects.select_for_update().get(pk=proposal.grantor.pk)
        same = Terms.objects.filter(grantor=proposal.grantor, **proposal.scope)
        before = same.filter(state=TermsState.IN_FORCE).order_by("-version").first()
        newest = same.order_by("-version").first()
        if before:
            _supersede(before, proposal.valid_from)
        terms = Terms.objects.create(
            grantor=proposal.grantor,
            **proposal.scope,
            version=newest.version + 1 if newest else 1,
            supersedes=before,
            valid=DateRange(proposal.valid_from, None),
            state=TermsState.IN_FORCE.value,
            signed_by=proposal.signed_by,
            channel=proposal.channel,
            evidence_id=proposal.evidence_id,
        )
        Clause.objects.bulk_create(
            Clause(terms=terms, use=c["use"], answer=c["answer"], conditions=c.get("conditions") or {})
            for c in proposal.clauses
        )
        facts = {"version": terms.version, "clauses": [dict(c) for c in proposal.clauses]}
        record(actor=actor, verb="consent.terms_signed", subject=terms.public_id, facts=facts, now=now)
    return terms


def _supersede(terms: Terms, day: date) -> None:
    if terms.valid.lower >= day:
        raise Conflict(
            "terms_overlap",
            f"Version {terms.version} begins on {terms.valid.lower:%d %B %Y}; choose a later day.",
        )
    terms.valid, terms.state = DateRange(terms.valid.lower, day), TermsState.SUPERSEDED.value
    terms.save(update_fields=["valid", "state"])


def _check(proposal: Proposal) -> None:
    """Refuse clauses the law cannot read, before anything is written."""
    uses = [clause.get("use") for clause in proposal.clauses]
    if not uses or len(set(uses)) != len(uses):
        raise Invalid(
            "clauses_malformed", "Terms need at least one clause, and no more than one for each use."
        )
    for clause in proposal.clauses:
        try:
            Use(clause["use"]), Answer(clause["answer"])
            Conditions.from_json(clause.get("conditions") or {})
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid("clauses_malformed", f"A clause cannot be read: {error}.") from error


def withdraw_terms(*, actor: str, terms_id: int, reason: str, now: datetime | None = None) -> Terms:
    """End terms at once: from now on they allow nothing. What is live already is not touched here."""
    if not reason.strip():
        raise Invalid("reason_missing", "Say why the terms are withdrawn.")
    with transaction.atomic():
        terms = Terms.objects.select_for_update().get(pk=terms_id)
        if terms.state == TermsState.WITHDRAWN:
            return terms
        if terms.state != TermsState.IN_FORCE:
            raise Conflict("not_in_force", "Only terms in force can be withdrawn.", {"state": terms.state})
        terms.state = TermsState.WITHDRAWN.value
        terms.save(update_fields=["state"])
        record(actor=actor, verb="consent.terms_withdrawn", subject=terms.public_id, reason=reason, now=now)
    return terms
