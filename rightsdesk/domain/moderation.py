"""What a moderator may decide about a derivative in each state, what follows from it, and who may hear an appeal.

A decision is a record; its effects are derived from it here and carried out elsewhere, one by one."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from rightsdesk.domain.lifecycle import State

LEASE = timedelta(minutes=15)
# Digital Services Act, article 20(1): at least six months.
APPEAL_WINDOW = timedelta(days=183)


class Action(StrEnum):
    RELEASE = "release"
    BLOCK = "block"
    SUSPEND = "suspend"
    WITHDRAW = "withdraw"


class EffectKind(StrEnum):
    """In the order in which they are carried out: money is safe before anything becomes visible or vanishes."""

    HOLD_MONEY = "hold_money"
    BLOCK = "block"
    SUSPEND = "suspend"
    WITHDRAW = "withdraw"
    RELEASE_MONEY = "release_money"
    PUBLISH = "publish"
    NOTIFY = "notify"


ACTIONS: dict[State, tuple[Action, ...]] = {
    State.HELD: (Action.BLOCK, Action.RELEASE),
    State.PUBLISHED: (Action.SUSPEND, Action.RELEASE),
    State.SUSPENDED: (Action.WITHDRAW, Action.RELEASE),
    State.BLOCKED: (Action.BLOCK, Action.RELEASE),
}
EFFECTS: dict[Action, tuple[EffectKind, ...]] = {
    Action.BLOCK: (EffectKind.HOLD_MONEY, EffectKind.BLOCK, EffectKind.NOTIFY),
    Action.SUSPEND: (EffectKind.HOLD_MONEY, EffectKind.SUSPEND, EffectKind.NOTIFY),
    Action.WITHDRAW: (EffectKind.HOLD_MONEY, EffectKind.WITHDRAW, EffectKind.NOTIFY),
    Action.RELEASE: (EffectKind.RELEASE_MONEY, EffectKind.PUBLISH, EffectKind.NOTIFY),
}
OPPOSITE = {
    Action.BLOCK: Action.RELEASE,
    Action.SUSPEND: Action.RELEASE,
    Action.WITHDRAW: Action.RELEASE,
    Action.RELEASE: Action.BLOCK,
}


def actions_for(state: State) -> tuple[Action, ...]:
    """What may be decided about a derivative in this state; nothing while it is being made or gone for good."""
    return ACTIONS.get(state, ())


def overturned(action: Action, state: State) -> Action:
    """What takes the place of an overturned decision, given where the derivative stands now."""
    if action is Action.RELEASE and state is State.PUBLISHED:
        return Action.SUSPEND
    return OPPOSITE[action]


def priority(weight: int, score: float) -> int:
    """Where a case stands in the queue: the policy's weight (0..900), then the strength of the evidence (0..1)."""
    return weight + round(99 * min(max(score, 0.0), 1.0))


def took_part(person: str, deciders: Collection[str]) -> bool:
    """Whether somebody made any decision in the chain under appeal: then they may not hear it."""
    return person in deciders
