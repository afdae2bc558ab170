"""Withdrawing consent: at once for everything new, and for what exists as the terms say, once its effect was seen."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.artists.models import Party
from rightsdesk.consent.actions import APPROVAL_DAYS
from rightsdesk.consent.actions.withdrawals import check_may_end, end_terms, lock_terms
from rightsdesk.consent.models import Approval, TermsState, Withdrawal
from rightsdesk.derivatives.actions.life import locked, step
from rightsdesk.derivatives.impact import Impact, impact
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.consent import OnWithdrawal
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import WORKING, State
from rightsdesk.journal.actions import record

SCHEDULE = """
INSERT INTO derivatives_withdrawaleffect (withdrawal_id, derivative_id, due, outcome)
SELECT %s, unnest(%s::bigint[]), %s, 'waiting'
"""
CODE = "consent_withdrawn"


def withdraw(
    *, actor: str, terms_id: int, reason: str, simulation_hash: str, now: datetime | None = None
) -> Withdrawal:
    """End terms whose effect somebody has seen: `simulation_hash` is that of the impact shown to them.

    Raises Invalid without a reason, Conflict("not_in_force"), and Conflict("simulation_stale") when what it would
    touch is not what they saw: nothing is changed then. Withdrawn already is success.
    """
    at = now or timezone.now()
    with transaction.atomic():
        terms = lock_terms(terms_id)
        if terms.state == TermsState.WITHDRAWN:
            return Withdrawal.objects.get(terms=terms)
        check_may_end(terms, reason)
        seen = impact(terms, effective=at.date())
        _check_seen(seen, simulation_hash)
        withdrawal = end_terms(
            actor=actor,
            terms=terms,
            reason=reason,
            simulation=seen.to_json(),
            simulation_hash=seen.hash,
            now=at,
        )
        _carry_out(actor, withdrawal, seen, at)
    return withdrawal


def _check_seen(now: Impact, simulation_hash: str) -> None:
    if now.hash != simulation_hash:
        facts = {"hash": now.hash, "live": now.live, "unmade": now.unmade, "waiting": now.waiting}
        raise Conflict(
            "simulation_stale",
            "What this would touch has changed since it was shown. Look at it again.",
            facts,
        )


def _carry_out(actor: str, withdrawal: Withdrawal, seen: Impact, at: datetime) -> None:
    """Keys are in order: rows are locked in order."""
    words = f"{withdrawal.terms.grantor.name} withdrew their consent on {at:%d %B %Y}."
    effect = OnWithdrawal(withdrawal.effect)
    stopped = dict.fromkeys(seen.refused_keys, State.REFUSED)
    if effect is not OnWithdrawal.KEEP_AND_PAY:
        stopped |= dict.fromkeys(seen.unmade_keys, State.FAILED)
    for key in sorted(stopped):
        _stop(actor, key, words, at)
    for key, parties in seen.reasked:
        _ask_as_well(actor, key, parties, at)
    if effect is OnWithdrawal.TAKE_DOWN:
        _schedule(withdrawal, (*seen.keys, *seen.unmade_keys), at)


def _stop(actor: str, key: int, words: str, at: datetime) -> None:
    """Refuse what waits for an answer, give up on what is not made yet; what has become something else stays."""
    derivative = locked(key)
    state = State(derivative.state)
    if state is not State.AWAITING_APPROVAL and state not in WORKING:
        return
    derivative.problem = {"code": CODE, "message": words, "facts": {}}
    to = State.REFUSED if state is State.AWAITING_APPROVAL else State.FAILED
    step(derivative, to, actor=actor, reason=words, facts={"code": CODE}, now=at)


def _ask_as_well(actor: str, key: int, parties: Iterable[str], at: datetime) -> None:
    """Without these terms somebody wants to be asked: they are, about the same request."""
    derivative = Derivative.objects.select_related("verdict").get(pk=key)
    if derivative.verdict is None or derivative.state != State.AWAITING_APPROVAL:
        return
    due = at + timedelta(days=APPROVAL_DAYS)
    asked = set(derivative.verdict.approvals.values_list("grantor__public_id", flat=True))
    new = Party.objects.filter(public_id__in=set(parties) - asked).order_by("pk")
    made = Approval.objects.bulk_create(
        Approval(verdict=derivative.verdict, grantor=party, due=due) for party in new
    )
    if made:
        facts = {"grantors": sorted(each.grantor.public_id for each in made)}
        record(
            actor=actor,
            verb="consent.asked_as_well",
            subject=derivative.verdict.public_id,
            facts=facts,
            now=at,
        )


def _schedule(withdrawal: Withdrawal, keys: tuple[int, ...], at: datetime) -> None:
    """Keys that were given up meanwhile find nothing to take down when they are due."""
    due = at + timedelta(days=withdrawal.days or 0)
    with connection.cursor() as cursor:
        cursor.execute(SCHEDULE, [withdrawal.pk, list(keys), due])
