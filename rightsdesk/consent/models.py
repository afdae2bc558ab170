"""What grantors allow (Terms and their Clauses), what the desk answered (Verdict) and who was asked (Approval)."""

from enum import StrEnum

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from rightsdesk.artists.fields import PlacesField
from rightsdesk.artists.models import Artist, Party, Recording, Work
from rightsdesk.domain.consent import Answer, OnWithdrawal, Outcome, ScopeKind, Use
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class TermsState(StrEnum):
    DRAFT = "draft"
    AWAITING_SECOND_PERSON = "awaiting_second_person"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"


class Terms(models.Model):
    """One version of what a grantor allows within a scope. Once in force only its state and end may change."""

    public_id = PublicIdField(prefix="trm")
    grantor = models.ForeignKey(Party, models.PROTECT, related_name="terms")
    scope = models.CharField(max_length=12, choices=choices(ScopeKind), default=ScopeKind.PARTY.value)
    artist = models.ForeignKey(Artist, models.PROTECT, null=True, blank=True, related_name="terms")
    recording = models.ForeignKey(Recording, models.PROTECT, null=True, blank=True, related_name="terms")
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="terms")
    version = models.PositiveIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    valid = DateRangeField()
    state = models.CharField(max_length=24, choices=choices(TermsState), default=TermsState.DRAFT.value)
    signed_by = models.CharField(max_length=200)
    channel = models.CharField(max_length=40)
    evidence = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    on_withdrawal = models.CharField(
        max_length=12, choices=choices(OnWithdrawal), default=OnWithdrawal.STOP_NEW.value
    )
    take_down_days = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_second_person = models.BooleanField(default=False)
    drafted_by = models.CharField(max_length=120, blank=True)
    approved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "terms"
        indexes = (
            # Which terms decide about a grantor's things on a day.
            models.Index(
                fields=["grantor", "scope"],
                condition=models.Q(state__in=["in_force", "superseded"]),
                name="terms_that_decide",
            ),
        )
        constraints = (
            one_of("on_withdrawal", OnWithdrawal, "terms_on_withdrawal"),
            models.CheckConstraint(
                name="terms_take_down_days",
                condition=models.Q(on_withdrawal="take_down", take_down_days__isnull=False)
                | (~models.Q(on_withdrawal="take_down") & models.Q(take_down_days=None)),
            ),
            models.CheckConstraint(
                name="terms_second_person_is_another",
                condition=models.Q(approved_by="") | ~models.Q(approved_by=models.F("drafted_by")),
            ),
            models.CheckConstraint(
                name="terms_in_force_by_a_second_person",
                condition=models.Q(needs_second_person=False)
                | ~models.Q(approved_by="")
                | ~models.Q(state__in=["in_force", "superseded"]),
            ),
            one_of("state", TermsState, "terms_state"),
            one_of("scope", ScopeKind, "terms_scope"),
            models.UniqueConstraint(
                fields=["grantor", "scope", "artist", "recording", "work", "version"],
                name="one_version_a_scope",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="terms_scope_target",
                condition=(
                    models.Q(scope__in=["party", "roster"], artist=None, recording=None, work=None)
                    | models.Q(scope="artist", artist__isnull=False, recording=None, work=None)
                    | models.Q(scope="recording", artist=None, recording__isnull=False, work=None)
                    | models.Q(scope="work", artist=None, recording=None, work__isnull=False)
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.grantor}, version {self.version}"


class Clause(models.Model):
    """The answer for one use, with its conditions. Append-only: a change is a new version of the terms."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="clauses")
    use = models.CharField(max_length=12, choices=choices(Use))
    answer = models.CharField(max_length=5, choices=choices(Answer))
    conditions = models.JSONField(default=dict, blank=True)
    obligations = models.JSONField(default=dict, blank=True)
    places = PlacesField(
        default="WW", editable=False, help_text="The territories again, for lists: the conditions decide."
    )

    class Meta:
        constraints = (
            one_of("use", Use, "clause_use"),
            one_of("answer", Answer, "clause_answer"),
            models.UniqueConstraint(fields=["terms", "use"], name="one_clause_a_use"),
        )

    def __str__(self) -> str:
        return f"{self.use}: {self.answer}"


class Verdict(models.Model):
    """What the desk answered, with everything needed to answer it again. Append-only."""

    public_id = PublicIdField(prefix="ver")
    at = models.DateTimeField()
    request = models.JSONField()
    request_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=5, choices=choices(Outcome))
    reasons = models.JSONField()
    obligations = models.JSONField(default=list)
    to_ask = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    inputs = models.JSONField(
        default=dict, help_text="Everything it was decided on; empty before law 2026.2."
    )
    inputs_hash = models.CharField(max_length=64, blank=True)
    terms_versions = models.JSONField()
    law_version = models.CharField(max_length=20)

    class Meta:
        constraints = (one_of("outcome", Outcome, "verdict_outcome"),)

    def __str__(self) -> str:
        return f"{self.outcome} ({self.public_id})"


class Withdrawal(models.Model):
    """The end of terms before their time: from when, what becomes of live derivatives, and the simulation that was
    seen before it was confirmed. Append-only."""

    public_id = PublicIdField(prefix="wdr")
    terms = models.OneToOneField(Terms, models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField()
    effective = models.DateField()
    effect = models.CharField(max_length=12, choices=choices(OnWithdrawal))
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField()
    simulation = models.JSONField(default=dict)
    simulation_hash = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=120)

    class Meta:
        constraints = (
            one_of("effect", OnWithdrawal, "withdrawal_effect"),
            models.CheckConstraint(
                name="withdrawal_days",
                condition=models.Q(effect="take_down", days__isnull=False)
                | (~models.Q(effect="take_down") & models.Q(days=None)),
            ),
            models.CheckConstraint(name="withdrawal_has_a_reason", condition=~models.Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.terms} withdrawn ({self.effect.replace('_', ' ')})"


class Approval(models.Model):
    """A grantor who has to be asked about one request, and what they said."""

    public_id = PublicIdField(prefix="apr")
    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="approvals")
    grantor = models.ForeignKey(Party, models.PROTECT, related_name="approvals")
    state = models.CharField(
        max_length=10, choices=choices(ApprovalState), default=ApprovalState.WAITING.value
    )
    due = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            one_of("state", ApprovalState, "approval_state"),
            models.UniqueConstraint(fields=["verdict", "grantor"], name="one_approval_a_grantor"),
            models.CheckConstraint(
                name="approval_decided_by_somebody",
                condition=models.Q(state__in=["waiting", "expired"]) | ~models.Q(decided_by=""),
            ),
        )
