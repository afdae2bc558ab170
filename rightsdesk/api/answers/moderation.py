"""Decisions and appeals as platforms see them: never who decided."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rightsdesk.api.answers.shared import Answer
from rightsdesk.moderation.models import Appeal, Decision


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
