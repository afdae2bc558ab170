"""A derivative, what it was made from, every step of its life, and what is held."""

from enum import StrEnum

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.utils import timezone

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.artists.models import Recording
from rightsdesk.consent.models import Verdict, Withdrawal
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.shares import WHOLE
from rightsdesk.journal.fields import PublicIdField, choices, one_of


class DerivativeKind(StrEnum):
    REMIX = "remix"
    COVER = "cover"
    MASHUP = "mashup"


class Renderer(StrEnum):
    """Who makes the sound: the desk's own engine, or the platform, which delivers the file."""

    DESK = "desk"
    PLATFORM = "platform"


class HoldOn(StrEnum):
    VISIBILITY = "visibility"
    MONEY = "money"


class HoldKind(StrEnum):
    SCREENING = "screening"
    CASE = "case"
    DISPUTE = "dispute"
    OVER_CLAIM = "over_claim"
    MISSING_FACT = "missing_fact"


class TakeDown(StrEnum):
    """What became of one derivative that a withdrawal of terms takes down."""

    WAITING = "waiting"
    TAKEN_DOWN = "taken_down"
    ALREADY_GONE = "already_gone"
    CONSENT_RETURNED = "consent_returned"


class Derivative(models.Model):
    """One remix, cover or mashup. `listener` is the platform's pseudonym for its user, never a name."""

    public_id = PublicIdField(prefix="drv")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="derivatives")
    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="derivatives")
    kind = models.CharField(max_length=8, choices=choices(DerivativeKind), default=DerivativeKind.REMIX.value)
    title = models.CharField(max_length=200)
    listener = models.CharField(max_length=120)
    plan = models.CharField(max_length=40)
    territory = models.CharField(max_length=2)
    prompt = models.TextField(blank=True)
    prompt_reading = models.JSONField(
        default=dict, blank=True, help_text="What of the prompt was understood, what was not, and why not."
    )
    recipe = models.JSONField()
    recipe_hash = models.CharField(max_length=64)
    renderer = models.CharField(max_length=8, choices=choices(Renderer), default=Renderer.DESK.value)
    seed = models.PositiveIntegerField(default=1)
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, related_name="derivatives")
    state = models.CharField(max_length=20, choices=choices(State), default=State.REQUESTED.value)
    problem = models.JSONField(
        default=dict, blank=True, help_text="Why it was refused, failed or is held: code, message, facts."
    )
    idempotency_key = models.CharField(max_length=120)
    request_hash = models.CharField(max_length=64)
    requested_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("state", State, "derivative_state"),
            one_of("kind", DerivativeKind, "derivative_kind"),
            one_of("renderer", Renderer, "derivative_renderer"),
            models.UniqueConstraint(fields=["client", "idempotency_key"], name="one_request_a_key"),
        )
        indexes = (
            # The quota: what one listener asked for this month.
            models.Index(fields=["programme", "listener", "requested_at"], name="derivative_quota"),
            models.Index(fields=["client", "-id"], name="derivative_client"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.public_id})"


class Source(models.Model):
    """What a derivative was made from; weights are exact millionths of the whole. Append-only."""

    derivative = models.ForeignKey(Derivative, models.PROTECT, related_name="sources")
    recording = models.ForeignKey(
        Recording, models.PROTECT, null=True, blank=True, related_name="derivative_sources"
    )
    parent = models.ForeignKey(Derivative, models.PROTECT, null=True, blank=True, related_name="children")
    weight_ppm = models.PositiveIntegerField(default=WHOLE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="source_of_one_thing",
                condition=models.Q(recording=None, parent__isnull=False)
                | models.Q(parent=None, recording__isnull=False),
            ),
            models.CheckConstraint(
                condition=models.Q(weight_ppm__gt=0, weight_ppm__lte=WHOLE), name="source_weight"
            ),
        )


class Transition(models.Model):
    """One step of a life, from the state before. Append-only."""

    derivative = models.ForeignKey(Derivative, models.PROTECT, related_name="transitions")
    before = models.CharField(max_length=20, choices=choices(State))
    after = models.CharField(max_length=20, choices=choices(State))
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    reason = models.TextField(blank=True)


class Hold(models.Model):
    """Visibility or money held from one instant to another (open-ended while it lasts), for a stated reason."""

    public_id = PublicIdField(prefix="hld")
    derivative = models.ForeignKey(Derivative, models.PROTECT, related_name="holds")
    on = models.CharField(max_length=10, choices=choices(HoldOn))
    kind = models.CharField(max_length=16, choices=choices(HoldKind))
    reason = models.TextField()
    during = DateTimeRangeField()
    subject = models.CharField(
        max_length=120, blank=True, help_text="The screening run, case or dispute behind it."
    )

    class Meta:
        constraints = (
            one_of("on", HoldOn, "hold_on"),
            one_of("kind", HoldKind, "hold_kind"),
            models.UniqueConstraint(fields=["derivative", "on", "kind", "subject"], name="one_hold_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.on} of {self.derivative} held: {self.reason}"


class WithdrawalEffect(models.Model):
    """A derivative that comes down because terms were withdrawn: when it is due, and what became of it."""

    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, related_name="effects")
    derivative = models.ForeignKey(Derivative, models.PROTECT, related_name="withdrawal_effects")
    due = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=choices(TakeDown), default=TakeDown.WAITING.value)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("outcome", TakeDown, "take_down_outcome"),
            models.UniqueConstraint(fields=["derivative", "withdrawal"], name="one_effect_a_derivative"),
            models.CheckConstraint(
                name="take_down_done_or_waiting",
                condition=models.Q(outcome="waiting", done_at=None)
                | (~models.Q(outcome="waiting") & models.Q(done_at__isnull=False)),
            ),
        )
        indexes = (
            # The sweep: what is due.
            models.Index(fields=["due", "id"], name="take_down_due", condition=models.Q(outcome="waiting")),
        )

    def __str__(self) -> str:
        return f"{self.derivative} {self.outcome.replace('_', ' ')}"
