"""Work handed to an engine on another machine: the job until it is collected, and each signed message about it."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from rightsdesk.derivatives.models.life import Derivative
from rightsdesk.journal.fields import PublicIdField, choices, one_of


class JobState(StrEnum):
    """Submitted, done (there is something to collect); then collected, failed or cancelled for good."""

    SUBMITTED = "submitted"
    DONE = "done"
    COLLECTED = "collected"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobState.SUBMITTED, JobState.DONE)


class EngineJob(models.Model):
    """One derivative at a remote engine; `public_id` names the job there, so that handing it over twice is once.

    `accepted_at`: when the engine confirmed that it has it; `due`: when the desk gives up waiting."""

    public_id = PublicIdField(prefix="job")
    derivative = models.ForeignKey(Derivative, models.PROTECT, related_name="engine_jobs")
    engine = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=choices(JobState), default=JobState.SUBMITTED.value)
    made_at = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    problem = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            one_of("state", JobState, "engine_job_state"),
            models.UniqueConstraint(
                fields=["derivative"],
                name="one_open_job_a_derivative",
                condition=models.Q(state__in=[state.value for state in OPEN]),
            ),
            models.CheckConstraint(
                name="engine_job_open_or_settled",
                condition=models.Q(state__in=[state.value for state in OPEN], settled_at=None)
                | (~models.Q(state__in=[state.value for state in OPEN]) & models.Q(settled_at__isnull=False)),
            ),
        )
        indexes = (
            # The poll: what is still out.
            models.Index(
                fields=["id"],
                name="engine_job_open",
                condition=models.Q(state__in=[state.value for state in OPEN]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_id} ({self.state})"


class EngineMessage(models.Model):
    """A signed message of an engine about a job, taken once: its number (`jti`) is never taken again. Append-only."""

    job = models.ForeignKey(EngineJob, models.PROTECT, related_name="messages")
    jti = models.CharField(max_length=120, unique=True)
    said = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.job} is {self.said}"
