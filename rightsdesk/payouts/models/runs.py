"""Money in (Pool), how it was divided (Run, Allocation), and on which frozen facts."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Party, Recording, Work
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.royalties import Reason
from rightsdesk.domain.shares import Right
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class PoolModel(StrEnum):
    PRO_RATA = "pro_rata"


class RunState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    POSTED = "posted"
    SUPERSEDED = "superseded"


class Pool(models.Model):
    """Money of one month to divide, in micro-units. No territory: the whole world's. Never edited once it stands."""

    public_id = PublicIdField(prefix="pol")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="pools")
    period = models.CharField(max_length=7)
    territory = models.CharField(max_length=2, blank=True)
    source = models.CharField(max_length=40, default="listening")
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    model = models.CharField(max_length=12, choices=choices(PoolModel), default=PoolModel.PRO_RATA.value)
    opened_by = models.CharField(max_length=120)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            one_of("model", PoolModel, "pool_model"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="pool_amount"),
            models.UniqueConstraint(
                fields=["programme", "period", "territory", "source", "currency"], name="one_pool_a_source"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}, {self.period}, {self.source}"


class Run(models.Model):
    """One division of a month's pools, from facts frozen under `input_hash`. Two people: one prepares, one approves."""

    public_id = PublicIdField(prefix="run")
    period = models.CharField(max_length=7)
    number = models.PositiveIntegerField()
    input_hash = models.CharField(max_length=64)
    inputs = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    law = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=choices(RunState), default=RunState.DRAFT.value)
    prepared_by = models.CharField(max_length=120)
    prepared_at = models.DateTimeField(default=timezone.now)
    approved_by = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("state", RunState, "run_state"),
            models.UniqueConstraint(fields=["period", "number"], name="one_run_a_number"),
            models.UniqueConstraint(
                fields=["period"], condition=Q(state__in=["draft", "approved"]), name="one_open_run_a_period"
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("prepared_by")), name="run_two_people"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "posted"]) | ~Q(approved_by=""), name="run_needs_approval"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period} run {self.number}"


class RunPool(models.Model):
    """A pool as one run saw it: the micro-units it divided, over how many plays. Its allocations make `amount`."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="pools")
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="runs")
    amount = models.BigIntegerField()
    plays = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "pool"], name="one_pool_a_run"),)


class Allocation(models.Model):
    """One end of the waterfall: an exact fraction of a pool, the micro-units it became, and its rank for the rest.

    Written in bulk from rows read in the same transaction and never changed, so most keys carry no constraint.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="allocations")
    pool = models.ForeignKey(
        Pool, models.PROTECT, related_name="allocations", db_constraint=False, db_index=False
    )
    derivative = models.ForeignKey(
        Derivative, models.PROTECT, null=True, related_name="allocations", db_constraint=False
    )
    recording = models.ForeignKey(
        Recording, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    work = models.ForeignKey(
        Work, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="allocations", db_constraint=False, db_index=False
    )
    right = models.CharField(max_length=20, choices=choices(Right), blank=True)
    day = models.DateField(help_text="First day of the stretch these listens fall in.")
    territory = models.CharField(max_length=2, help_text="* is every country no share names.")
    plays = models.PositiveBigIntegerField()
    weight_top = models.DecimalField(max_digits=100, decimal_places=0)
    weight_bottom = models.DecimalField(max_digits=100, decimal_places=0)
    units = models.BigIntegerField()
    rank = models.PositiveIntegerField()
    hold = models.CharField(max_length=20, choices=choices(Reason), blank=True)

    class Meta:
        indexes = (
            # A payee's lines of one run: statements and the portal.
            models.Index(fields=["party", "run"], name="allocation_party"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(party__isnull=False) | ~Q(hold=""), name="paid_to_somebody"),
        )
