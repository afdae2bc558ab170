"""Who owns which part of which right, where and when, and since when the desk believes it."""

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db import models

from rightsdesk.artists.fields import PlacesField
from rightsdesk.artists.models.parties import Party
from rightsdesk.artists.models.recordings import Recording
from rightsdesk.artists.models.works import Work
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.journal.fields import PublicIdField, choices, one_of

ONE_ASSET = models.Q(recording=None, work__isnull=False) | models.Q(work=None, recording__isnull=False)


class Share(models.Model):
    """A party's part of one right in a recording or work, in a set of countries, for a period: exact millionths.

    `recorded` is when the desk believed it. A correction closes it and opens a new row; nothing else is edited.
    """

    public_id = PublicIdField(prefix="shr")
    party = models.ForeignKey(Party, models.PROTECT, related_name="shares")
    recording = models.ForeignKey(Recording, models.PROTECT, null=True, blank=True, related_name="shares")
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="shares")
    right = models.CharField(max_length=20, choices=choices(Right))
    places = PlacesField(default="WW", verbose_name="territories")
    ppm = models.PositiveIntegerField()
    valid = DateRangeField()
    recorded = DateTimeRangeField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            one_of("right", Right, "share_right"),
            models.CheckConstraint(condition=models.Q(ppm__gt=0, ppm__lte=WHOLE), name="share_size"),
            models.CheckConstraint(condition=ONE_ASSET, name="share_of_one_asset"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.ppm / 10_000:g} % {self.right}"

    @property
    def asset(self) -> Recording | Work:
        """What it is a share of."""
        found = self.recording or self.work
        if found is None:
            raise ValueError("a share without an asset")
        return found
