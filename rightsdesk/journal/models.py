"""What was done, by whom and why (Entry), proof that it was not rewritten (Seal), work still to send (Outbox), and
what one person proposed and another decides (Change)."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from rightsdesk.journal.fields import PublicIdField, choices, one_of


class Entry(models.Model):
    """One verb on one subject. Append-only; `content_hash` covers every other column."""

    public_id = PublicIdField(prefix="jrn")
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        indexes = (
            models.Index(fields=["subject", "id"], name="entry_subject"),
            models.Index(fields=["actor", "id"], name="entry_actor"),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.subject}"


class Seal(models.Model):
    """A batch of entries under one Merkle root, chained to the seal before it. Append-only."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealedEntry(models.Model):
    """Which entry lies where under which seal. Append-only."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="sealed")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="sealed")
    position = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "sealed entries"
        constraints = (models.UniqueConstraint(fields=["seal", "position"], name="one_entry_a_position"),)


class Outbox(models.Model):
    """Work promised in the transaction of the change that calls for it; sent until a worker says it is done."""

    topic = models.CharField(max_length=120)
    queue = models.CharField(max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(help_text="When the relay sends it (again), unless it is done by then.")
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "outbox"
        indexes = (
            # The relay reads only what is not done.
            models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="outbox_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.payload.get('args')}"


class ChangeState(StrEnum):
    WAITING = "waiting"
    APPLIED = "applied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STALE = "stale"


class Change(models.Model):
    """A deed that needs two people: what one proposed, and what a second one decided. Append-only but the decision.

    `before` is what the proposal rests on; `tenant` the key of the organisation it concerns, None for the operator's own."""

    public_id = PublicIdField(prefix="chg")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    tenant = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict)
    payload = models.JSONField(default=dict)
    payload_hash = models.CharField(max_length=64)
    reason = models.TextField()
    proposed_by = models.CharField(max_length=120)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=choices(ChangeState), default=ChangeState.WAITING.value)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True, help_text="Why the second person decided so.")
    problem = models.TextField(blank=True, help_text="Why it could not be applied.")

    class Meta:
        indexes = (models.Index(fields=["subject", "id"], name="change_subject"),)
        constraints = (
            one_of("state", ChangeState, "change_state"),
            models.CheckConstraint(
                name="change_second_person",
                condition=models.Q(state="withdrawn") | ~models.Q(decided_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="change_decided_by_somebody",
                condition=models.Q(state="waiting", decided_by="", decided_at=None)
                | (
                    ~models.Q(state="waiting") & ~models.Q(decided_by="") & models.Q(decided_at__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                fields=["kind", "subject", "payload_hash"],
                condition=models.Q(state="waiting"),
                name="one_waiting_change",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind.replace('.', ': ').replace('_', ' ')} ({self.public_id})"
