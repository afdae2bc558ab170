"""Carrying out what a decision entails, one effect at a time, each acknowledged once. Safe to run twice."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.actions.life import came_down
from rightsdesk.derivatives.models import Derivative, HoldKind, HoldOn
from rightsdesk.domain.lifecycle import State, may
from rightsdesk.domain.moderation import APPEAL_WINDOW, Action, EffectKind
from rightsdesk.journal.actions import record
from rightsdesk.moderation.models import Case, CaseState, Decision, Effect, EffectState
from rightsdesk.screening.models import ScreeningRun

ORDER = list(EffectKind)


def apply_effects(*, actor: str, decision_id: int, now: datetime | None = None) -> list[Effect]:
    """Carry out what is still pending of a decision, money first. Returns what this call acknowledged."""
    pending = Effect.objects.filter(decision_id=decision_id, state=EffectState.PENDING)
    kinds = sorted(pending.values_list("kind", flat=True), key=lambda kind: ORDER.index(EffectKind(kind)))
    done = [_apply_one(actor, decision_id, EffectKind(kind), now or timezone.now()) for kind in kinds]
    return [effect for effect in done if effect]


def _apply_one(actor: str, decision_id: int, kind: EffectKind, at: datetime) -> Effect | None:
    """One effect in one transaction with its acknowledgement; None when another worker was first."""
    with transaction.atomic():
        decision = Decision.objects.select_related("case__derivative", "policy").get(pk=decision_id)
        Case.objects.select_for_update().get(pk=decision.case_id)
        effect = Effect.objects.select_for_update().get(decision=decision, kind=kind.value)
        if effect.state == EffectState.DONE:
            return None
        overriding = Decision.objects.filter(overrides=decision).first()
        if overriding:
            effect.outcome = f"Not carried out: {overriding.public_id} overrides this decision."
        else:
            effect.outcome = DOERS[kind](actor, decision, at)
        effect.state, effect.acknowledged_at = EffectState.DONE.value, at
        effect.save(update_fields=["state", "outcome", "acknowledged_at"])
        record(
            actor=actor,
            verb="effect.done",
            subject=decision.case.public_id,
            facts={"decision": decision.public_id, "effect": kind.value, "outcome": effect.outcome},
            now=at,
        )
    return effect


def _hold_money(actor: str, decision: Decision, at: datetime) -> str:
    """From now on the decision is what holds the money, not the suspicion that led to it."""
    derivative = decision.case.derivative_id
    derivatives.hold(
        actor=actor,
        derivative_id=derivative,
        on=HoldOn.MONEY,
        kind=HoldKind.CASE,
        reason=decision.reason,
        subject=decision.public_id,
    )
    behind = [decision.case.public_id]
    if decision.overrides:
        behind.append(decision.overrides.public_id)
    if not _others(decision).filter(state=CaseState.OPEN).exists():
        behind += ScreeningRun.objects.filter(derivative=derivative).values_list("public_id", flat=True)
    for subject in behind:
        derivatives.release(
            actor=actor,
            derivative_id=derivative,
            on=HoldOn.MONEY,
            subject=subject,
            reason=f"Decision {decision.public_id} holds the money now.",
            now=at,
        )
    return "All money of the derivative is held."


def _others(decision: Decision) -> QuerySet[Case]:
    return Case.objects.filter(derivative=decision.case.derivative_id).exclude(pk=decision.case_id)


def _move_to(to: State) -> Callable[[str, Decision, datetime], str]:
    def move(actor: str, decision: Decision, at: datetime) -> str:
        derivatives.move(
            actor=actor, derivative_id=decision.case.derivative_id, to=to, reason=decision.reason, now=at
        )
        return f"The derivative is {to.value}."

    return move


def _release_money(actor: str, decision: Decision, at: datetime) -> str:
    if _objections(decision):
        return "Money stays held: another case of this derivative objects."
    ended = _release(actor, decision, HoldOn.MONEY, at)
    return f"{ended} holds on money were released."


def _publish(actor: str, decision: Decision, at: datetime) -> str:
    derivative = Derivative.objects.get(pk=decision.case.derivative_id)
    if _objections(decision):
        return "It stays hidden: another case of this derivative objects."
    if derivative.state != State.PUBLISHED and not may(State(derivative.state), State.PUBLISHED):
        return f"It stays {derivative.state}: that state is final."
    if came_down(derivative):
        return "It stays hidden: consent to it was withdrawn."
    _release(actor, decision, HoldOn.VISIBILITY, at)
    derivatives.move(
        actor=actor, derivative_id=derivative.pk, to=State.PUBLISHED, reason=decision.reason, now=at
    )
    return "The derivative is published."


def _objections(decision: Decision) -> bool:
    """Whether another case of the derivative is open, or stands decided against it."""
    others = _others(decision)
    if others.filter(state=CaseState.OPEN).exists():
        return True
    standing = Decision.objects.filter(case__in=others, overridden_by=None)
    latest = {each.case_id: each for each in standing.order_by("pk")}
    return any(each.action != Action.RELEASE for each in latest.values())


def _release(actor: str, decision: Decision, on: HoldOn, at: datetime) -> int:
    """End the holds that screening, the cases and earlier decisions placed on this derivative."""
    derivative = decision.case.derivative_id
    behind = [
        *ScreeningRun.objects.filter(derivative=derivative).values_list("public_id", flat=True),
        *Case.objects.filter(derivative=derivative).values_list("public_id", flat=True),
        *Decision.objects.filter(case__derivative=derivative).values_list("public_id", flat=True),
    ]
    return sum(
        derivatives.release(
            actor=actor, derivative_id=derivative, on=on, subject=subject, reason=decision.reason, now=at
        )
        for subject in behind
    )


def _notify(actor: str, decision: Decision, at: datetime) -> str:
    """The statement of reasons, where the platform's API and the artist's portal read it: the derivative's journal."""
    record(
        actor=actor,
        verb="derivative.statement_of_reasons",
        subject=decision.case.derivative.public_id,
        facts={
            "decision": decision.public_id,
            "action": decision.action,
            "policy": decision.policy.title,
            "policy_version": decision.policy.version,
            "automatically_detected": bool(decision.facts["automation"]["detected"]),
            "appeal_until": None if decision.overrides_id else (decision.at + APPEAL_WINDOW).isoformat(),
        },
        reason=decision.reason,
        now=at,
    )
    return "The statement of reasons was issued to the platform and the artist."


DOERS: dict[EffectKind, Callable[[str, Decision, datetime], str]] = {
    EffectKind.HOLD_MONEY: _hold_money,
    EffectKind.BLOCK: _move_to(State.BLOCKED),
    EffectKind.SUSPEND: _move_to(State.SUSPENDED),
    EffectKind.WITHDRAW: _move_to(State.WITHDRAWN),
    EffectKind.RELEASE_MONEY: _release_money,
    EffectKind.PUBLISH: _publish,
    EffectKind.NOTIFY: _notify,
}
