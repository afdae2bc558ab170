"""Derivatives as platforms see them: in a list, and one with everything."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rightsdesk.api.answers.shared import Answer, Reason
from rightsdesk.consent.models import Verdict
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.lifecycle import State
from rightsdesk.media.queries import signed_url


class ProblemOf(Answer):
    """Why a derivative was refused, failed or is held."""

    code = serializers.CharField()
    message = serializers.CharField()
    facts = serializers.DictField()


class Owed(Answer):
    """What a clause asks in return for its yes."""

    kind = serializers.CharField()
    value = serializers.CharField()
    grantor = serializers.CharField()
    grantor_name = serializers.CharField()
    terms = serializers.CharField()
    version = serializers.IntegerField()
    uses = serializers.ListField(child=serializers.CharField())


class Change(Answer):
    """What would have to change for a yes, and who could do it."""

    kind = serializers.CharField()
    code = serializers.CharField()
    grantor = serializers.CharField()
    use = serializers.CharField()
    words = serializers.CharField()


class VerdictAnswer(Answer):
    """What consent answered, and by which versions of terms and law."""

    id = serializers.CharField(source="public_id")
    outcome = serializers.CharField()
    reasons = Reason(many=True)
    obligations = Owed(many=True)
    to_ask = serializers.ListField(
        child=serializers.CharField(), help_text="Grantors who still have to agree."
    )
    changes = Change(many=True)
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
