"""Compositions and who wrote and published them."""

from django.db import models

from rightsdesk.artists.models.parties import Party
from rightsdesk.domain.roles import WorkRole, WorkVersion
from rightsdesk.journal.fields import PublicIdField, choices, one_of


class Work(models.Model):
    """A composition: an original, or a modified version of one."""

    public_id = PublicIdField(prefix="wrk")
    title = models.CharField(max_length=200)
    iswc = models.CharField(max_length=11, unique=True)
    version = models.CharField(max_length=3, choices=choices(WorkVersion), default=WorkVersion.ORIGINAL.value)

    class Meta:
        constraints = (one_of("version", WorkVersion, "work_version"),)

    def __str__(self) -> str:
        return self.title


class WorkNumber(models.Model):
    """The number a publisher or society knows a work by (as CWR acknowledgements return it)."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="numbers")
    issuer = models.CharField(max_length=40)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["issuer", "value"], name="one_work_a_number"),)

    def __str__(self) -> str:
        return f"{self.issuer} {self.value}"


class WriterCredit(models.Model):
    """Who wrote or publishes a work, in which CISAC role."""

    work = models.ForeignKey(Work, models.PROTECT, related_name="writers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="writer_credits")
    role = models.CharField(max_length=2, choices=choices(WorkRole))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["work", "party", "role"], name="one_credit_a_role"),
            one_of("role", WorkRole, "writer_role"),
        )
