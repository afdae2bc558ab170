"""Recordings as platforms see them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rightsdesk.api.answers.shared import Answer, Reason


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
