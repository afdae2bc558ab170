"""Where the claims to a right do not make a whole: too much is an over-claim, too little a residual."""

from enum import StrEnum

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from rightsdesk.artists.fields import PlacesField
from rightsdesk.artists.models.parties import Party
from rightsdesk.artists.models.recordings import Recording
from rightsdesk.artists.models.shares import ONE_ASSET, Share
from rightsdesk.artists.models.works import Work
from rightsdesk.domain.shares import Right
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class ConflictKind(StrEnum):
    OVER_CLAIM = "over_claim"
    RESIDUAL = "residual"


class ConflictState(StrEnum):
    """Resolved by people; lapsed because the claims changed."""

    OPEN = "open"
    RESOLVED = "resolved"
    LAPSED = "lapsed"


class Resolution(StrEnum):
    AGREEMENT = "agreement"
    EVIDENCE = "evidence"


class Conflict(models.Model):
    """Claims to one right that exceed (or do not reach) the whole by `ppm`, in some countries, for some days.

    Only how it ended is written later.
    """

    public_id = PublicIdField(prefix="cfl")
    kind = models.CharField(max_length=10, choices=choices(ConflictKind))
    recording = models.ForeignKey(Recording, models.PROTECT, null=True, blank=True, related_name="conflicts")
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="conflicts")
    right = models.CharField(max_length=20, choices=choices(Right))
    places = PlacesField(verbose_name="territories")
    valid = DateRangeField()
    ppm = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=choices(ConflictState), default=ConflictState.OPEN.value)
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(max_length=10, choices=choices(Resolution), blank=True)
    reason = models.TextField(blank=True)
    evidence = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (
            # The dashboard reads what is open, the largest first.
            models.Index(fields=["-ppm", "id"], condition=models.Q(state="open"), name="conflict_open"),
        )
        constraints = (
            one_of("kind", ConflictKind, "conflict_kind"),
            one_of("state", ConflictState, "conflict_state"),
            one_of("right", Right, "conflict_right"),
            models.CheckConstraint(condition=models.Q(ppm__gt=0), name="conflict_size"),
            models.CheckConstraint(condition=ONE_ASSET, name="conflict_of_one_asset"),
            models.CheckConstraint(
                name="conflict_ends_with_a_time",
                condition=models.Q(state="open", resolved_at=None)
                | (~models.Q(state="open") & models.Q(resolved_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="conflict_resolved_by_somebody",
                condition=~models.Q(state="resolved")
                | (models.Q(resolution__in=[each.value for each in Resolution]) & ~models.Q(resolved_by="")),
            ),
            models.UniqueConstraint(
                fields=["kind", "recording", "work", "right", "places", "valid"],
                condition=models.Q(state="open"),
                nulls_distinct=False,
                name="one_open_conflict_a_stretch",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind.replace('_', '-')} of {self.ppm / 10_000:g} % {self.right}"


class ConflictClaim(models.Model):
    """A claim that the conflict is about. Append-only."""

    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="claims")
    share = models.ForeignKey(Share, models.PROTECT, related_name="conflict_claims")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["conflict", "share"], name="one_claim_a_share"),)

    def __str__(self) -> str:
        return str(self.share)


class ConflictTelling(models.Model):
    """A claimant was told of an over-claim, and who of them read it first. Append-only but the reading."""

    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="tellings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="conflict_tellings")
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["conflict", "party"], name="one_telling_a_party"),)

    def __str__(self) -> str:
        return f"{self.party} told of {self.conflict}"
