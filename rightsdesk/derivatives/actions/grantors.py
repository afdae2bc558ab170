"""What grantors answer when they were asked, and what nobody answered in time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.consent import actions as consent
from rightsdesk.consent import queries as consent_queries
from rightsdesk.consent.models import Approval, ApprovalState
from rightsdesk.derivatives.actions.asking import start
from rightsdesk.derivatives.actions.life import locked, step
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.lifecycle import State


def answer_request(
    *, actor: str, user: User, approval_id: str, approve: bool, reason: str = "", now: datetime | None = None
) -> Derivative:
    """A grantor answers. The first "no" refuses; the last "yes" authorises and starts the work."""
    with transaction.atomic():
        waiting = consent_queries.approval_for(user, approval_id)
        derivative = locked(Derivative.objects.get(verdict=waiting.verdict).pk)
        approval = consent.answer_approval(
            actor=actor, user=user, approval_id=approval_id, approve=approve, reason=reason, now=now
        )
        if derivative.state == State.AWAITING_APPROVAL:
            _follow(derivative, approval, actor, now)
    return derivative


def _follow(derivative: Derivative, approval: Approval, actor: str, now: datetime | None) -> None:
    words = (
        f"{approval.grantor.name} {'approved' if approval.state == ApprovalState.APPROVED else 'declined'}."
    )
    if approval.state == ApprovalState.DECLINED:
        derivative.problem = {
            "code": "declined",
            "message": f"{words} {approval.reason}".strip(),
            "facts": {},
        }
        step(derivative, State.REFUSED, actor=actor, reason=words, now=now)
    elif not Approval.objects.filter(verdict=approval.verdict).exclude(state=ApprovalState.APPROVED).exists():
        step(derivative, State.AUTHORISED, actor=actor, reason=words, now=now)
        start(derivative)


def expire_requests(*, actor: str = "system:sweeper", now: datetime | None = None) -> int:
    """End the requests that nobody answered in time: unanswered is not a yes. Returns how many."""
    at = now or timezone.now()
    late = Derivative.objects.filter(
        state=State.AWAITING_APPROVAL,
        verdict__approvals__state=ApprovalState.WAITING,
        verdict__approvals__due__lte=at,
    )
    keys = sorted(set(late.values_list("pk", flat=True)))
    return sum(_expire(actor, key, at) for key in keys)


def _expire(actor: str, derivative_id: int, at: datetime) -> bool:
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state != State.AWAITING_APPROVAL or derivative.verdict is None:
            return False
        consent.expire_approvals(actor=actor, verdict=derivative.verdict, now=at)
        words = "Nobody answered in time, and no answer is no consent."
        derivative.problem = {"code": "expired", "message": words, "facts": {}}
        step(derivative, State.EXPIRED, actor=actor, reason=words, now=at)
    return True
