"""Parties, what they are called by, how they stand to each other, and the artists they perform as."""

from enum import StrEnum

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from rightsdesk.accounts.models import Organisation
from rightsdesk.journal.fields import PublicIdField, choices, one_of


class PartyKind(StrEnum):
    ARTIST = "artist"
    SONGWRITER = "songwriter"
    PUBLISHER = "publisher"
    LABEL = "label"
    SOCIETY = "society"


class IdentifierKind(StrEnum):
    ISNI = "isni"
    IPI_NAME = "ipi_name"
    IPI_BASE = "ipi_base"
    DPID = "dpid"
    LEI = "lei"


class RelationKind(StrEnum):
    """How a party stands to another (`of`)."""

    MEMBER_OF = "member_of"
    ADMINISTERED_BY = "administered_by"
    CONTROLS = "controls"
    ON_ROSTER_OF = "on_roster_of"


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
    """An ISNI, IPI, DPID or LEI of a party, normalised, unique per kind."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=choices(IdentifierKind))
    value = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["kind", "value"], name="one_party_an_identifier"),
            one_of("kind", IdentifierKind, "identifier_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class PartyRelation(models.Model):
    """How `party` stands to `of`, for a period. Only its end may be set later.

    `speaks`: on a roster, the label's roster terms are the artist's own default as well.
    """

    public_id = PublicIdField(prefix="rel")
    party = models.ForeignKey(Party, models.PROTECT, related_name="relations")
    of = models.ForeignKey(Party, models.PROTECT, related_name="related")
    kind = models.CharField(max_length=20, choices=choices(RelationKind))
    valid = DateRangeField()
    speaks = models.BooleanField(default=False)

    class Meta:
        constraints = (
            one_of("kind", RelationKind, "relation_kind"),
            models.CheckConstraint(condition=~models.Q(party=models.F("of")), name="relation_of_two"),
            models.CheckConstraint(
                condition=models.Q(speaks=False) | models.Q(kind=RelationKind.ON_ROSTER_OF.value),
                name="relation_speaks_on_a_roster",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} {self.kind.replace('_', ' ')} {self.of}"


class Artist(models.Model):
    """A performing identity of a party."""

    public_id = PublicIdField(prefix="art")
    name = models.CharField(max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, related_name="artists")

    def __str__(self) -> str:
        return self.name


class ArtistMember(models.Model):
    """A party that plays in an artist (a band), for a period."""

    artist = models.ForeignKey(Artist, models.PROTECT, related_name="members")
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    valid = DateRangeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["artist", "party", "valid"], name="one_membership_a_period"),
        )

    def __str__(self) -> str:
        return f"{self.party} in {self.artist}"
