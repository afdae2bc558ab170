"""Derivatives as platforms see them: in a list, and one with everything."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rightsdesk.api.answers.shared import Answer, Reason
from rightsdesk.consent.models import Verdict
from rightsdesk.derivatives.models import DeliveredFile, Derivative, Source
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.shares import WHOLE
from rightsdesk.media.models import Asset
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


class SourceOf(Answer):
    """A recording it is made from. The halves of a mashup are provisional until the owners agree on other parts."""

    isrc = serializers.CharField(source="recording.isrc")
    title = serializers.CharField(source="recording.title")
    artist = serializers.CharField(source="recording.artist.name")
    weight_ppm = serializers.IntegerField(help_text="Millionths of the whole.")
    provisional = serializers.SerializerMethodField()

    def get_provisional(self, source: Source) -> bool:
        return source.weight_ppm != WHOLE


class DeliveredAnswer(Answer):
    """One sealed file: watermarked, tagged and signed. URLs are signed, short-lived, and there once it is published."""

    format = serializers.CharField()
    media_type = serializers.CharField(source="asset.media_type")
    seconds = serializers.FloatField(source="asset.seconds")
    size = serializers.IntegerField(source="asset.size", help_text="Bytes.")
    sha256 = serializers.CharField(source="asset.sha256")
    lufs = serializers.FloatField()
    true_peak_dbtp = serializers.FloatField(help_text="Of what a listener decodes.")
    credential_sha256 = serializers.CharField(help_text="Of the signed C2PA credential.")
    url = serializers.SerializerMethodField()
    credential_url = serializers.SerializerMethodField(
        help_text="The credential beside the file, where its container cannot hold one; null otherwise."
    )

    def get_url(self, file: DeliveredFile) -> str | None:
        return self._signed(file.asset)

    def get_credential_url(self, file: DeliveredFile) -> str | None:
        return self._signed(file.sidecar)

    def _signed(self, asset: Asset | None) -> str | None:
        if asset is None or not self.context["published"]:
            return None
        return f"{settings.SITE_URL}{signed_url(asset, self.context['actor'])}"


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


class Because(Answer):
    """A wish the desk knows and does not grant, and why."""

    phrase = serializers.CharField()
    reason = serializers.CharField()


class PromptReading(Answer):
    """What of a prompt was understood, what was not, and the nearest styles there are."""

    understood = serializers.ListField(child=serializers.CharField())
    not_understood = serializers.ListField(child=serializers.CharField())
    nearest = serializers.ListField(child=serializers.CharField())
    because = Because(many=True)


class DerivativeAnswer(DerivativeRow):
    """A derivative with its verdict, figures and history. URLs are there once it is published."""

    prompt = serializers.CharField()
    prompt_reading = serializers.SerializerMethodField()
    recipe = serializers.DictField()
    seed = serializers.IntegerField()
    sources = serializers.SerializerMethodField()
    verdict = serializers.SerializerMethodField()
    metrics = serializers.SerializerMethodField(help_text="What the self-check measured on the sound itself.")
    deliveries = serializers.SerializerMethodField()
    engine = serializers.SerializerMethodField()
    badge_url = serializers.SerializerMethodField()
    media_url = serializers.SerializerMethodField(help_text="Signed, and short-lived.")
    transitions = Step(many=True)

    @extend_schema_field(PromptReading(allow_null=True))
    def get_prompt_reading(self, derivative: Derivative) -> Any:
        return derivative.prompt_reading or None

    @extend_schema_field(VerdictAnswer(allow_null=True))
    def get_verdict(self, derivative: Derivative) -> Any:
        found: Verdict | None = derivative.verdict
        return None if found is None else VerdictAnswer(found).data

    @extend_schema_field(SourceOf(many=True))
    def get_sources(self, derivative: Derivative) -> Any:
        return SourceOf([source for source in derivative.sources.all() if source.recording], many=True).data

    @extend_schema_field(DeliveredAnswer(many=True))
    def get_deliveries(self, derivative: Derivative) -> Any:
        made = getattr(derivative, "rendering", None)
        context = {"actor": self.context["actor"], "published": derivative.state == State.PUBLISHED}
        return DeliveredAnswer(made.files.all() if made else [], many=True, context=context).data

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
