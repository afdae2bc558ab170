"""Derivatives in every state of life, and terms that say what becomes of them."""

from datetime import UTC, date, datetime
from typing import Any

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.artists.models import Party
from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Terms
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.consent import Use
from rightsdesk.domain.lifecycle import State
from tests.builders import ACTOR, Song, ask

Pia = tuple[Programme, ApiClient]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PATHS = {
    State.AUTHORISED: (),
    State.GENERATING: (State.GENERATING,),
    State.SCREENING: (State.GENERATING, State.SCREENING),
    State.PUBLISHED: (State.GENERATING, State.SCREENING, State.PUBLISHED),
    State.HELD: (State.GENERATING, State.SCREENING, State.HELD),
    State.SUSPENDED: (State.GENERATING, State.SCREENING, State.PUBLISHED, State.SUSPENDED),
    State.BLOCKED: (State.GENERATING, State.SCREENING, State.HELD, State.BLOCKED),
}


def agree(
    grantor: Party, answer: str = "allow", *, ending: str = "stop_new", target: Any = None, **conditions: Any
) -> Terms:
    """Terms with one answer to every use. `ending`: what a withdrawal does; a take-down is after 14 days."""
    clauses = [{"use": use.value, "answer": answer, "conditions": conditions} for use in Use]
    days = 14 if ending == "take_down" else None
    proposal = consent.Proposal(
        grantor, clauses, date(2026, 1, 1), grantor.name, "paper", target, None, ending, days
    )
    return consent.sign_terms(actor=ACTOR, proposal=proposal)


def asked(pia: Pia, of: Song, **changes: Any) -> Derivative:
    programme, client = pia
    wanted = ask(of, **changes)
    return actions.request(actor=client.actor, client=client, programme=programme, ask=wanted, now=NOON)[0]


def living(pia: Pia, of: Song, state: State = State.PUBLISHED, **changes: Any) -> Derivative:
    """A derivative that everybody allowed and that has come as far as this state."""
    made = asked(pia, of, **changes)
    assert made.state == State.AUTHORISED, made.problem
    for to in PATHS[state]:
        made = actions.move(actor=ACTOR, derivative_id=made.pk, to=to, reason="as told", now=NOON)
    return made
