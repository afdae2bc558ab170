"""Terms and questions in one line each."""

from datetime import date
from typing import Any

from rightsdesk.artists.models import Party, Recording
from rightsdesk.consent import actions, queries
from rightsdesk.consent.models import Terms, Verdict
from rightsdesk.domain.consent import Outcome, Request, Use
from tests.builders import ACTOR

DAY = date(2026, 11, 1)
SINCE = date(2026, 1, 1)


def proposal(grantor: Party, answer: str = "allow", use: str = "remix", **more: Any) -> actions.Proposal:
    """One clause of a grantor; `conditions`, `obligations`, `target`, `since` and the ending as wished."""
    clause = {"use": use, "answer": answer}
    clause |= {key: more.pop(key) for key in ("conditions", "obligations") if key in more}
    since = more.pop("since", SINCE)
    return actions.Proposal(grantor, [clause], since, grantor.name, "paper", **more)


def sign(grantor: Party, answer: str = "allow", use: str = "remix", **more: Any) -> Terms:
    return actions.sign_terms(actor=ACTOR, proposal=proposal(grantor, answer, use, **more))


def remix(territory: str = "DE", day: date = DAY, **facts: Any) -> Request:
    return Request(facts.pop("uses", frozenset({Use.REMIX})), territory, day, **facts)


def outcome(recording: Recording, request: Request | None = None, programme: Any = None) -> Outcome:
    return queries.preview([recording], request or remix(), programme).outcome


def kept(recording: Recording, request: Request | None = None, **more: Any) -> Verdict:
    return actions.decide(actor=ACTOR, request=request or remix(), recordings=[recording], **more)
