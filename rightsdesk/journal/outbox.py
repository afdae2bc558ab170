"""The transactional outbox: work is promised with the change that calls for it and sent until it is done.

A lost broker message, a killed worker and a task that raised all end the same way: the relay sends it again."""

from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rightsdesk.journal.actions import record
from rightsdesk.journal.models import Outbox

HEADER = "desk_outbox"
MOST_ATTEMPTS = 8
FIRST_LOOK = timedelta(seconds=10)


def dispatch(*, task: str, args: list[Any], queue: str) -> Outbox:
    """Promise a task in the caller's transaction; it is sent on commit, and by the relay until it is done."""
    message = Outbox.objects.create(
        topic=task, queue=queue, payload={"args": args}, due_at=timezone.now() + FIRST_LOOK
    )
    transaction.on_commit(lambda: _send(message.pk, timezone.now() + FIRST_LOOK), robust=True)
    return message


def relay(*, now: datetime | None = None, limit: int = 500) -> int:
    """Send what is due and not done, a limited number of times each. Returns how many were sent."""
    at = now or timezone.now()
    waiting = Outbox.objects.filter(done_at=None, due_at__lte=at, attempts__lt=MOST_ATTEMPTS)
    return sum(_send(pk, at) for pk in waiting.order_by("due_at").values_list("pk", flat=True)[:limit])


def resend(*, actor: str, outbox_id: int) -> bool:
    """Send one message now, done or not, exhausted or not; its task is safe to run twice."""
    with transaction.atomic():
        message = Outbox.objects.select_for_update().get(pk=outbox_id)
        message.done_at, message.attempts, message.due_at = None, 0, timezone.now()
        message.save(update_fields=["done_at", "attempts", "due_at"])
        record(
            actor=actor, verb="outbox.resent", subject=f"outbox:{message.pk}", facts={"topic": message.topic}
        )
    return _send(outbox_id, timezone.now())


def _send(pk: int, due_before: datetime) -> bool:
    """Hand one message to the broker, unless somebody else is doing so or has done so."""
    with transaction.atomic():
        waiting = Outbox.objects.filter(pk=pk, done_at=None, due_at__lte=due_before)
        message = waiting.select_for_update(skip_locked=True).first()
        if message is None:
            return False
        current_app.send_task(
            message.topic, args=message.payload["args"], queue=message.queue, headers={HEADER: message.pk}
        )
        message.attempts += 1
        # By then the broker has delivered it again itself, if it still had it.
        message.due_at = timezone.now() + 2 * timedelta(seconds=settings.TASK_SECONDS)
        message.save(update_fields=["due_at", "attempts"])
    return True


def finished(pk: int) -> None:
    """A worker did what this message asks."""
    Outbox.objects.filter(pk=pk, done_at=None).update(done_at=timezone.now(), problem="")


def failed(pk: int, problem: str) -> None:
    """The task raised: try again soon, and less soon each time."""
    message = Outbox.objects.filter(pk=pk, done_at=None).first()
    if message is not None:
        pause = timedelta(seconds=min(5 * 2**message.attempts, 600))
        Outbox.objects.filter(pk=pk, done_at=None).update(
            due_at=timezone.now() + pause, problem=problem[:2000]
        )
