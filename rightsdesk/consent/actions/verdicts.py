"""Ask the law and keep its answer with everything it was decided on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Recording
from rightsdesk.consent import queries
from rightsdesk.consent.actions.approvals import open_approvals
from rightsdesk.consent.facts import Question
from rightsdesk.consent.models import Verdict
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.consent import Clause, Outcome, Refused, Request
from rightsdesk.domain.errors import Conflict
from rightsdesk.journal.actions import record

ATTEMPTS = 5
HOLD = """
SELECT id FROM consent_terms
WHERE public_id = ANY(%s) AND state IN ('in_force', 'superseded') AND valid @> %s::date ORDER BY id FOR SHARE
"""


def decide(
    *,
    actor: str,
    request: Request,
    recordings: Sequence[Recording],
    refused: Sequence[Refused] = (),
    programme: Programme | None = None,
    now: datetime | None = None,
) -> Verdict:
    """The verdict, stored. `refused`: reasons from outside consent (the programme) that also count."""
    at = now or timezone.now()
    with transaction.atomic():
        asked = _held(recordings, request, programme, refused)
        answered = asked.verdict
        verdict = _store(asked, recordings, at)
        facts = {"outcome": verdict.outcome, "request": verdict.request_hash, "inputs": verdict.inputs_hash}
        record(actor=actor, verb="consent.decided", subject=verdict.public_id, facts=facts, now=at)
        if answered.outcome is Outcome.ASK:
            open_approvals(verdict, answered.to_ask, at)
    return verdict


def _held(
    recordings: Sequence[Recording],
    request: Request,
    programme: Programme | None,
    refused: Sequence[Refused],
) -> Question:
    """The question, with its terms kept from ending until this transaction does: nothing rests on ended terms."""
    for _ in range(ATTEMPTS):
        asked = queries.asked_about(recordings, request, programme, refused)
        if _still_stand(asked.clauses, request.on):
            return asked
    raise Conflict("terms_changing", "The terms of this recording are being changed; ask again.")


def _still_stand(clauses: Sequence[Clause], day: date) -> bool:
    terms = {clause.terms for clause in clauses}
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [sorted(terms), day])
        return len(cursor.fetchall()) == len(terms)


def _store(asked: Question, recordings: Sequence[Recording], at: datetime) -> Verdict:
    answered, facts, inputs = asked.verdict, request_facts(asked.request, recordings), asked.inputs
    return Verdict.objects.create(
        at=at,
        request=facts,
        request_hash=content_hash(facts),
        terms_versions=answered.terms_versions,
        law_version=inputs["law"],
        inputs=inputs,
        inputs_hash=content_hash(inputs),
        **answered.to_json(),
    )


def request_facts(request: Request, recordings: Sequence[Recording]) -> dict[str, Any]:
    """The request as it is stored and hashed."""
    return request.to_json() | {"recordings": sorted(recording.isrc for recording in recordings)}
