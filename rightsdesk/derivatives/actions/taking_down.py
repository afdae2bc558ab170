"""Taking down what withdrawn terms say must come down, when it is due: one derivative a transaction, each once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rightsdesk.derivatives.actions.life import locked, step
from rightsdesk.derivatives.drafting import speakers
from rightsdesk.derivatives.models import Derivative, TakeDown, WithdrawalEffect
from rightsdesk.derivatives.redeciding import agreed_to
from rightsdesk.domain.consent import ScopeKind
from rightsdesk.domain.lifecycle import State
from rightsdesk.journal.actions import record

AT_ONCE = 500
WORDS = "Consent was withdrawn, and the time to take it down has come."
DOWN: dict[State, tuple[State, ...]] = {
    State.PUBLISHED: (State.SUSPENDED, State.WITHDRAWN),
    State.SUSPENDED: (State.WITHDRAWN,),
    State.HELD: (State.BLOCKED,),
}


def take_down_due(*, actor: str = "system:sweeper", now: datetime | None = None, limit: int = AT_ONCE) -> int:
    """Take down what is due. Returns how many take-downs were settled; killed at any point, the next call goes on.

    Where the same parties have said yes anew in the meantime, nothing comes down."""
    at = now or timezone.now()
    waiting = WithdrawalEffect.objects.filter(outcome=TakeDown.WAITING, due__lte=at)
    due = list(waiting.select_related("withdrawal__terms__grantor").order_by("due", "pk")[:limit])
    returned = _consented_anew(due, at)
    return sum(_settle(actor, effect.pk, effect.derivative_id, effect.pk in returned, at) for effect in due)


def _consented_anew(due: Sequence[WithdrawalEffect], at: datetime) -> set[int]:
    """The effects whose derivatives the parties that spoke through the withdrawn terms allow again."""
    found: set[int] = set()
    for terms in {effect.withdrawal.terms for effect in due}:
        who = speakers(terms.grantor, ScopeKind(terms.scope))
        mine = {each.derivative_id: each.pk for each in due if each.withdrawal.terms_id == terms.pk}
        found |= {mine[key] for key in agreed_to(sorted(mine), who, at.date())}
    return found


def _settle(actor: str, effect_id: int, derivative_id: int, returned: bool, at: datetime) -> bool:
    """One take-down; False when somebody else was first."""
    with transaction.atomic():
        derivative = locked(derivative_id)
        effect = WithdrawalEffect.objects.select_for_update().get(pk=effect_id)
        if effect.outcome != TakeDown.WAITING:
            return False
        outcome = TakeDown.CONSENT_RETURNED if returned else _take_down(derivative, actor, at)
        effect.outcome, effect.done_at = outcome.value, at
        effect.save(update_fields=["outcome", "done_at"])
        record(
            actor=actor,
            verb="consent.take_down_settled",
            subject=derivative.public_id,
            facts={"withdrawal": effect.withdrawal.public_id, "outcome": outcome.value},
            now=at,
        )
    return True


def _take_down(derivative: Derivative, actor: str, at: datetime) -> TakeDown:
    path = DOWN.get(State(derivative.state), ())
    for state in path:
        step(derivative, state, actor=actor, reason=WORDS, facts={"code": "consent_withdrawn"}, now=at)
    return TakeDown.TAKEN_DOWN if path else TakeDown.ALREADY_GONE
