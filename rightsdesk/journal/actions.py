"""The only ways to write the journal and the outbox."""

from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.domain.canonical import content_hash, merkle_root
from rightsdesk.journal.models import Entry, Outbox, Seal, SealedEntry

SEAL_BATCH = 10_000
SEAL_LOCK = 7_220_001


def entry_facts(entry: Entry) -> dict[str, Any]:
    """Everything an entry says, as its content hash covers it."""
    return {
        "public_id": entry.public_id,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "verb": entry.verb,
        "subject": entry.subject,
        "facts": entry.facts,
        "reason": entry.reason,
    }


def record(
    *,
    actor: str,
    verb: str,
    subject: str,
    facts: dict[str, Any] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Entry:
    """Write one audit entry in the caller's transaction."""
    entry = Entry(
        at=now or timezone.now(), actor=actor, verb=verb, subject=subject, facts=facts or {}, reason=reason
    )
    entry.content_hash = content_hash(entry_facts(entry))
    entry.save(force_insert=True)
    return entry


def dispatch(*, task: str, args: list[Any], queue: str) -> Outbox:
    """Promise a task in the caller's transaction; it is sent on commit, and again by the relay if that is lost."""
    message = Outbox.objects.create(topic=task, queue=queue, payload={"args": args})
    transaction.on_commit(lambda: _deliver(message.pk), robust=True)
    return message


def relay(
    *, actor: str = "system:relay", older_than: timedelta = timedelta(seconds=10), limit: int = 500
) -> int:
    """Send what an interrupted process left behind. Returns how many were sent."""
    before = timezone.now() - older_than
    waiting = Outbox.objects.filter(delivered_at=None, created_at__lt=before).order_by("pk")[:limit]
    return sum(_deliver(pk) for pk in waiting.values_list("pk", flat=True))


def resend(*, actor: str, outbox_id: int) -> bool:
    """Send one message again, whether or not it was delivered; its task is safe to run twice."""
    with transaction.atomic():
        message = Outbox.objects.select_for_update().get(pk=outbox_id)
        message.delivered_at = None
        message.save(update_fields=["delivered_at"])
        record(actor=actor, verb="outbox.resent", subject=f"outbox:{message.pk}", facts={"topic": message.topic})
    return _deliver(outbox_id)


def _deliver(pk: int) -> bool:
    """Send one message if nobody else is sending it; mark it only after the broker has taken it."""
    with transaction.atomic():
        message = Outbox.objects.select_for_update(skip_locked=True).filter(pk=pk, delivered_at=None).first()
        if message is None:
            return False
        current_app.send_task(message.topic, args=message.payload["args"], queue=message.queue)
        message.delivered_at, message.attempts = timezone.now(), message.attempts + 1
        message.save(update_fields=["delivered_at", "attempts"])
    return True


def seal_entries(*, actor: str = "system:sealer", now: datetime | None = None) -> Seal | None:
    """Seal the entries no seal holds yet. One sealer at a time; writers never wait for it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
        entries = list(Entry.objects.filter(sealed=None).order_by("pk")[:SEAL_BATCH])
        if not entries:
            return None
        last = Seal.objects.order_by("-number").first()
        leaves = [entry.content_hash for entry in entries]
        previous = last.root if last else ""
        root = content_hash({"previous": previous, "entries": merkle_root(leaves)})
        number = last.number + 1 if last else 1
        seal = Seal.objects.create(number=number, at=now or timezone.now(), root=root, previous=previous)
        SealedEntry.objects.bulk_create(
            SealedEntry(seal=seal, entry=entry, position=n, content_hash=entry.content_hash)
            for n, entry in enumerate(entries)
        )
    return seal
