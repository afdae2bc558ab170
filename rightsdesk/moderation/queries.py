"""Reads for moderators (nobody else learns that there are cases) and for the platform that a decision concerns."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from rightsdesk.accounts.models import ApiClient, Role, User
from rightsdesk.accounts.queries import has_role
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.domain.moderation import took_part
from rightsdesk.moderation.models import Appeal, AppealState, Case, CaseState, Decision, Lease, Policy
from rightsdesk.screening.models import Finding

WAITING = Q(state=CaseState.OPEN) | Q(decisions__appeal__state=AppealState.OPEN)
SHOWN = {
    "waiting": WAITING,
    "appeals": Q(decisions__appeal__state=AppealState.OPEN),
    "decided": ~Q(state=CaseState.OPEN),
    "all": Q(),
}


def check_moderator(user: User) -> None:
    """Raise NotFound unless the person moderates today: to others the room does not exist."""
    if not has_role(user, Role.MODERATOR, Role.SUPERVISOR):
        raise NotFound()


def queue(user: User, *, show: str = "waiting", family: str = "") -> QuerySet[Case]:
    """The cases of one view, the most pressing first. An unknown view or family shows nothing."""
    check_moderator(user)
    found = Case.objects.filter(SHOWN.get(show, Q(pk=None)))
    if family:
        found = found.filter(policy_family=family)
    related = found.select_related("derivative__programme__platform")
    return (
        related.prefetch_related(
            "leases__moderator",
            "reasons__finding",
            "decisions__appeal",
            "derivative__sources__recording__artist",
        )
        .order_by("-priority", "due", "pk")
        .distinct()
    )


def next_case(user: User, *, now: datetime) -> Case | None:
    """The most pressing open case that nobody else holds."""
    held = Lease.objects.filter(during__contains=now).exclude(moderator=user)
    return queue(user).filter(state=CaseState.OPEN).exclude(leases__in=held).first()


def live_lease(case: Case, now: datetime) -> Lease | None:
    """The lease that holds a case at this instant."""
    return case.leases.select_related("moderator").filter(during__contains=now).first()


def case_for(user: User, public_id: str) -> Case:
    """One case, for a moderator. Raises NotFound."""
    check_moderator(user)
    related = Case.objects.select_related(
        "derivative__programme__platform",
        "derivative__verdict",
        "derivative__rendering__delivery",
        "derivative__client",
    )
    found = related.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("unknown_case", "There is no such case.")
    return found


def appeal_for(user: User, public_id: str) -> Appeal:
    """One appeal, for a moderator. Raises NotFound."""
    check_moderator(user)
    found = Appeal.objects.select_related("decision__case").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("unknown_appeal", "There is no such appeal.")
    return found


def why_not_hear(user: User, appeal: Appeal) -> str:
    """Why this person may not hear an appeal, as a sentence; empty when they may."""
    made = appeal.decision.case.decisions.select_related("moderator").order_by("pk")
    deciders = {decision.moderator.public_id for decision in made}
    if not took_part(user.public_id, deciders):
        return ""
    return "You decided in this case. An appeal is never heard by anyone who took part in the decision."


def policies() -> list[Policy]:
    """The newest version of every policy, in the order of their titles."""
    newest = Policy.objects.order_by("code", "-version").distinct("code")
    return sorted(newest, key=lambda policy: policy.title)


def policy_in_force(code: str) -> Policy:
    """The newest version of one policy. Raises Invalid for a code that no policy has."""
    found = Policy.objects.filter(code=code).order_by("-version").first()
    if found is None:
        raise Invalid("unknown_policy", "Choose one of the policies in force.")
    return found


def finding_facts(finding: Finding) -> dict[str, Any]:
    """One finding as a decision keeps it."""
    return {
        "kind": finding.kind,
        "score": finding.score,
        "threshold": finding.threshold,
        "query_s": [finding.query_start_s, finding.query_end_s],
        "reference_s": [finding.reference_start_s, finding.reference_end_s],
        "reference": finding.reference.public_id if finding.reference else None,
        "artist": finding.artist.public_id if finding.artist else None,
        "evidence": finding.evidence,
        "rule_version": finding.rule_version,
        "run": finding.run.public_id,
    }


def evidence(case: Case) -> dict[str, Any]:
    """What a decision rests on, as it stands now: findings with scores and thresholds, versions, verdict, audio."""
    derivative = case.derivative
    rendering = getattr(derivative, "rendering", None)
    found = case.reasons.exclude(finding=None)
    reasons = found.select_related("finding__run", "finding__reference", "finding__artist").order_by("pk")
    return {
        "findings": [finding_facts(reason.finding) for reason in reasons if reason.finding],
        "derivative_state": derivative.state,
        "recipe_hash": derivative.recipe_hash,
        "verdict": derivative.verdict.public_id if derivative.verdict else None,
        "audio_sha256": rendering.delivery.sha256 if rendering else None,
        "automation": {"detected": bool(reasons), "decided": False},
    }


def decisions_of_derivative(client: ApiClient, derivative: Derivative) -> QuerySet[Decision]:
    """The decisions about one derivative of the client's own platform, the newest first; nothing of another's."""
    mine = Decision.objects.filter(
        case__derivative=derivative, case__derivative__client__organisation=client.organisation
    )
    return mine.select_related("policy", "case", "appeal").order_by("-pk")
