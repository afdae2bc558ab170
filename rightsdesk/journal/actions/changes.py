"""Deeds that need two people. One proposes, another decides; what was proposed is applied as it was seen, or not at all.

The rooms above say what kinds there are (`register`); this one knows only that nobody decides their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from rightsdesk.journal.actions import record
from rightsdesk.journal.models import Change, ChangeState

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A deed that needs two people.

    `facts(payload)` is what it rests on, read when it is proposed and again when it is decided; `after(before, payload)`
    how those facts will read; `apply(change)` does it; `deed` is what the second person must be allowed to do."""

    name: str
    title: str
    deed: str
    facts: Callable[[Facts], Facts]
    after: Callable[[Facts, Facts], Facts]
    apply: Callable[[Change], object]
    # Whether applying is tried, and taken back, when it is proposed.
    tried_first: bool = True


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Say how changes of this kind are read and applied. Registering again replaces."""
    KINDS[kind.name] = kind


def propose(
    *, actor: str, kind: str, subject: str, payload: Facts, reason: str, tenant: int | None = None,
    now: datetime | None = None,
) -> Change:  # fmt: skip
    """Ask a second person. The same proposal while one waits is that one. Raises what applying it would raise."""
    if not reason.strip():
        raise Invalid("reason_missing", "Say why; the second person has to know.")
    digest = content_hash(payload)
    with transaction.atomic():
        same = Change.objects.filter(kind=kind, subject=subject, payload_hash=digest)
        if known := same.filter(state=ChangeState.WAITING).first():
            return known
        change = Change.objects.create(
            kind=kind, subject=subject, tenant=tenant, before=KINDS[kind].facts(payload), payload=payload,
            payload_hash=digest, reason=reason, proposed_by=actor, at=now or timezone.now(),
        )  # fmt: skip
        facts = {"change": change.public_id, "payload": digest}
        record(actor=actor, verb=f"{kind}.proposed", subject=subject, facts=facts, reason=reason, now=now)
        _tried(change)
    return change


def _tried(change: Change) -> None:
    """What cannot be done is refused now, not when the second person has read it."""
    if not KINDS[change.kind].tried_first:
        return
    with transaction.atomic():
        KINDS[change.kind].apply(change)
        transaction.set_rollback(True)


def decide_change(
    *, actor: str, change_id: str, approve: bool, reason: str = "", now: datetime | None = None
) -> Change:
    """Approve or refuse. Approved, it is applied in the same transaction, unless what it rests on has changed: then stale."""
    with transaction.atomic():
        change = _waiting(change_id)
        if actor == change.proposed_by:
            raise Forbidden("second_person", "Whoever proposed this cannot decide it; ask a second person.")
        if not approve and not reason.strip():
            raise Invalid("reason_missing", "Say why you refuse.")
        problem = _applied(change) if approve else ""
        if not approve:
            return _close(change, ChangeState.REFUSED, actor, reason, now)
        change.problem = problem
        return _close(change, ChangeState.STALE if problem else ChangeState.APPLIED, actor, reason, now)


def withdraw_change(*, actor: str, change_id: str, reason: str = "", now: datetime | None = None) -> Change:
    """Whoever proposed it takes it back."""
    with transaction.atomic():
        change = _waiting(change_id)
        if actor != change.proposed_by:
            raise Forbidden("not_yours", "Only whoever proposed this can take it back; you can refuse it.")
        return _close(change, ChangeState.WITHDRAWN, actor, reason, now)


def _waiting(change_id: str) -> Change:
    change = Change.objects.select_for_update().filter(public_id=change_id).first()
    if change is None:
        raise NotFound()
    if change.state != ChangeState.WAITING:
        raise Conflict("already_decided", f"This change is {change.state} already.", {"state": change.state})
    return change


def _applied(change: Change) -> str:
    """Nothing, or why it could not be applied; then nothing of it is."""
    kind = KINDS[change.kind]
    try:
        with transaction.atomic():
            if content_hash(kind.facts(change.payload)) != content_hash(change.before):
                return "What this rests on has changed since it was proposed. Propose it again."
            kind.apply(change)
    except Refusal as refusal:
        return refusal.message
    return ""


def _close(change: Change, state: ChangeState, actor: str, reason: str, now: datetime | None) -> Change:
    change.state, change.decided_by, change.decision = state.value, actor, reason
    change.decided_at = now or timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at", "decision", "problem"])
    facts = {"change": change.public_id, "proposed_by": change.proposed_by, "payload": change.payload_hash}
    verb = f"{change.kind}.{state.value}"
    record(actor=actor, verb=verb, subject=change.subject, facts=facts, reason=reason, now=now)
    return change
