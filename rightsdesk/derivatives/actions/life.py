"""Steps of a derivative's life: compare-and-set by the table in domain/lifecycle.py, one Transition row each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from rightsdesk.derivatives.actions.holds import hold
from rightsdesk.derivatives.models import Derivative, HoldKind, HoldOn, TakeDown, Transition
from rightsdesk.domain import lifecycle
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import State
from rightsdesk.journal.actions import record
from rightsdesk.journal.outbox import dispatch

CLEAR = "Screening found nothing."
# Every payee of the derivative reads this: whose voice or recording was found is for the case alone.
HELD = "Screening found something that a moderator has to look at first."
KEEP_REFERENCE = "rightsdesk.screening.tasks.add_derivative_reference"


def locked(derivative_id: int) -> Derivative:
    """The row, locked until the caller's transaction ends."""
    return Derivative.objects.select_for_update(of=("self",)).get(pk=derivative_id)


def step(
    derivative: Derivative,
    to: State,
    *,
    actor: str,
    reason: str = "",
    facts: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> None:
    """Take one step of a row the caller has locked. Raises Conflict for a step that is not in the table."""
    before = State(derivative.state)
    lifecycle.check(before, to)
    if to is State.PUBLISHED:
        _check_not_taken_down(derivative)
    at = now or timezone.now()
    derivative.state = to.value
    if to is State.PUBLISHED and derivative.published_at is None:
        derivative.published_at = at
    derivative.save()
    Transition.objects.create(
        derivative=derivative, before=before.value, after=to.value, at=at, actor=actor, reason=reason
    )
    all_facts = {"from": before.value, "to": to.value, **(facts or {})}
    record(
        actor=actor,
        verb=f"derivative.{to.value}",
        subject=derivative.public_id,
        facts=all_facts,
        reason=reason,
    )


def _check_not_taken_down(derivative: Derivative) -> None:
    """What came down because consent was withdrawn never comes back; a new one may be asked for."""
    if came_down(derivative):
        raise Conflict("consent_withdrawn", "Consent to it was withdrawn; it cannot be published.")


def came_down(derivative: Derivative) -> bool:
    """Whether a withdrawal of consent took it down."""
    settled = derivative.withdrawal_effects.filter(outcome__in=[TakeDown.TAKEN_DOWN, TakeDown.ALREADY_GONE])
    return settled.exists()


def move(
    *, actor: str, derivative_id: int, to: State, reason: str, now: datetime | None = None
) -> Derivative:
    """Take one step; being there already is success."""
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state != to:
            step(derivative, to, actor=actor, reason=reason, now=now)
    return derivative


def fail(
    *, actor: str, derivative_id: int, code: str, message: str, facts: dict[str, Any] | None = None
) -> Derivative:
    """Give up on a derivative that is being worked on, and say why. Anything already beyond that stays as it is."""
    with transaction.atomic():
        derivative = locked(derivative_id)
        if State(derivative.state) in lifecycle.WORKING:
            derivative.problem = {"code": code, "message": message, "facts": facts or {}}
            step(derivative, State.FAILED, actor=actor, reason=message, facts={"code": code})
    return derivative


def conclude_screening(
    *,
    actor: str,
    derivative_id: int,
    run_id: str,
    clear: bool,
    reasons: Sequence[str] = (),
    now: datetime | None = None,
) -> Derivative:
    """Publish what is clear; hold what is not, visibility and money both, until a person decides."""
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state != State.SCREENING:
            return derivative
        if clear:
            step(derivative, State.PUBLISHED, actor=actor, reason=CLEAR, facts={"run": run_id}, now=now)
            dispatch(task=KEEP_REFERENCE, args=[derivative.pk], queue="screen")
        else:
            _hold_back(derivative, actor, run_id, " ".join(reasons), now)
    return derivative


def _hold_back(derivative: Derivative, actor: str, run_id: str, words: str, now: datetime | None) -> None:
    derivative.problem = {"code": "held_by_screening", "message": words, "facts": {"run": run_id}}
    step(derivative, State.HELD, actor=actor, reason=words, facts={"run": run_id}, now=now)
    for what in HoldOn:
        hold(
            actor=actor,
            derivative_id=derivative.pk,
            on=what,
            kind=HoldKind.SCREENING,
            reason=HELD,
            subject=run_id,
        )
