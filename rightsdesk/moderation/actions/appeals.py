"""Objections to a decision, and the hearing: by nobody who decided anything in that case."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.derivatives.actions.life import locked
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.moderation import APPEAL_WINDOW, Action, overturned
from rightsdesk.journal.actions import record
from rightsdesk.moderation.actions.decisions import Ruling, keep
from rightsdesk.moderation.actions.leases import locked_case
from rightsdesk.moderation.models import Appeal, AppealState, Case, CaseState, Decision, Side
from rightsdesk.moderation.queries import appeal_for, evidence, why_not_hear


def appeal(*, actor: str, side: str, decision_id: str, grounds: str, now: datetime | None = None) -> Appeal:
    """Appeal a decision, once, within its window; the caller has checked that it is the appellant's to appeal.

    Raises NotFound, Invalid (no grounds) and Conflict (too late, appealed before, final).
    """
    at = now or timezone.now()
    words = grounds.strip()
    if len(words) < 10:
        raise Invalid("grounds_missing", "Say in a sentence why the decision is wrong.")
    with transaction.atomic():
        decision = Decision.objects.select_for_update().filter(public_id=decision_id).first()
        if decision is None:
            raise NotFound("unknown_decision", "There is no such decision.")
        earlier = Appeal.objects.filter(decision=decision).first()
        if earlier and (earlier.side, earlier.grounds) == (side, words):
            return earlier
        _check_appealable(decision, earlier, at)
        made = Appeal.objects.create(decision=decision, side=Side(side).value, grounds=words, at=at)
        record(
            actor=actor,
            verb="decision.appealed",
            subject=decision.case.public_id,
            facts={"decision": decision.public_id, "appeal": made.public_id, "side": side},
            reason=words,
            now=at,
        )
    return made


def _check_appealable(decision: Decision, earlier: Appeal | None, at: datetime) -> None:
    if decision.overrides_id is not None:
        raise Conflict("final_decision", "This decision answered an appeal; it is final here.")
    if earlier is not None:
        raise Conflict("already_appealed", "This decision is under appeal already.")
    if at > decision.at + APPEAL_WINDOW:
        raise Conflict("appeal_too_late", "The time to appeal this decision has passed.")


def hear_appeal(
    *, actor: str, user: User, appeal_id: str, outcome: str, reason: str, now: datetime | None = None
) -> Decision:
    """Uphold or overturn the decision under appeal, by a new decision that overrides it. Hearing twice is once.

    Raises NotFound, Invalid, Conflict (heard already) and Forbidden for who took part in the case.
    """
    at = now or timezone.now()
    words = reason.strip()
    if outcome not in (AppealState.UPHELD, AppealState.OVERTURNED) or len(words) < 10:
        raise Invalid("hearing_incomplete", "Choose an outcome and say why in a sentence.")
    with transaction.atomic():
        case = locked_case(user, appeal_for(user, appeal_id).decision.case.public_id)
        heard = Appeal.objects.select_for_update().get(public_id=appeal_id)
        if heard.result and (heard.heard_by, heard.state) == (user, outcome):
            return heard.result
        if heard.state != AppealState.OPEN:
            raise Conflict("appeal_heard", "This appeal has been heard already.")
        if refused := why_not_hear(user, heard):
            raise Forbidden("took_part", refused)
        return _answer(actor, user, case, heard, AppealState(outcome), words, at)


def _answer(
    actor: str, user: User, case: Case, heard: Appeal, outcome: AppealState, reason: str, at: datetime
) -> Decision:
    first = heard.decision
    state = State(locked(case.derivative_id).state)
    action = Action(first.action)
    after = action if outcome is AppealState.UPHELD else overturned(action, state)
    facts = evidence(case) | {"appeal": heard.public_id}
    result = keep(actor, user, case, Ruling(after, first.policy, reason, facts, at, overrides=first))
    heard.state, heard.heard_by, heard.heard_at, heard.result = outcome.value, user, at, result
    heard.save(update_fields=["state", "heard_by", "heard_at", "result"])
    Case.objects.filter(pk=case.pk).update(state=CaseState.CLOSED.value)
    record(
        actor=actor,
        verb=f"appeal.{outcome.value}",
        subject=case.public_id,
        facts={"appeal": heard.public_id, "decision": result.public_id},
        reason=reason,
        now=at,
    )
    return result
