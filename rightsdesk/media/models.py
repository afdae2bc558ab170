"""The same bytes are one asset, whatever they are used for."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from rightsdesk.journal.fields import PublicIdField, choices, one_of


class Kind(StrEnum):
    MASTER = "master"
    STEM = "stem"
    DELIVERY = "delivery"
    PREVIEW = "preview"
    ENROLMENT = "enrolment"
    EVIDENCE = "evidence"
    DOCUMENT = "document"
    STATEMENT = "statement"


class Asset(models.Model):
    """A file named by its SHA-256. Audio assets also know seconds, channels, sample rate (Hz) and peaks (0..255)."""

    public_id = PublicIdField(prefix="ast")
    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, choices=choices(Kind))
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    storage_key = models.CharField(max_length=200)
    seconds = models.FloatField(null=True, blank=True)
    channels = models.PositiveSmallIntegerField(null=True, blank=True)
    sample_rate = models.PositiveIntegerField(null=True, blank=True)
    peaks = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (one_of("kind", Kind, "asset_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"
