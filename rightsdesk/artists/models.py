"""The catalogue: who the parties are, what they made, and who owns which share of it, where and when."""

from enum import StrEnum

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db import models

from rightsdesk.accounts.models import Organisation
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class PartyKind(StrEnum):
    ARTIST = "artist"
    SONGWRITER = "songwriter"
    PUBLISHER = "publisher"
    LABEL = "label"
    SOCIETY = "society"


class Party(models.Model):
    """A person or company that owns rights or is paid. Acted for by the members of its organisation."""

    public_id = PublicIdField(prefix="pty")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices(PartyKind))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="parties"
    )
    tax_residence = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = (one_of("kind", PartyKind, "party_kind"),)

    def __str__(self) -> str:
        return self.name


class PartyIdentifier(models.Model):
    """An ISNI, IPI or DPID of a party, normalised, unique per kind."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "value"], name="one_party_an_identifier"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Artist(models.Model):
    """A performing identity of a party."""

    public_id = PublicIdField(prefix="art")
    name = models.CharField(max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, related_name="artists")

    def __str__(self) -> str:
        return self.name


class Work(models.Model):
    """A composition."""

    public_id = PublicIdField(prefix="wrk")
    title = models.CharField(max_length=200)
    iswc = models.CharField(max_length=11, unique=True)

    def __str__(self) -> str:
        return self.title


class WriterCredit(models.Model):
    """Who wrote a work, in which CISAC role."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="writers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="writer_credits")
    role = models.CharField(max_length=2)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["work", "party", "role"], name="one_credit_a_role"),)


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


class Share(models.Model):
    """A party's part of one right in a recording or work, in a territory, for a period: exact millionths.

    `recorded` is when the desk believed it. A correction closes it and opens a new row; nothing else is edited.
    """

    public_id = PublicIdField(prefix="shr")
    party = models.ForeignKey(Party, models.PROTECT, related_name="shares")
    recording = models.ForeignKey(Recording, models.PROTECT, null=True, blank=True, related_name="shares")
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="shares")
    right = models.CharField(max_length=20, choices=choices(Right))
    territory = models.CharField(max_length=2, default="WW", help_text="ISO 3166 code, or WW for the world")
    ppm = models.PositiveIntegerField()
    valid = DateRangeField()
    recorded = DateTimeRangeField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            one_of("right", Right, "share_right"),
            models.CheckConstraint(condition=models.Q(ppm__gt=0, ppm__lte=WHOLE), name="share_size"),
            models.CheckConstraint(
                condition=models.Q(recording=None, work__isnull=False)
                | models.Q(work=None, recording__isnull=False),
                name="share_of_one_asset",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.ppm / 10_000:g} % {self.right}"
