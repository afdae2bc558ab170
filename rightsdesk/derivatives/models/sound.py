"""The sound of a derivative: what a platform handed in, how it was rendered, and the sealed files that are delivered."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from rightsdesk.derivatives.models.life import Derivative
from rightsdesk.journal.fields import choices, one_of
from rightsdesk.media.models import Asset


class FileFormat(StrEnum):
    """The formats a derivative can be delivered in."""

    FLAC = "flac"
    WAV = "wav"
    OPUS = "opus"
    M4A = "m4a"
    MP3 = "mp3"


class Upload(models.Model):
    """A platform's own rendering as it was handed in, before it is sealed. Append-only; one for each derivative."""

    derivative = models.OneToOneField(Derivative, models.PROTECT, related_name="upload")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    engine = models.CharField(max_length=80)
    engine_version = models.CharField(max_length=40)
    disclosure = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.derivative} by {self.engine}"


class Rendering(models.Model):
    """The sound of a derivative and exactly how it came to be. Append-only; one for each derivative.

    `recipe`: with every open value settled, as it was rendered. `model`: a trained model's name, hash and licence.
    `watermark`: the number inside the sound (hex), none where the sound was too short or quiet to carry one.
    `credential_hash`: SHA-256 of the signed credential of the master."""

    derivative = models.OneToOneField(Derivative, models.PROTECT, related_name="rendering")
    engine = models.CharField(max_length=80)
    engine_version = models.CharField(max_length=40)
    model = models.JSONField(default=dict, blank=True)
    seed = models.PositiveIntegerField(default=0)
    recipe = models.JSONField(default=dict, blank=True)
    steps = models.JSONField(default=list)
    metrics = models.JSONField(default=dict)
    disclosure = models.JSONField(default=dict)
    watermark = models.CharField(max_length=16, null=True, blank=True, unique=True)
    watermark_key = models.CharField(max_length=80, blank=True)
    credential_hash = models.CharField(max_length=64, blank=True)
    master = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="watermark_is_64_bits",
                condition=models.Q(watermark=None) | models.Q(watermark__regex=r"^[0-9a-f]{16}$"),
            ),
            models.CheckConstraint(
                name="watermark_with_its_key",
                condition=models.Q(watermark=None, watermark_key="")
                | (models.Q(watermark__isnull=False) & ~models.Q(watermark_key="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.derivative} by {self.engine} {self.engine_version}"


class DeliveredFile(models.Model):
    """One sealed file of a rendering: watermarked, tagged, signed. Append-only; one for each format.

    `sidecar`: the credential of a container that cannot hold its own. Level in LUFS, true peak in dBTP, both of what
    a listener decodes."""

    rendering = models.ForeignKey(Rendering, models.PROTECT, related_name="files")
    format = models.CharField(max_length=8, choices=choices(FileFormat))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="deliveries")
    sidecar = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    credential_sha256 = models.CharField(max_length=64)
    lufs = models.FloatField()
    true_peak_dbtp = models.FloatField()

    class Meta:
        constraints = (
            one_of("format", FileFormat, "delivered_format"),
            models.UniqueConstraint(fields=["rendering", "format"], name="one_file_a_format"),
            models.CheckConstraint(
                name="credential_is_sha256", condition=models.Q(credential_sha256__regex=r"^[0-9a-f]{64}$")
            ),
        )

    def __str__(self) -> str:
        return f"{self.rendering} as {self.format}"
