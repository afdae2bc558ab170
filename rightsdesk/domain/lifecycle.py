"""The life of a derivative: its states and the only ways between them."""

from enum import StrEnum

from rightsdesk.domain.errors import Conflict


class State(StrEnum):
    REQUESTED = "requested"
    REFUSED = "refused"
    AWAITING_APPROVAL = "awaiting_approval"
    EXPIRED = "expired"
    AUTHORISED = "authorised"
    GENERATING = "generating"
    SCREENING = "screening"
    PUBLISHED = "published"
    HELD = "held"
    BLOCKED = "blocked"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.REQUESTED: frozenset({State.REFUSED, State.AWAITING_APPROVAL, State.AUTHORISED, State.FAILED}),
    State.AWAITING_APPROVAL: frozenset({State.AUTHORISED, State.REFUSED, State.EXPIRED}),
    State.AUTHORISED: frozenset({State.GENERATING, State.SCREENING, State.FAILED}),
    State.GENERATING: frozenset({State.SCREENING, State.FAILED}),
    State.SCREENING: frozenset({State.PUBLISHED, State.HELD, State.FAILED}),
    State.HELD: frozenset({State.PUBLISHED, State.BLOCKED}),
    State.PUBLISHED: frozenset({State.SUSPENDED}),
    State.SUSPENDED: frozenset({State.PUBLISHED, State.WITHDRAWN}),
    State.FAILED: frozenset({State.AUTHORISED}),
    State.BLOCKED: frozenset({State.PUBLISHED}),
    State.REFUSED: frozenset(),
    State.EXPIRED: frozenset(),
    State.WITHDRAWN: frozenset(),
}

WORKING = frozenset({State.AUTHORISED, State.GENERATING, State.SCREENING})
LIVE = frozenset({State.PUBLISHED})


def may(before: State, after: State) -> bool:
    """Whether the table of transitions holds this step."""
    return after in TRANSITIONS[before]


def check(before: State, after: State) -> None:
    """Raise Conflict unless the step is in the table."""
    if not may(before, after):
        raise Conflict(
            "wrong_state",
            f"A derivative that is {before.value.replace('_', ' ')} cannot become {after.value.replace('_', ' ')}.",
            {"from": before.value, "to": after.value},
        )
