"""The only ways to write the journal."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.domain.canonical import content_hash, merkle_root
from rightsdesk.journal.models import Entry, Seal, SealedEntry

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
