"""Having a derivative rendered elsewhere: hand it over, ask how it stands, collect it; none of it is harmed by twice.

The engine's own callback only makes the desk ask sooner: what counts is what the engine answers, checked."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from rightsdesk.derivatives.actions.jobs import accepted, done, open_job, settle
from rightsdesk.derivatives.actions.sealing import keep
from rightsdesk.derivatives.engine import remote, summary
from rightsdesk.derivatives.handing import as_job
from rightsdesk.derivatives.made import Made, passed
from rightsdesk.derivatives.models import OPEN, Derivative, EngineJob, EngineMessage, JobState, Rendering
from rightsdesk.domain.errors import Conflict, NotFound, Refusal
from rightsdesk.domain.lifecycle import State
from rightsdesk.generation.contract import CancelledError
from rightsdesk.journal.outbox import dispatch

if TYPE_CHECKING:
    from rightsdesk.generation.remote import JobStatus, Problem, RemoteEngine, RemoteError

LOOK = "rightsdesk.derivatives.tasks.look_at_job"
GAVE_UP = {"code": "engine_gave_up", "message": "The engine gave the job up.", "facts": dict[str, Any]()}
OVERDUE = "The engine did not deliver in time."


def hand_over(*, actor: str, derivative: Derivative) -> Derivative:
    """Open a job for it and give it to the engine. When the engine cannot be reached, the poll tries again."""
    job = open_job(actor=actor, derivative_id=derivative.pk)
    if job is not None:
        look(actor=actor, job_id=job.pk)
    derivative.refresh_from_db()
    return derivative


def look(*, actor: str, job_id: int, now: datetime | None = None) -> bool:
    """See how a job stands and follow: it is collected, given up, cancelled, or still waited for. False when the engine
    cannot be asked now."""
    from rightsdesk.generation.remote import RemoteError

    job = EngineJob.objects.select_related("derivative").get(pk=job_id)
    try:
        if job.state in OPEN:
            _follow(actor, job, now or timezone.now())
    except RemoteError as error:
        if error.retry:
            return False
        settle(actor=actor, job_id=job.pk, state=JobState.FAILED, problem=_problem(error))
    except Refusal as refusal:
        settle(actor=actor, job_id=job.pk, state=JobState.FAILED, problem=_problem(refusal))
    return True


def _follow(actor: str, job: EngineJob, at: datetime) -> None:
    if job.derivative.state != State.GENERATING:
        _end(actor, job)
    elif job.due <= at:
        problem = {"code": "engine_overdue", "message": OVERDUE, "facts": {"due": job.due.isoformat()}}
        settle(actor=actor, job_id=job.pk, state=JobState.FAILED, problem=problem)
    elif job.state == JobState.SUBMITTED:
        _heard(actor, job, _asked(remote(), job))


def _asked(engine: RemoteEngine, job: EngineJob) -> JobStatus:
    """How it stands. What the engine has not confirmed, or has lost, it is given (again)."""
    if job.accepted_at is not None:
        try:
            return engine.status(job.public_id)
        except NotFound:
            pass
    status = engine.submit(as_job(job))
    accepted(job_id=job.pk)
    return status


def _heard(actor: str, job: EngineJob, status: JobStatus) -> None:
    if status.state == "done":
        done(actor=actor, job_id=job.pk)
    elif status.state in ("failed", "cancelled"):
        problem = _problem(status.problem) if status.problem else GAVE_UP
        settle(actor=actor, job_id=job.pk, state=JobState.FAILED, problem=problem)


def _end(actor: str, job: EngineJob) -> None:
    """The derivative waits no more: its sound was kept, or somebody ended it. The engine may forget the job."""
    kept = Rendering.objects.filter(derivative=job.derivative).exists()
    settle(actor=actor, job_id=job.pk, state=JobState.COLLECTED if kept else JobState.CANCELLED)
    _cancel(job)


def _cancel(job: EngineJob) -> None:
    """Tell the engine; one that cannot be told forgets the job by itself."""
    from rightsdesk.generation.remote import RemoteError

    try:
        remote().cancel(job.public_id)
    except (RemoteError, Refusal):
        return


def collect(*, actor: str, job_id: int) -> None:
    """Fetch what the engine made, check it, seal it and keep it. Raises RemoteError when asking again may help."""
    from rightsdesk.generation.remote import RemoteError

    job = EngineJob.objects.select_related("derivative").get(pk=job_id)
    if job.state not in OPEN or job.derivative.state != State.GENERATING:
        look(actor=actor, job_id=job_id)
        return
    try:
        with tempfile.TemporaryDirectory(prefix="rightsdesk-collect-") as folder:
            engine = remote()
            rendered = passed(engine.collect(as_job(job), Path(folder)))
            made = Made.rendered(rendered, summary(engine.describe()), job.derivative.seed)
            keep(actor=actor, derivative=job.derivative, made=made)
    except RemoteError as error:
        if error.retry:
            raise
        settle(actor=actor, job_id=job.pk, state=JobState.FAILED, problem=_problem(error))
    except CancelledError:
        settle(actor=actor, job_id=job.pk, state=JobState.FAILED, problem=GAVE_UP)
    except Refusal as refusal:
        settle(actor=actor, job_id=job.pk, state=JobState.FAILED, problem=_problem(refusal))
    else:
        job.derivative.refresh_from_db()
        _end(actor, job)


def poll(*, actor: str = "system:poll", now: datetime | None = None) -> int:
    """Look at every open job, since callbacks get lost. Returns how many were looked at.

    What is overdue comes first; after that an engine that cannot be reached is left alone until the next time."""
    at = now or timezone.now()
    out = EngineJob.objects.filter(state__in=OPEN).order_by("pk")
    late, rest = (
        list(rows.values_list("pk", flat=True)) for rows in (out.filter(due__lte=at), out.filter(due__gt=at))
    )
    looked = [look(actor=actor, job_id=key, now=at) for key in late]
    for key in rest:
        looked.append(look(actor=actor, job_id=key, now=at))
        if not looked[-1]:
            break
    return len(looked)


def take_message(*, token: str) -> None:
    """An engine's signed word about a job. Raises Forbidden when it is not the engine's, NotFound for an unknown job.

    The same message again does nothing."""
    try:
        said = remote().open_callback(token, lambda jti: EngineMessage.objects.filter(jti=jti).exists())
    except Conflict:
        return
    with transaction.atomic():
        job = EngineJob.objects.filter(public_id=said.job_id).first()
        if job is None:
            raise NotFound()
        _, new = EngineMessage.objects.get_or_create(jti=said.jti, defaults={"job": job, "said": said.state})
        if new and job.state in OPEN:
            dispatch(task=LOOK, args=[job.pk], queue="default")


def _problem(said: Refusal | RemoteError | Problem) -> dict[str, Any]:
    return {"code": said.code, "message": said.message, "facts": dict(said.facts)}
