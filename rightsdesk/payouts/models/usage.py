"""What platforms report: files, the lines that count, the lines that do not, and the listens nobody could place."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from rightsdesk.accounts.models import Programme
from rightsdesk.derivatives.models import Derivative
from rightsdesk.journal.fields import PublicIdField, choices, one_of


class ReportState(StrEnum):
    IMPORTED = "imported"
    SUPERSEDED = "superseded"


class UsageReport(models.Model):
    """One file of one programme's listening in a month. The same bytes count once."""

    public_id = PublicIdField(prefix="usg")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="usage_reports")
    period = models.CharField(max_length=7)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    profile = models.CharField(max_length=40, default="rightsdesk-csv-1")
    state = models.CharField(max_length=12, choices=choices(ReportState), default=ReportState.IMPORTED.value)
    lines = models.PositiveBigIntegerField()
    accepted = models.PositiveBigIntegerField()
    quarantined = models.PositiveBigIntegerField()
    unmatched = models.PositiveBigIntegerField()
    plays = models.PositiveBigIntegerField()
    imported_by = models.CharField(max_length=120)
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            one_of("state", ReportState, "usage_report_state"),
            models.UniqueConstraint(fields=["programme", "file_sha256"], name="one_report_a_file"),
            models.CheckConstraint(
                condition=models.Q(lines=models.F("accepted") + models.F("quarantined")),
                name="usage_report_counts",
            ),
        )
        indexes = (models.Index(fields=["programme", "period"], name="usage_report_period"),)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.period})"


class UsageLine(models.Model):
    """Listens of one line of a report. Partitioned by period in the database (see the first migration).

    Its keys have no constraints there: the import checks them set-wise, and checking each of a billion rows again
    would cost more than everything else together. Neither reports nor derivatives are ever deleted.
    """

    report = models.ForeignKey(
        UsageReport, models.PROTECT, related_name="usage_lines", db_constraint=False, db_index=False
    )
    period = models.CharField(max_length=7)
    line_no = models.PositiveBigIntegerField()
    line_id = models.CharField(max_length=64)
    day = models.DateField()
    derivative = models.ForeignKey(
        Derivative, models.PROTECT, null=True, related_name="usage_lines", db_constraint=False, db_index=False
    )
    reference = models.CharField(max_length=64, null=True, help_text="Only of lines that match nothing.")
    territory = models.CharField(max_length=2)
    product = models.CharField(max_length=40)
    listener = models.CharField(max_length=120)
    plays = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.line_id}: {self.plays} plays"


class Quarantine(models.Model):
    """A line that cannot count, as it stood in the file, and why."""

    report = models.ForeignKey(UsageReport, models.PROTECT, related_name="quarantine")
    line_no = models.PositiveBigIntegerField()
    text = models.TextField()
    reason = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "quarantine"
        constraints = (models.UniqueConstraint(fields=["report", "line_no"], name="one_reason_a_line"),)

    def __str__(self) -> str:
        return f"line {self.line_no}: {self.reason}"


class Suspense(models.Model):
    """Listens of something the desk does not know, by the name the platform gave it. Their money waits."""

    report = models.ForeignKey(UsageReport, models.PROTECT, related_name="suspense")
    reference = models.CharField(max_length=64)
    territory = models.CharField(max_length=2)
    first_day = models.DateField()
    lines = models.PositiveBigIntegerField()
    plays = models.PositiveBigIntegerField()

    class Meta:
        verbose_name_plural = "suspense"
        constraints = (
            models.UniqueConstraint(fields=["report", "reference", "territory"], name="one_suspense_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.reference}: {self.plays} plays"
