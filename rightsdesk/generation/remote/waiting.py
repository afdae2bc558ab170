"""Waiting for a job that somebody else does: asking now and then, passing on how far it is, and letting go of it at the end
whatever the end is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from rightsdesk.domain.errors import Invalid, Refusal
from rightsdesk.generation.contract import Cancelled, CancelledError, OnProgress
from rightsdesk.generation.remote.config import RemoteConfig
from rightsdesk.generation.remote.errors import RemoteError
from rightsdesk.generation.remote.jobs import Job, JobStatus
from rightsdesk.generation.remote.statements import FINAL


class Worker(Protocol):
    """The part of an engine that jobs are handed to."""

    config: RemoteConfig

    def submit(self, job: Job) -> JobStatus: ...
    def status(self, job_id: str) -> JobStatus: ...
    def cancel(self, job_id: str) -> JobStatus: ...


@contextmanager
def awaited(worker: Worker, job: Job, on_progress: OnProgress, cancelled: Cancelled) -> Iterator[JobStatus]:
    """The finished job for as long as its files are needed; then the engine may drop them. Raises as `done` does."""
    try:
        yield done(_ended(worker, job, on_progress, cancelled))
        on_progress(1.0, "Done")
    finally:
        with suppress(RemoteError, Refusal):
            worker.cancel(job.id)


def _ended(worker: Worker, job: Job, on_progress: OnProgress, cancelled: Cancelled) -> JobStatus:
    deadline = time.monotonic() + worker.config.render_s
    status, furthest = worker.submit(job), 0.0
    while status.state not in FINAL:
        if cancelled():
            raise CancelledError
        furthest = max(furthest, status.fraction)  # an engine that was started again begins anew
        on_progress(furthest, status.words)
        wait(worker.config.poll_s, deadline)
        status = worker.status(job.id)
    return status


def done(status: JobStatus) -> JobStatus:
    """The status of a job that was done. Raises Invalid when source or recipe were refused, CancelledError, RemoteError."""
    if status.state == "cancelled":
        raise CancelledError
    if status.problem is not None:
        said = (status.problem.code, status.problem.message, status.problem.facts)
        raise Invalid(*said) if status.problem.refusal else RemoteError(*said)
    if status.state != "done":
        raise RemoteError("job_unfinished", "The job is not over.", {"state": status.state}, retry=True)
    return status


def wait(seconds: float, deadline: float) -> None:
    """Sleep, but not beyond the deadline. Raises RemoteError("engine_too_slow") when that has passed."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise RemoteError("engine_too_slow", "The engine took longer than the desk waits.", retry=True)
    time.sleep(min(seconds, left))
