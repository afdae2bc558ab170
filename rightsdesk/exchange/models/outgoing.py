"""What went out: one row an export that somebody asked for, and the file it became."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from rightsdesk.accounts.models import Organisation
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class ExportKind(StrEnum):
    CATALOGUE = "catalogue"
    SHARES = "shares"
    TERMS = "terms"
    VERDICTS = "verdicts"
    CONFLICTS = "conflicts"
    ERN = "ern"
    ODRL = "odrl"
    TDM = "tdm"


class ExportState(StrEnum):
    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


class Export(models.Model):
    """One file asked for. It holds what `organisation` may see: everything, where that is the operator or nobody.

    `notes` counts what a reader must know of the file, such as derivatives of which nobody has said how they were made.
    """

    public_id = PublicIdField(prefix="exp")
    kind = models.CharField(max_length=12, choices=choices(ExportKind))
    parameters = models.JSONField(default=dict, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="exports")
    by = models.CharField(max_length=120)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=choices(ExportState), default=ExportState.WAITING.value)
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    rows = models.PositiveIntegerField(null=True, blank=True)
    notes = models.JSONField(default=dict, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("kind", ExportKind, "export_kind"),
            one_of("state", ExportState, "export_state"),
            models.CheckConstraint(
                name="export_made_is_a_file",
                condition=models.Q(
                    state="made", asset__isnull=False, rows__isnull=False, done_at__isnull=False
                )
                | models.Q(~models.Q(state="made"), asset=None),
            ),
        )
        # The list of an organisation, the newest first.
        indexes = (models.Index(fields=["organisation", "-id"], name="exports_newest_first"),)

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"
