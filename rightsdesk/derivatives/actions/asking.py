"""A platform asks for a derivative: read the request, ask the programme and the law, keep the answer."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Verdict
from rightsdesk.derivatives.actions.life import step
from rightsdesk.derivatives.models import Derivative, Renderer, Source
from rightsdesk.derivatives.questions import asked_of
from rightsdesk.derivatives.wanted import Ask, Wanted, wanted
from rightsdesk.domain.consent import Outcome
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.recipe import recipe_hash, to_json
from rightsdesk.journal.actions import record
from rightsdesk.journal.outbox import dispatch

NEXT = {Outcome.ALLOW: State.AUTHORISED, Outcome.ASK: State.AWAITING_APPROVAL, Outcome.DENY: State.REFUSED}


def request(
    *, actor: str, client: ApiClient, programme: Programme, ask: Ask, now: datetime | None = None
) -> tuple[Derivative, bool]:
    """The derivative and whether this call made it; the same key and request again give the first one's.

    Raises Invalid, NotFound (unknown ISRC) and Conflict (key reused). A "no" is an answer: state refused.
    """
    at = now or timezone.now()
    fingerprint = ask.fingerprint(programme.public_id)
    if earlier := _replay(client, ask, fingerprint):
        return earlier, False
    what = wanted(ask)
    with transaction.atomic():
        _queue_up(client, programme, what)
        if earlier := _replay(client, ask, fingerprint):
            return earlier, False
        verdict = _decide(actor, programme, what, at)
        derivative = _create(client, programme, what, verdict, fingerprint, at)
        record(
            actor=actor,
            verb="derivative.requested",
            subject=derivative.public_id,
            facts=_facts(what, verdict),
            now=at,
        )
        outcome = Outcome(verdict.outcome)
        step(derivative, NEXT[outcome], actor=actor, reason=verdict.reasons[0]["message"], now=at)
        if outcome is Outcome.ALLOW:
            start(derivative)
    return derivative, True


def _facts(what: Wanted, verdict: Verdict) -> dict[str, Any]:
    """What the journal keeps. The halves of a mashup are said to be provisional: nobody has agreed on them yet."""
    facts: dict[str, Any] = {"isrc": what.recordings[0].isrc, "recipe": recipe_hash(what.reading.recipe)}
    if len(what.recordings) > 1:
        facts |= {"with_isrc": what.recordings[1].isrc, "weights_ppm": what.weights, "provisional": True}
    return facts | {"verdict": verdict.public_id}


def _create(
    client: ApiClient, programme: Programme, what: Wanted, verdict: Verdict, fingerprint: str, at: datetime
) -> Derivative:
    """The row as it was asked for, and what it is made from."""
    ask = what.ask
    derivative = Derivative.objects.create(
        programme=programme,
        client=client,
        kind=what.kind.value,
        title=what.title,
        listener=ask.listener,
        plan=ask.plan,
        territory=ask.territory,
        prompt=ask.prompt,
        prompt_reading=what.reading.to_json() if ask.prompt else {},
        recipe=to_json(what.reading.recipe),
        recipe_hash=recipe_hash(what.reading.recipe),
        renderer=ask.renderer,
        seed=ask.seed,
        verdict=verdict,
        idempotency_key=ask.idempotency_key,
        request_hash=fingerprint,
        requested_at=at,
        problem=_problem(verdict),
    )
    for recording, weight in zip(what.recordings, what.weights, strict=True):
        Source.objects.create(derivative=derivative, recording=recording, weight_ppm=weight)
    return derivative


def _replay(client: ApiClient, ask: Ask, fingerprint: str) -> Derivative | None:
    """The derivative this key already made. Raises Conflict when the key belongs to another request."""
    earlier = Derivative.objects.filter(client=client, idempotency_key=ask.idempotency_key).first()
    if earlier and earlier.request_hash != fingerprint:
        raise Conflict(
            "idempotency_key_reused",
            "This Idempotency-Key was already used for a different request.",
            {"derivative": earlier.public_id},
        )
    return earlier


def _queue_up(client: ApiClient, programme: Programme, what: Wanted) -> None:
    """Requests under one key, of one listener and for one recording wait for each other: no double, and no quota
    or cap is overrun."""
    ask = what.ask
    mine = [f"key:{client.pk}:{ask.idempotency_key}", f"listener:{programme.pk}:{ask.listener}"]
    names = sorted([*mine, *(f"recording:{recording.pk}" for recording in what.recordings)])
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _decide(actor: str, programme: Programme, what: Wanted, at: datetime) -> Verdict:
    """Ask the law about the typed recipe, with what the programme itself refuses."""
    asked, refused = asked_of(programme, what, at)
    return consent.decide(
        actor=actor,
        request=asked,
        recordings=what.recordings,
        refused=refused,
        programme=programme,
        now=at,
    )


def _problem(verdict: Verdict) -> dict[str, Any]:
    if verdict.outcome != Outcome.DENY:
        return {}
    first = verdict.reasons[0]
    return {"code": first["code"], "message": first["message"], "facts": {"verdict": verdict.public_id}}


def start(derivative: Derivative) -> None:
    """The desk renders what it was asked to render; the platform delivers the rest itself."""
    if derivative.renderer == Renderer.DESK:
        dispatch(task="rightsdesk.derivatives.tasks.generate", args=[derivative.pk], queue="generate")
