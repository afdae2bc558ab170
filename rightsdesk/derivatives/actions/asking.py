"""A platform asks for a derivative: read the request, ask the programme and the law, keep the answer."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.accounts.models import ApiClient, Programme, User
from rightsdesk.artists.models import Recording
from rightsdesk.artists.queries import recording_by_isrc
from rightsdesk.consent import actions as consent
from rightsdesk.consent import queries as consent_queries
from rightsdesk.consent.models import Approval, ApprovalState, Verdict
from rightsdesk.derivatives.actions.life import locked, step
from rightsdesk.derivatives.models import Derivative, Renderer, Source
from rightsdesk.derivatives.questions import asked_of
from rightsdesk.derivatives.reading import Reading, read
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.consent import Outcome
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.recipe import recipe_hash, to_json
from rightsdesk.journal.actions import record
from rightsdesk.journal.outbox import dispatch

NEXT = {Outcome.ALLOW: State.AUTHORISED, Outcome.ASK: State.AWAITING_APPROVAL, Outcome.DENY: State.REFUSED}


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as the platform made it. `recipe` (JSON) wins over `prompt`; one of them must say something."""

    idempotency_key: str
    isrc: str
    listener: str
    plan: str
    territory: str
    prompt: str = ""
    recipe: dict[str, Any] | None = None
    renderer: str = Renderer.DESK.value
    title: str = ""
    seed: int = 1


def request(
    *, actor: str, client: ApiClient, programme: Programme, ask: Ask, now: datetime | None = None
) -> tuple[Derivative, bool]:
    """The derivative and whether this call made it; the same key and request again give the first one's.

    Raises Invalid, NotFound (unknown ISRC) and Conflict (key reused). A "no" is an answer: state refused.
    """
    at = now or timezone.now()
    fingerprint = content_hash({**asdict(ask), "programme": programme.public_id})
    if earlier := _replay(client, ask, fingerprint):
        return earlier, False
    recording = recording_by_isrc(ask.isrc)
    reading = read(prompt=ask.prompt, recipe=ask.recipe, source_bpm=recording.bpm)
    with transaction.atomic():
        _queue_up(client, programme, ask, recording)
        if earlier := _replay(client, ask, fingerprint):
            return earlier, False
        verdict = _decide(actor, programme, ask, recording, reading, at)
        derivative = _create(client, programme, ask, recording, reading, verdict, fingerprint, at)
        facts = {"isrc": recording.isrc, "recipe": derivative.recipe_hash, "verdict": verdict.public_id}
        record(actor=actor, verb="derivative.requested", subject=derivative.public_id, facts=facts, now=at)
        outcome = Outcome(verdict.outcome)
        step(derivative, NEXT[outcome], actor=actor, reason=verdict.reasons[0]["message"], now=at)
        if outcome is Outcome.ALLOW:
            _start(derivative)
    return derivative, True


def _create(
    client: ApiClient,
    programme: Programme,
    ask: Ask,
    recording: Recording,
    reading: Reading,
    verdict: Verdict,
    fingerprint: str,
    at: datetime,
) -> Derivative:
    """The row as it was asked for, and what it is made from."""
    derivative = Derivative.objects.create(
        programme=programme,
        client=client,
        title=ask.title or f"{recording.title} (remix)",
        listener=ask.listener,
        plan=ask.plan,
        territory=ask.territory,
        prompt=ask.prompt,
        recipe=to_json(reading.recipe),
        recipe_hash=recipe_hash(reading.recipe),
        renderer=ask.renderer,
        seed=ask.seed,
        verdict=verdict,
        idempotency_key=ask.idempotency_key,
        request_hash=fingerprint,
        requested_at=at,
        problem=_problem(verdict),
    )
    Source.objects.create(derivative=derivative, recording=recording)
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


def _queue_up(client: ApiClient, programme: Programme, ask: Ask, recording: Recording) -> None:
    """Requests under one key, of one listener and for one recording wait for each other: no double, and no quota
    or cap is overrun."""
    mine = [f"key:{client.pk}:{ask.idempotency_key}", f"listener:{programme.pk}:{ask.listener}"]
    names = sorted([*mine, f"recording:{recording.pk}"])
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _decide(
    actor: str, programme: Programme, ask: Ask, recording: Recording, reading: Reading, at: datetime
) -> Verdict:
    """Ask the law about the typed recipe, with what the programme itself refuses."""
    asked, refused = asked_of(programme, ask, recording, reading, at)
    return consent.decide(
        actor=actor, request=asked, recordings=[recording], refused=refused, programme=programme, now=at
    )


def _problem(verdict: Verdict) -> dict[str, Any]:
    if verdict.outcome != Outcome.DENY:
        return {}
    first = verdict.reasons[0]
    return {"code": first["code"], "message": first["message"], "facts": {"verdict": verdict.public_id}}


def _start(derivative: Derivative) -> None:
    """The desk renders what it was asked to render; the platform delivers the rest itself."""
    if derivative.renderer == Renderer.DESK:
        dispatch(task="rightsdesk.derivatives.tasks.generate", args=[derivative.pk], queue="generate")


def answer_request(
    *, actor: str, user: User, approval_id: str, approve: bool, reason: str = "", now: datetime | None = None
) -> Derivative:
    """A grantor answers. The first "no" refuses; the last "yes" authorises and starts the work."""
    with transaction.atomic():
        waiting = consent_queries.approval_for(user, approval_id)
        derivative = locked(Derivative.objects.get(verdict=waiting.verdict).pk)
        approval = consent.answer_approval(
            actor=actor, user=user, approval_id=approval_id, approve=approve, reason=reason, now=now
        )
        if derivative.state == State.AWAITING_APPROVAL:
            _follow(derivative, approval, actor, now)
    return derivative


def _follow(derivative: Derivative, approval: Approval, actor: str, now: datetime | None) -> None:
    words = (
        f"{approval.grantor.name} {'approved' if approval.state == ApprovalState.APPROVED else 'declined'}."
    )
    if approval.state == ApprovalState.DECLINED:
        derivative.problem = {
            "code": "declined",
            "message": f"{words} {approval.reason}".strip(),
            "facts": {},
        }
        step(derivative, State.REFUSED, actor=actor, reason=words, now=now)
    elif not Approval.objects.filter(verdict=approval.verdict).exclude(state=ApprovalState.APPROVED).exists():
        step(derivative, State.AUTHORISED, actor=actor, reason=words, now=now)
        _start(derivative)


def expire_requests(*, actor: str = "system:sweeper", now: datetime | None = None) -> int:
    """End the requests that nobody answered in time: unanswered is not a yes. Returns how many."""
    at = now or timezone.now()
    late = Derivative.objects.filter(
        state=State.AWAITING_APPROVAL,
        verdict__approvals__state=ApprovalState.WAITING,
        verdict__approvals__due__lte=at,
    )
    keys = sorted(set(late.values_list("pk", flat=True)))
    return sum(_expire(actor, key, at) for key in keys)


def _expire(actor: str, derivative_id: int, at: datetime) -> bool:
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state != State.AWAITING_APPROVAL or derivative.verdict is None:
            return False
        consent.expire_approvals(actor=actor, verdict=derivative.verdict, now=at)
        words = "Nobody answered in time, and no answer is no consent."
        derivative.problem = {"code": "expired", "message": words, "facts": {}}
        step(derivative, State.EXPIRED, actor=actor, reason=words, now=at)
    return True
