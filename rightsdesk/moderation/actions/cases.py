"""From a screening run's findings to cases: one open case for a derivative and a family of policies."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from rightsdesk.derivatives.actions import hold
from rightsdesk.derivatives.actions.life import locked
from rightsdesk.derivatives.models import Derivative, HoldKind, HoldOn
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.moderation import priority
from rightsdesk.journal.actions import record
from rightsdesk.moderation.models import Case, CaseReason, CaseState, Policy, ReasonKind
from rightsdesk.moderation.queries import policy_in_force
from rightsdesk.screening.models import Finding, ScreeningRun

FAMILY = {
    "undeclared_audio": "undeclared-audio",
    "unlicensed_voice": "unlicensed-voice",
    "quality": "quality",
}


def open_case(*, actor: str, run_id: int, now: datetime | None = None) -> Case:
    """Open what a run's findings call for, and return the most pressing case. Safe to run twice.

    Raises Invalid when the run found nothing: a case without a reason cannot be opened.
    """
    at = now or timezone.now()
    with transaction.atomic():
        run = ScreeningRun.objects.get(pk=run_id)
        # Cases before their derivative, here as everywhere: a decision taken at this moment cannot deadlock with us.
        list(Case.objects.select_for_update().filter(derivative=run.derivative_id).order_by("pk"))
        derivative = locked(run.derivative_id)
        found = sorted(run.findings.order_by("pk"), key=lambda finding: FAMILY[finding.kind])
        cases = [
            _one(actor, derivative, family, list(findings), at)
            for family, findings in groupby(found, key=lambda finding: FAMILY[finding.kind])
        ]
    if not cases:
        raise Invalid("nothing_found", "The screening run found nothing that a person has to decide.")
    return max(cases, key=lambda case: case.priority)


def _one(actor: str, derivative: Derivative, family: str, findings: list[Finding], at: datetime) -> Case:
    """The case these findings belong to: the one they opened before, the open one, or a new one."""
    known = Case.objects.filter(reasons__finding__in=findings).first()
    case = (
        known
        or Case.objects.filter(derivative=derivative, policy_family=family, state=CaseState.OPEN).first()
    )
    if case is None:
        case = _new(actor, derivative, policy_in_force(family), findings, at)
    if known is None:
        _add_reasons(case, findings, at)
    return case


def _new(actor: str, derivative: Derivative, policy: Policy, findings: list[Finding], at: datetime) -> Case:
    case = Case.objects.create(
        derivative=derivative,
        policy_family=policy.code,
        priority=priority(policy.weight, max(finding.score for finding in findings)),
        opened_at=at,
        due=at + timedelta(hours=policy.due_hours),
    )
    record(
        actor=actor,
        verb="case.opened",
        subject=case.public_id,
        facts={
            "derivative": derivative.public_id,
            "policy": policy.code,
            "findings": [finding.kind for finding in findings],
        },
        now=at,
    )
    _hold(actor, case, policy)
    return case


def _add_reasons(case: Case, findings: Iterable[Finding], at: datetime) -> None:
    CaseReason.objects.bulk_create(
        CaseReason(case=case, kind=ReasonKind.FINDING.value, finding=finding, at=at) for finding in findings
    )


def _hold(actor: str, case: Case, policy: Policy) -> None:
    """Nothing is shown and nothing is paid until a person has decided."""
    for on in (HoldOn.VISIBILITY, HoldOn.MONEY):
        hold(
            actor=actor,
            derivative_id=case.derivative_id,
            on=on,
            kind=HoldKind.CASE,
            reason=f"A case is open: {policy.title.lower()}.",
            subject=case.public_id,
        )
