"""Reads of the journal: verification, and the history of one subject."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from rightsdesk.domain.canonical import content_hash, merkle_root
from rightsdesk.journal.actions import entry_facts
from rightsdesk.journal.models import Entry, Seal, SealedEntry


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row that does not fit, and what is wrong with it."""

    row: str
    problem: str


def history(subject: str) -> QuerySet[Entry]:
    """Everything that was done to one subject, oldest first."""
    return Entry.objects.filter(subject=subject).order_by("pk")


def faults() -> Iterator[Fault]:
    """Walk every entry and every seal and yield what does not fit."""
    for entry in Entry.objects.order_by("pk").iterator(2_000):
        if content_hash(entry_facts(entry)) != entry.content_hash:
            yield Fault(f"entry {entry.pk} ({entry.public_id})", "its content does not match its hash")
    previous, expected = "", 1
    for seal in Seal.objects.order_by("number").iterator(500):
        yield from _seal_faults(seal, previous, expected)
        previous, expected = seal.root, expected + 1


def _seal_faults(seal: Seal, previous: str, expected: int) -> Iterator[Fault]:
    if seal.number != expected or seal.previous != previous:
        yield Fault(f"seal {seal.number}", "it does not follow the seal before it")
    rows = list(SealedEntry.objects.filter(seal=seal).select_related("entry").order_by("position"))
    for row in rows:
        if row.entry.content_hash != row.content_hash:
            yield Fault(
                f"entry {row.entry.pk} ({row.entry.public_id})", f"it was rewritten after seal {seal.number}"
            )
    root = content_hash({"previous": previous, "entries": merkle_root([row.content_hash for row in rows])})
    if root != seal.root:
        yield Fault(f"seal {seal.number}", "its root does not match the entries under it")
