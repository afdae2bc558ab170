"""What each payee is told about one month, as it was rendered, approved and published."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from rightsdesk.artists.models import Party
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset
from rightsdesk.payouts.models.runs import Run


class StatementState(StrEnum):
    RENDERED = "rendered"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Statement(models.Model):
    """One payee's month in one currency, in micro-units: opening + earned - held = payable. A correction is a version."""

    public_id = PublicIdField(prefix="stm")
    party = models.ForeignKey(Party, models.PROTECT, related_name="statements")
    period = models.CharField(max_length=7)
    currency = models.CharField(max_length=3)
    version = models.PositiveIntegerField()
    run = models.ForeignKey(Run, models.PROTECT, related_name="statements")
    state = models.CharField(
        max_length=12, choices=choices(StatementState), default=StatementState.RENDERED.value
    )
    opening = models.BigIntegerField()
    earned = models.BigIntegerField()
    held = models.BigIntegerField()
    payable = models.BigIntegerField()
    lines = models.PositiveIntegerField()
    facts = models.JSONField(
        help_text="What the paper says beyond its lines: with the CSV, enough to render it again."
    )
    data_sha256 = models.CharField(max_length=64, help_text="Of the CSV line detail; printed on the paper.")
    pdf = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    csv = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    prepared_by = models.CharField(max_length=120)
    rendered_at = models.DateTimeField(default=timezone.now)
    approved_by = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("state", StatementState, "statement_state"),
            models.UniqueConstraint(
                fields=["party", "period", "currency", "version"], name="one_statement_a_version"
            ),
            models.UniqueConstraint(fields=["run", "party", "currency"], name="one_statement_a_run"),
            models.CheckConstraint(
                condition=Q(payable=F("opening") + F("earned") - F("held")), name="statement_adds_up"
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("prepared_by")), name="statement_two_people"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "published"]) | ~Q(approved_by=""),
                name="statement_needs_approval",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}, {self.period}, version {self.version}"
