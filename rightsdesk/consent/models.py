"""What grantors allow (Terms and their Clauses), what the desk answered (Verdict) and who was asked (Approval)."""

from enum import StrEnum

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from rightsdesk.artists.models import Artist, Party, Recording, Work
from rightsdesk.domain.consent import Answer, Outcome, ScopeKind, Use
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

    class Meta:
        verbose_name_plural = "terms"
        constraints = (
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
                    models.Q(scope="party", artist=None, recording=None, work=None)
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
    terms_versions = models.JSONField()
    law_version = models.CharField(max_length=20)

    class Meta:
        constraints = (one_of("outcome", Outcome, "verdict_outcome"),)

    def __str__(self) -> str:
        return f"{self.outcome} ({self.public_id})"


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
