"""What every answer is, and the reasons that several of them hold."""

from typing import Any

from rest_framework import serializers


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
