"""Jobs at a remote engine as the desk keeps them: opened once a derivative, settled once. Asks nobody anything."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rightsdesk.derivatives.actions.life import fail, locked
from rightsdesk.derivatives.models import OPEN, Derivative, EngineJob, JobState
from rightsdesk.domain.lifecycle import State
from rightsdesk.journal.actions import record
from rightsdesk.journal.outbox import dispatch

COLLECT = "rightsdesk.derivatives.tasks.collect_job"


def open_job(*, actor: str, derivative_id: int, now: datetime | None = None) -> EngineJob | None:
    """The derivative's open job; a new one where there is none. None when it is not waiting for its sound any more."""
    at = now or timezone.now()
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state != State.GENERATING:
            return None
        due = at + timedelta(seconds=settings.REMOTE_ENGINE_SECONDS)
        job, made = EngineJob.objects.get_or_create(
            derivative=derivative,
            state__in=OPEN,
            defaults={
                "state": JobState.SUBMITTED.value,
                "engine": settings.REMOTE_ENGINE_URL,
                "made_at": at,
                "due": due,
            },
        )
        if made:
            facts = {"derivative": derivative.public_id, "engine": job.engine, "due": due.isoformat()}
            record(actor=actor, verb="engine_job.opened", subject=job.public_id, facts=facts, now=at)
    return job


def accepted(*, job_id: int, now: datetime | None = None) -> None:
    """The engine confirmed that it has the job."""
    EngineJob.objects.filter(pk=job_id, accepted_at=None, settled_at=None).update(
        accepted_at=now or timezone.now()
    )


def done(*, actor: str, job_id: int) -> None:
    """There is something to collect: it is, in the background. Told twice, it is collected once."""
    with transaction.atomic():
        job = EngineJob.objects.select_for_update().get(pk=job_id)
        if job.state == JobState.SUBMITTED:
            job.state = JobState.DONE.value
            job.save(update_fields=["state"])
            record(actor=actor, verb="engine_job.done", subject=job.public_id)
            dispatch(task=COLLECT, args=[job.pk], queue="generate")


def settle(
    *,
    actor: str,
    job_id: int,
    state: JobState,
    problem: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> EngineJob:
    """End a job; what is settled already stays as it is. A failed one fails its derivative, in its own words."""
    at = now or timezone.now()
    with transaction.atomic():
        derivative_id = EngineJob.objects.values_list("derivative", flat=True).get(pk=job_id)
        Derivative.objects.select_for_update(of=("self",)).get(pk=derivative_id)
        job = EngineJob.objects.select_for_update().get(pk=job_id)
        if job.state in OPEN:
            job.state, job.settled_at, job.problem = state.value, at, problem or {}
            job.save(update_fields=["state", "settled_at", "problem"])
            verb = f"engine_job.{state.value}"
            record(actor=actor, verb=verb, subject=job.public_id, facts=problem or {}, now=at)
            if problem:
                fail(actor=actor, derivative_id=derivative_id, **problem)
    return job
