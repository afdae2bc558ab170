"""What a file is, for programs: the conclusion, every item apart, and what the file says of itself."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from rightsdesk.api.answers.shared import Answer
from rightsdesk.domain import verification as law
from rightsdesk.domain.lifecycle import State
from rightsdesk.engines.provenance import Claimed
from rightsdesk.verification.queries import Verification

ANSWERS = [answer.value for answer in law.Answer]


class WhyOf(Answer):
    """One reason of a conclusion."""

    code = serializers.CharField()
    message = serializers.CharField()


class ItemsAnswer(Answer):
    """Each thing that was looked at. “unknown”: nobody could or did look."""

    signature = serializers.ChoiceField([each.value for each in law.Signature])
    hash = serializers.ChoiceField(ANSWERS, help_text="The sound is the one that was signed.")
    delivered = serializers.ChoiceField(ANSWERS, help_text="Byte by byte a file the desk delivered.")
    licence = serializers.ChoiceField(ANSWERS)
    status = serializers.ChoiceField(ANSWERS, help_text="It is published now.")
    consent = serializers.ChoiceField(ANSWERS, help_text="Nobody has withdrawn it.")
    made_from = serializers.ChoiceField(ANSWERS, source="parent")
    watermark = serializers.ChoiceField(ANSWERS)
    fingerprint = serializers.ChoiceField(ANSWERS)


class KnownAnswer(Answer):
    """The derivative a file is of, and by what it was known: bytes, credentials, watermark or sound."""

    id = serializers.CharField()
    title = serializers.CharField()
    known_by = serializers.CharField()
    badge_url = serializers.URLField(allow_null=True)


class ClaimAnswer(Answer):
    """What the credentials say; to be believed as far as their signature goes."""

    derivative = serializers.CharField()
    title = serializers.CharField()
    licence = serializers.CharField()
    engine = serializers.CharField()
    made_at = serializers.CharField()
    recipe_sha256 = serializers.CharField()
    digital_source_type = serializers.CharField(allow_null=True)
    contains_ai = serializers.CharField(allow_null=True)
    facets = serializers.DictField(child=serializers.CharField())
    parents = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    actions = serializers.ListField(child=serializers.CharField())
    signer = serializers.CharField()


class MarkAnswer(Answer):
    """The watermark that was read. `tempo_ratio`: how much faster the copy runs than what was marked."""

    id = serializers.CharField()
    confidence = serializers.FloatField()
    tempo_ratio = serializers.FloatField()


class VerificationAnswer(Answer):
    """What a file is."""

    outcome = serializers.ChoiceField([each.value for each in law.Outcome])
    reasons = WhyOf(many=True)
    items = ItemsAnswer()
    derivative = KnownAnswer(allow_null=True)
    claim = ClaimAnswer(allow_null=True)
    watermark = MarkAnswer(allow_null=True)
    sha256 = serializers.CharField()
    seconds = serializers.FloatField(allow_null=True)


def facts_of(found: Verification) -> dict[str, Any]:
    """A verification in the shape of its answer."""
    reading, claim = found.reading, found.reading.claim
    reasons = [{"code": code, "message": law.WORDS[code]} for code in found.conclusion.reasons]
    return {
        "outcome": found.conclusion.outcome,
        "reasons": reasons,
        "items": found.items,
        "derivative": _known(found),
        "claim": _claim(claim, reading.credentials.signer) if claim else None,
        "watermark": reading.watermark,
        "sha256": reading.sha256,
        "seconds": reading.seconds,
    }


def _known(found: Verification) -> Mapping[str, Any] | None:
    if found.known is None:
        return None
    derivative = found.known.derivative
    badge = settings.SITE_URL + reverse("badge", args=[derivative.public_id])
    return {
        "id": derivative.public_id,
        "title": derivative.title,
        "known_by": found.known.by,
        "badge_url": badge if derivative.state == State.PUBLISHED else None,
    }


def _claim(claim: Claimed, signer: str) -> Mapping[str, Any]:
    told = {field.name: getattr(claim, field.name) for field in fields(claim)}
    return told | {"signer": signer or ""}
