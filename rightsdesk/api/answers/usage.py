"""Usage reports as platforms see them."""

from rest_framework import serializers

from rightsdesk.api.answers.shared import Answer


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
