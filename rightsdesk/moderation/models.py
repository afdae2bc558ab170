"""A case, why it was opened, who holds it, what was decided under which policy, what follows, and who appealed."""

from datetime import datetime
from enum import StrEnum

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.moderation import Action, EffectKind
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.screening.models import Finding


class CaseState(StrEnum):
    """Open waits for a decision; decided may still be appealed; closed has had its appeal heard."""

    OPEN = "open"
    DECIDED = "decided"
    CLOSED = "closed"


class ReasonKind(StrEnum):
    FINDING = "finding"
    REPORT = "report"
    NOTICE = "notice"
    SAMPLE = "sample"


class EffectState(StrEnum):
    PENDING = "pending"
    DONE = "done"


class Side(StrEnum):
    PLATFORM = "platform"
    ARTIST = "artist"


class AppealState(StrEnum):
    """Of the decision under appeal: it was upheld, or it was overturned."""

    OPEN = "open"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Policy(models.Model):
    """One version of a rule people decide by. Append-only: a change is a new version."""

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    weight = models.PositiveSmallIntegerField(help_text="0 to 900: how far up the queue its cases stand.")
    due_hours = models.PositiveSmallIntegerField(help_text="Within how many hours a person has to decide.")

    class Meta:
        verbose_name_plural = "policies"
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="one_policy_a_version"),
            models.CheckConstraint(condition=Q(weight__lte=900), name="policy_weight"),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class Case(models.Model):
    """Something a person has to decide about one derivative under one family of policies."""

    public_id = PublicIdField(prefix="case")
    derivative = models.ForeignKey(Derivative, models.PROTECT, related_name="cases")
    policy_family = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=choices(CaseState), default=CaseState.OPEN.value)
    priority = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField()

    class Meta:
        constraints = (
            one_of("state", CaseState, "case_state"),
            models.UniqueConstraint(
                fields=["derivative", "policy_family"],
                condition=Q(state="open"),
                name="one_open_case_a_family",
            ),
        )
        indexes = (
            # The queue: open cases, the most pressing first.
            models.Index(fields=["-priority", "due"], condition=Q(state="open"), name="case_queue"),
        )

    def __str__(self) -> str:
        return f"{self.policy_family} of {self.derivative}"


class CaseReason(models.Model):
    """Why a case is open. Append-only; one for each finding."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reasons")
    kind = models.CharField(max_length=8, choices=choices(ReasonKind))
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="case_reasons")
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            one_of("kind", ReasonKind, "case_reason_kind"),
            models.UniqueConstraint(fields=["case", "finding"], name="one_reason_a_finding"),
            models.CheckConstraint(
                condition=~Q(kind="finding") | Q(finding__isnull=False), name="finding_has_its_row"
            ),
        )


class Lease(models.Model):
    """Who may decide a case, from one instant to another. `token` grows with every lease: a stale one is refused."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="leases")
    moderator = models.ForeignKey(User, models.PROTECT, related_name="leases")
    token = models.PositiveIntegerField()
    during = DateTimeRangeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "token"], name="one_lease_a_token"),
            ExclusionConstraint(
                name="one_live_lease_a_case",
                index_type="gist",
                # No btree_gist in the embedded server: the case is indexed as a one-point range.
                expressions=[
                    (Func(F("case"), F("case"), Value("[]"), function="int8range"), "&&"),
                    ("during", "&&"),
                ],
            ),
        )

    @property
    def until(self) -> datetime:
        """The instant at which it ends."""
        until: datetime = self.during.upper
        return until


class Decision(models.Model):
    """What a person decided, on which policy version and evidence. Immutable; an override is a new decision."""

    public_id = PublicIdField(prefix="dec")
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(User, models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=8, choices=choices(Action))
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="decisions")
    reason = models.TextField()
    facts = models.JSONField(help_text="The evidence as it stood: scores, thresholds, versions.")
    overrides = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="overridden_by"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            one_of("action", Action, "decision_action"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(overrides=None), name="one_first_decision_a_case"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.action} ({self.public_id})"


class Effect(models.Model):
    """One thing that must happen because of a decision, acknowledged once. Otherwise append-only."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="effects")
    kind = models.CharField(max_length=16, choices=choices(EffectKind))
    state = models.CharField(max_length=8, choices=choices(EffectState), default=EffectState.PENDING.value)
    outcome = models.CharField(max_length=200, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("kind", EffectKind, "effect_kind"),
            models.UniqueConstraint(fields=["decision", "kind"], name="one_effect_a_kind"),
            models.CheckConstraint(
                name="effect_done_is_acknowledged",
                condition=Q(state="pending", acknowledged_at=None)
                | Q(state="done", acknowledged_at__isnull=False),
            ),
        )


class Appeal(models.Model):
    """One side's objection to a decision, and the decision that answered it. Never heard by who took part."""

    public_id = PublicIdField(prefix="apl")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    side = models.CharField(max_length=8, choices=choices(Side))
    grounds = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=choices(AppealState), default=AppealState.OPEN.value)
    heard_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="appeals_heard")
    heard_at = models.DateTimeField(null=True, blank=True)
    result = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="answered_appeal"
    )

    class Meta:
        constraints = (
            one_of("side", Side, "appeal_side"),
            models.CheckConstraint(
                name="appeal_heard_whole",
                condition=Q(state="open", heard_by=None, heard_at=None, result=None)
                | Q(
                    state__in=["upheld", "overturned"],
                    heard_by__isnull=False,
                    heard_at__isnull=False,
                    result__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"appeal of the {self.side} against {self.decision}"
