"""What sound is compared with (references, voices), how (backends), and what every comparison found."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from rightsdesk.artists.models import Artist, Recording
from rightsdesk.derivatives.models import Derivative
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class Style(StrEnum):
    SUNG = "sung"
    SPOKEN = "spoken"


class Conclusion(StrEnum):
    CLEAR = "clear"
    FINDINGS = "findings"


class FindingKind(StrEnum):
    UNDECLARED_AUDIO = "undeclared_audio"
    UNLICENSED_VOICE = "unlicensed_voice"
    QUALITY = "quality"


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Reference(models.Model):
    """The fingerprint of a recording or of a published derivative: little-endian 32-bit sub-fingerprints."""

    public_id = PublicIdField(prefix="ref")
    recording = models.ForeignKey(Recording, models.PROTECT, null=True, blank=True, related_name="references")
    derivative = models.ForeignKey(
        Derivative, models.PROTECT, null=True, blank=True, related_name="references"
    )
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    items = models.BinaryField()
    algorithm = models.PositiveSmallIntegerField()
    library = models.CharField(max_length=40)
    pcm_hash = models.CharField(max_length=64)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="reference_of_one_thing",
                condition=models.Q(recording=None, derivative__isnull=False)
                | models.Q(derivative=None, recording__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["recording", "asset", "library"], name="one_reference_a_recording"
            ),
            models.UniqueConstraint(
                fields=["derivative", "asset", "library"], name="one_reference_a_derivative"
            ),
        )

    def __str__(self) -> str:
        return f"fingerprint of {self.recording or self.derivative}"


class VoiceProfile(models.Model):
    """An artist's voice, kept for one purpose: to recognise it where it was not licensed."""

    public_id = PublicIdField(prefix="vpr")
    artist = models.OneToOneField(Artist, models.PROTECT, related_name="voice_profile")
    purpose = models.CharField(max_length=80, default="identification")
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"voice of {self.artist}"


class Enrolment(models.Model):
    """One sample of a voice: the encoder's raw unit vector, 256 little-endian float32. Append-only."""

    public_id = PublicIdField(prefix="enr")
    profile = models.ForeignKey(VoiceProfile, models.PROTECT, related_name="enrolments")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    style = models.CharField(max_length=6, choices=choices(Style))
    voiced_s = models.FloatField()
    embedding = models.BinaryField()
    encoder = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            one_of("style", Style, "enrolment_style"),
            models.UniqueConstraint(fields=["profile", "asset", "encoder"], name="one_enrolment_a_sample"),
        )

    def __str__(self) -> str:
        return f"{self.style} sample of the {self.profile}"


class Backend(models.Model):
    """How raw voice embeddings are compared, with the threshold and the false-positive rate it was given. Append-only."""

    public_id = PublicIdField(prefix="bck")
    version = models.CharField(max_length=60, unique=True)
    encoder = models.CharField(max_length=40)
    profile_mean = models.BinaryField()
    segment_mean = models.BinaryField()
    threshold = models.FloatField()
    false_positive_rate = models.FloatField(help_text="Upper 95 % bound, for one window and one stranger.")
    trials = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.version


class ScreeningRun(models.Model):
    """One screening of one sound under one version of every rule. Append-only."""

    public_id = PublicIdField(prefix="scr")
    derivative = models.ForeignKey(Derivative, models.PROTECT, related_name="screening_runs")
    audio_sha256 = models.CharField(max_length=64)
    rule_version = models.CharField(max_length=120)
    versions = models.JSONField(help_text="Everything that was used: rules, libraries, backend, references.")
    conclusion = models.CharField(max_length=8, choices=choices(Conclusion))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            one_of("conclusion", Conclusion, "run_conclusion"),
            models.UniqueConstraint(
                fields=["derivative", "audio_sha256", "rule_version"], name="one_run_a_sound_and_rule"
            ),
        )

    def __str__(self) -> str:
        return f"{self.conclusion} ({self.public_id})"


class Finding(models.Model):
    """One thing a run found: what, how sure, where in the derivative and in what it is like. Append-only."""

    public_id = PublicIdField(prefix="fnd")
    run = models.ForeignKey(ScreeningRun, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20, choices=choices(FindingKind))
    severity = models.CharField(max_length=6, choices=choices(Severity))
    score = models.FloatField()
    threshold = models.FloatField()
    query_start_s = models.FloatField()
    query_end_s = models.FloatField()
    reference_start_s = models.FloatField(null=True, blank=True)
    reference_end_s = models.FloatField(null=True, blank=True)
    reference = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="findings")
    artist = models.ForeignKey(Artist, models.PROTECT, null=True, blank=True, related_name="voice_findings")
    evidence = models.JSONField(default=dict)
    rule_version = models.CharField(max_length=60)

    class Meta:
        constraints = (
            one_of("kind", FindingKind, "finding_kind"),
            one_of("severity", Severity, "finding_severity"),
            models.CheckConstraint(
                condition=models.Q(query_end_s__gte=models.F("query_start_s")), name="finding_range"
            ),
            models.CheckConstraint(
                name="audio_finding_names_its_reference",
                condition=~models.Q(kind="undeclared_audio")
                | models.Q(
                    reference__isnull=False, reference_start_s__isnull=False, reference_end_s__isnull=False
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="unlicensed_voice") | models.Q(artist__isnull=False),
                name="voice_finding_names_its_artist",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} ({self.public_id})"
