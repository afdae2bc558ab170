"""Grantors who were asked: the question is opened with the verdict, answered once, or runs out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import DelegatedRight, User
from rightsdesk.artists.models import Party
from rightsdesk.consent import queries
from rightsdesk.consent.models import Approval, ApprovalState, Verdict
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid
from rightsdesk.journal.actions import record
from rightsdesk.programmes.queries import parties_where

APPROVAL_DAYS = 14


def open_approvals(verdict: Verdict, grantors: Iterable[str], now: datetime) -> None:
    """One question for each grantor (by public id), due in APPROVAL_DAYS."""
    due = now + timedelta(days=APPROVAL_DAYS)
    parties = Party.objects.filter(public_id__in=grantors).order_by("pk")
    Approval.objects.bulk_create(Approval(verdict=verdict, grantor=party, due=due) for party in parties)


def answer_approval(
    *, actor: str, user: User, approval_id: str, approve: bool, reason: str = "", now: datetime | None = None
) -> Approval:
    """A grantor says yes or no. The same answer twice is one answer; a different one is a Conflict.

    Raises NotFound for who does not act for the grantor, Forbidden for who may not answer for them."""
    wanted = ApprovalState.APPROVED if approve else ApprovalState.DECLINED
    if not approve and not reason.strip():
        raise Invalid("reason_missing", "Say why you decline; the platform and its listener will read it.")
    with transaction.atomic():
        found = queries.approval_for(user, approval_id)
        _may_answer(user, found)
        approval = Approval.objects.select_for_update().get(pk=found.pk)
        if approval.state == wanted:
            return approval
        _still_open(approval, now or timezone.now())
        approval.state, approval.reason = wanted.value, reason.strip()
        approval.decided_by, approval.decided_at = actor, now or timezone.now()
        approval.save()
        facts = {"verdict": approval.verdict.public_id, "grantor": approval.grantor.public_id}
        verb = f"consent.{wanted.value}"
        record(actor=actor, verb=verb, subject=approval.public_id, facts=facts, reason=approval.reason)
    return approval


def _may_answer(user: User, approval: Approval) -> None:
    may = parties_where(user, DelegatedRight.ANSWER_REQUESTS)
    if not may.filter(pk=approval.grantor_id).exists():
        raise Forbidden("right_missing", f"You may not answer requests for {approval.grantor.name}.")


def _still_open(approval: Approval, now: datetime) -> None:
    if approval.due <= now:
        raise Conflict("approval_expired", "The time to answer this request has passed.")
    if approval.state != ApprovalState.WAITING:
        raise Conflict(
            "already_answered", f"This request was already {approval.state}.", {"state": approval.state}
        )


def expire_approvals(*, actor: str, verdict: Verdict, now: datetime) -> int:
    """Close what a verdict's grantors left unanswered. Returns how many."""
    left = Approval.objects.filter(verdict=verdict, state=ApprovalState.WAITING, due__lte=now)
    expired = left.update(state=ApprovalState.EXPIRED.value)
    if expired:
        facts = {"approvals": expired}
        record(actor=actor, verb="consent.expired", subject=verdict.public_id, facts=facts, now=now)
    return expired
