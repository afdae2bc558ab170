"""Everything one case page shows, gathered once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rightsdesk.accounts.models import User
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.recipe.words import stored_in_words
from rightsdesk.moderation.models import Appeal, Case, Decision, Lease
from rightsdesk.moderation.queries import live_lease, policy_in_force, why_not_hear
from rightsdesk.workbench.evidence import (
    Evidence,
    Region,
    Similarity,
    evidence_of,
    findings_of,
    regions,
    similarity,
)
from rightsdesk.workbench.history import Line, lines
from rightsdesk.workbench.measured import Measure, measures
from rightsdesk.workbench.tracks import Track, tracks


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case as a moderator sees it."""

    case: Case
    title: str
    derivative: Derivative
    seconds: float
    lease: Lease | None
    mine: bool
    tracks: list[Track]
    regions: list[Region]
    similarity: Similarity | None
    evidence: list[Evidence]
    consent: list[dict[str, Any]]
    recipe: list[str]
    measures: list[Measure]
    decisions: list[Decision]
    appeal: Appeal | None
    why_not_hear: str
    history: list[Line]


def case_page(user: User, case: Case, now: datetime) -> CasePage:
    """Gather a case for the person who looks at it."""
    derivative = case.derivative
    rendering = getattr(derivative, "rendering", None)
    seconds = (rendering.delivery.seconds or 0.0) if rendering else 0.0
    findings = findings_of(case)
    evidence = evidence_of(findings)
    lease = live_lease(case, now)
    decisions = _decisions(case)
    appeal = next((each.appeal for each in decisions if hasattr(each, "appeal")), None)
    return CasePage(
        case=case,
        title=policy_in_force(case.policy_family).title,
        derivative=derivative,
        seconds=seconds,
        lease=lease,
        mine=lease is not None and lease.moderator_id == user.pk,
        tracks=tracks(user, derivative, evidence),
        regions=regions(findings, seconds),
        similarity=similarity(findings, seconds),
        evidence=evidence,
        consent=derivative.verdict.reasons if derivative.verdict else [],
        recipe=stored_in_words(derivative.recipe),
        measures=measures(derivative),
        decisions=decisions,
        appeal=appeal,
        why_not_hear=why_not_hear(user, appeal) if appeal else "",
        history=lines(case),
    )


def _decisions(case: Case) -> list[Decision]:
    related = case.decisions.select_related("moderator", "policy", "appeal__heard_by")
    return list(related.prefetch_related("effects").order_by("pk"))
