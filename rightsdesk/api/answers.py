"""What platforms are told: the shapes of answers, read straight from the rows the queries give."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rightsdesk.consent.models import Verdict
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.lifecycle import State
from rightsdesk.media.queries import signed_url
from rightsdesk.moderation.models import Appeal, Decision


class Answer(serializers.Serializer[Any]):
    """Only ever written, never read."""


class Reason(Answer):
    """One reason of a verdict, and the version of the terms whose clause applied (empty when none did)."""

    code = serializers.CharField()
    outcome = serializers.CharField()
    grantor = serializers.CharField()
    use = serializers.CharField()
    message = serializers.CharField()
    terms = serializers.CharField()
    version = serializers.IntegerField()


class Consent(Answer):
    """What consent says to a plain remix today; nothing is promised by it."""

    outcome = serializers.CharField()
    reasons = Reason(many=True)


class RecordingAnswer(Answer):
    """A recording of the catalogue."""

    isrc = serializers.CharField()
    title = serializers.CharField()
    artist = serializers.CharField(source="artist.name")
    seconds = serializers.FloatField(allow_null=True)
    bpm = serializers.FloatField(allow_null=True)
    key = serializers.CharField(source="key_name", help_text="Such as “A minor”; empty when unknown.")
    consent = serializers.SerializerMethodField()

    @extend_schema_field(Consent(allow_null=True))
    def get_consent(self, recording: Any) -> Any:
        verdict = self.context.get("verdicts", {}).get(recording.pk)
        if verdict is None:
            return None
        return {"outcome": verdict.outcome, "reasons": [reason.to_json() for reason in verdict.reasons]}


class RecordingPage(Answer):
    """A page; `next` is the cursor of the one after it."""

    items = RecordingAnswer(many=True)
    next = serializers.CharField(allow_null=True)


class ProblemOf(Answer):
    """Why a derivative was refused, failed or is held."""

    code = serializers.CharField()
    message = serializers.CharField()
    facts = serializers.DictField()


class VerdictAnswer(Answer):
    """What consent answered, and by which versions of terms and law."""

    id = serializers.CharField(source="public_id")
    outcome = serializers.CharField()
    reasons = Reason(many=True)
    obligations = serializers.ListField()
    terms_versions = serializers.ListField(child=serializers.CharField())
    law_version = serializers.CharField()


class Step(Answer):
    """One step of a derivative's life."""

    before = serializers.CharField()
    after = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField()


class DerivativeRow(Answer):
    """A derivative in a list."""

    id = serializers.CharField(source="public_id")
    state = serializers.ChoiceField([state.value for state in State])
    kind = serializers.CharField()
    title = serializers.CharField()
    isrcs = serializers.SerializerMethodField()
    territory = serializers.CharField()
    listener = serializers.CharField()
    plan = serializers.CharField()
    rendered_by = serializers.CharField(source="renderer")
    requested_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    problem = serializers.SerializerMethodField()

    def get_isrcs(self, derivative: Derivative) -> list[str]:
        return [source.recording.isrc for source in derivative.sources.all() if source.recording]

    @extend_schema_field(ProblemOf(allow_null=True))
    def get_problem(self, derivative: Derivative) -> Any:
        return derivative.problem or None


class DerivativePage(Answer):
    """A page, the newest first; `next` is the cursor of the one after it."""

    items = DerivativeRow(many=True)
    next = serializers.CharField(allow_null=True)


class DerivativeAnswer(DerivativeRow):
    """A derivative with its verdict, figures and history. URLs are there once it is published."""

    prompt = serializers.CharField()
    recipe = serializers.DictField()
    seed = serializers.IntegerField()
    verdict = serializers.SerializerMethodField()
    metrics = serializers.SerializerMethodField()
    engine = serializers.SerializerMethodField()
    badge_url = serializers.SerializerMethodField()
    media_url = serializers.SerializerMethodField(help_text="Signed, and short-lived.")
    transitions = Step(many=True)

    @extend_schema_field(VerdictAnswer(allow_null=True))
    def get_verdict(self, derivative: Derivative) -> Any:
        found: Verdict | None = derivative.verdict
        return None if found is None else VerdictAnswer(found).data

    def get_metrics(self, derivative: Derivative) -> dict[str, Any]:
        made = getattr(derivative, "rendering", None)
        return made.metrics if made else {}

    def get_engine(self, derivative: Derivative) -> str | None:
        made = getattr(derivative, "rendering", None)
        return f"{made.engine} {made.engine_version}" if made else None

    def get_badge_url(self, derivative: Derivative) -> str | None:
        if derivative.state != State.PUBLISHED:
            return None
        return f"{settings.SITE_URL}{reverse('badge', args=[derivative.public_id])}"

    def get_media_url(self, derivative: Derivative) -> str | None:
        made = getattr(derivative, "rendering", None)
        if made is None or derivative.state != State.PUBLISHED:
            return None
        return f"{settings.SITE_URL}{signed_url(made.delivery, self.context['actor'])}"


class UsageReportAnswer(Answer):
    """What became of a usage report. Lines that cannot count are in quarantine; unmatched listens wait."""

    id = serializers.CharField(source="public_id")
    period = serializers.CharField()
    programme = serializers.CharField(source="programme.public_id")
    state = serializers.CharField()
    sha256 = serializers.CharField(source="file_sha256")
    lines = serializers.IntegerField()
    accepted = serializers.IntegerField()
    quarantined = serializers.IntegerField()
    unmatched = serializers.IntegerField()
    plays = serializers.IntegerField()
    imported_at = serializers.DateTimeField()


class AppealAnswer(Answer):
    """An appeal, and how it ended once it was heard."""

    id = serializers.CharField(source="public_id")
    side = serializers.CharField()
    grounds = serializers.CharField()
    state = serializers.CharField()
    at = serializers.DateTimeField()
    heard_at = serializers.DateTimeField(allow_null=True)


class PolicyAnswer(Answer):
    """The version of the policy that was in force."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()


class DecisionAnswer(Answer):
    """What a person decided, why, under which policy. `final` decisions answered an appeal."""

    id = serializers.CharField(source="public_id")
    case = serializers.CharField(source="case.public_id")
    action = serializers.CharField()
    policy = PolicyAnswer()
    reason = serializers.CharField()
    at = serializers.DateTimeField()
    final = serializers.SerializerMethodField()
    automation = serializers.SerializerMethodField()
    appeal = serializers.SerializerMethodField()

    def get_final(self, decision: Decision) -> bool:
        return decision.overrides_id is not None

    def get_automation(self, decision: Decision) -> dict[str, Any]:
        return dict(decision.facts.get("automation", {}))

    @extend_schema_field(AppealAnswer(allow_null=True))
    def get_appeal(self, decision: Decision) -> Any:
        made: Appeal | None = getattr(decision, "appeal", None)
        return None if made is None else AppealAnswer(made).data


class Decisions(Answer):
    """Every decision about a derivative, the newest first."""

    items = DecisionAnswer(many=True)
