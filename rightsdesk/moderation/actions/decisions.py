"""A person decides a case. The record is kept with the evidence as it stood; its effects follow on commit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.derivatives.actions.life import locked
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.moderation import EFFECTS, Action, actions_for
from rightsdesk.journal.actions import record
from rightsdesk.journal.outbox import dispatch
from rightsdesk.moderation.actions.leases import check_lease, locked_case
from rightsdesk.moderation.models import Case, CaseState, Decision, Effect, Policy
from rightsdesk.moderation.queries import evidence, policy_in_force


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided, by which policy version, why, and on which evidence; `overrides` when on appeal."""

    action: Action
    policy: Policy
    reason: str
    facts: dict[str, Any]
    at: datetime
    overrides: Decision | None = None


def decide(
    *,
    actor: str,
    user: User,
    case_id: str,
    token: int,
    action: str,
    policy: str,
    reason: str,
    now: datetime | None = None,
) -> Decision:
    """Decide an open case under a live lease; the same decision twice under one token is one decision.

    Raises NotFound, Invalid (no reason, unknown action or policy) and Conflict (lease, state).
    """
    at = now or timezone.now()
    wanted, words = _action(action), _words(reason)
    with transaction.atomic():
        case = locked_case(user, case_id)
        if case.state != CaseState.OPEN:
            return _again(case, user, wanted)
        check_lease(case, user, token, at)
        _check_action(case, wanted)
        Case.objects.filter(pk=case.pk, state=CaseState.OPEN).update(state=CaseState.DECIDED.value)
        facts = evidence(case) | {"lease_token": token}
        return keep(actor, user, case, Ruling(wanted, policy_in_force(policy), words, facts, at))


def _check_action(case: Case, wanted: Action) -> None:
    """Raise Conflict unless this may be decided of the derivative as it stands now; it stays locked."""
    state = State(locked(case.derivative_id).state)
    if wanted not in actions_for(state):
        raise Conflict(
            "wrong_state",
            f"A derivative that is {state.value.replace('_', ' ')} cannot be decided this way: {wanted.value}.",
            {"state": state.value},
        )


def _again(case: Case, user: User, action: Action) -> Decision:
    """A repeated click gets its own decision back; anybody else learns that the case was decided."""
    first = case.decisions.filter(overrides=None, moderator=user, action=action.value).first()
    if first is None:
        raise Conflict("case_decided", "This case has been decided already.")
    return first


def _action(action: str) -> Action:
    if action not in {each.value for each in Action}:
        raise Invalid("unknown_action", "Choose one of the offered actions.")
    return Action(action)


def _words(reason: str) -> str:
    words = reason.strip()
    if len(words) < 10:
        raise Invalid(
            "reason_missing", "Say why in a sentence: the artist and the platform will read this reason."
        )
    return words


def keep(actor: str, user: User, case: Case, ruling: Ruling) -> Decision:
    """Write a decision with the effects that follow from it, and promise to carry them out."""
    decision = Decision.objects.create(
        case=case,
        moderator=user,
        action=ruling.action.value,
        policy=ruling.policy,
        reason=ruling.reason,
        facts=ruling.facts,
        overrides=ruling.overrides,
        at=ruling.at,
    )
    kinds = EFFECTS[ruling.action]
    Effect.objects.bulk_create(Effect(decision=decision, kind=kind.value) for kind in kinds)
    _journal(actor, decision)
    dispatch(task="rightsdesk.moderation.tasks.apply_effects", args=[decision.pk], queue="default")
    return decision


def _journal(actor: str, decision: Decision) -> None:
    facts = {
        "decision": decision.public_id,
        "action": decision.action,
        "policy": f"{decision.policy.code}/{decision.policy.version}",
        "overrides": decision.overrides.public_id if decision.overrides else None,
    }
    subject = decision.case.public_id
    record(
        actor=actor,
        verb="case.decided",
        subject=subject,
        facts=facts,
        reason=decision.reason,
        now=decision.at,
    )
