"""The desk's Celery task: tells the outbox how its message fared."""

from typing import Any

from celery import Task

from rightsdesk.journal.outbox import HEADER, failed, finished


class OutboxTask(Task):  # type: ignore[type-arg]
    """Every task of the desk. One that was not sent through the outbox (beat's errands) has nobody to tell."""

    abstract = True

    @property
    def message(self) -> int | None:
        """The outbox row this run was sent for."""
        found = self.request.get(HEADER) or (self.request.headers or {}).get(HEADER)
        return int(found) if found else None

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        if self.message:
            finished(self.message)

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        if self.message:
            failed(self.message, f"{type(exc).__name__}: {exc}")
