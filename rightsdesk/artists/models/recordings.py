"""Recordings: who is heard on them, which works they hold, and the stems a label supplied."""

from django.db import models

from rightsdesk.artists.models.parties import Artist
from rightsdesk.artists.models.works import Work
from rightsdesk.domain.roles import CreditRole
from rightsdesk.domain.shares import WHOLE
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class Recording(models.Model):
    """One master recording. `bpm`, `key_name` and `downbeat_s` override what analysis would measure."""

    public_id = PublicIdField(prefix="rec")
    title = models.CharField(max_length=200)
    isrc = models.CharField(max_length=12, unique=True)
    artist = models.ForeignKey(Artist, models.PROTECT, related_name="recordings")
    master = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    seconds = models.FloatField(null=True, blank=True)
    bpm = models.FloatField(null=True, blank=True)
    key_name = models.CharField(max_length=20, blank=True)
    downbeat_s = models.FloatField(null=True, blank=True)
    works = models.ManyToManyField(Work, through="RecordingWork", related_name="recordings")

    def __str__(self) -> str:
        return f"{self.title} ({self.isrc})"


class RecordingCredit(models.Model):
    """What an artist did on a recording. The recording's own artist is its main credit."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="credits")
    artist = models.ForeignKey(Artist, models.PROTECT, related_name="credits")
    role = models.CharField(max_length=20, choices=choices(CreditRole))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["recording", "artist", "role"], name="one_recording_credit_a_role"
            ),
            one_of("role", CreditRole, "recording_credit_role"),
        )

    def __str__(self) -> str:
        return f"{self.artist}: {self.role}"


class RecordingStem(models.Model):
    """A stem the label supplied: vocals, drums, bass or other."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="stems")
    name = models.CharField(max_length=10)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["recording", "name"], name="one_stem_a_name"),
            models.CheckConstraint(
                condition=models.Q(name__in=["vocals", "drums", "bass", "other"]), name="stem_name"
            ),
        )


class RecordingWork(models.Model):
    """Which works a recording holds; the weights of a recording are exact millionths that sum to the whole."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="work_links")
    work = models.ForeignKey(Work, models.PROTECT, related_name="recording_links")
    weight_ppm = models.PositiveIntegerField(default=WHOLE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["recording", "work"], name="one_link_a_work"),
            models.CheckConstraint(
                condition=models.Q(weight_ppm__gt=0, weight_ppm__lte=WHOLE), name="link_weight"
            ),
        )
