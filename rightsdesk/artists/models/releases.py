"""Releases and their tracks."""

from django.db import models

from rightsdesk.artists.models.parties import Party
from rightsdesk.artists.models.recordings import Recording
from rightsdesk.journal.fields import PublicIdField


class Release(models.Model):
    """What a label put out, by its GTIN (bar code) or GRid."""

    public_id = PublicIdField(prefix="rls")
    title = models.CharField(max_length=200)
    gtin = models.CharField(max_length=14, blank=True)
    grid = models.CharField(max_length=18, blank=True)
    label = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="releases")
    released = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gtin"], condition=~models.Q(gtin=""), name="one_release_a_gtin"),
            models.UniqueConstraint(fields=["grid"], condition=~models.Q(grid=""), name="one_release_a_grid"),
            models.CheckConstraint(
                condition=~models.Q(gtin="") | ~models.Q(grid=""), name="release_has_a_code"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Track(models.Model):
    """A recording's place on a release."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="tracks")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="tracks")
    disc = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["release", "disc", "number"], name="one_track_a_number"),
            models.CheckConstraint(condition=models.Q(disc__gt=0, number__gt=0), name="track_number"),
        )

    def __str__(self) -> str:
        return f"{self.release}, {self.disc}.{self.number}"
