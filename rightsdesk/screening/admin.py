"""Evidence in the console: what was compared with what, and found. Voices' vectors and fingerprints are never shown."""

from django.contrib import admin

from rightsdesk.console import ReadOnlyAdmin, ReadOnlyInline, site
from rightsdesk.screening.models import Backend, Enrolment, Finding, Reference, ScreeningRun, VoiceProfile


@admin.register(Reference, site=site)
class ReferenceAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "recording", "derivative", "library", "algorithm", "active", "created_at")
    list_filter = ("active", "library")
    list_select_related = ("recording", "derivative")
    search_fields = (
        "=public_id",
        "recording__title",
        "=recording__isrc",
        "=derivative__public_id",
        "=pcm_hash",
    )
    ordering = ("-pk",)


@admin.register(VoiceProfile, site=site)
class VoiceProfileAdmin(ReadOnlyAdmin):
    list_display = ("artist", "purpose", "active", "created_at", "public_id")
    list_filter = ("active", "purpose")
    list_select_related = ("artist",)
    search_fields = ("artist__name", "=public_id")
    ordering = ("artist__name", "pk")


@admin.register(Enrolment, site=site)
class EnrolmentAdmin(ReadOnlyAdmin):
    list_display = ("profile", "style", "voiced_s", "encoder", "created_at", "public_id")
    list_filter = ("style", "encoder")
    list_select_related = ("profile__artist",)
    search_fields = ("profile__artist__name", "=public_id")
    ordering = ("-pk",)


@admin.register(Backend, site=site)
class BackendAdmin(ReadOnlyAdmin):
    list_display = ("version", "encoder", "threshold", "false_positive_rate", "trials", "created_at")
    search_fields = ("version", "=public_id")
    ordering = ("-pk",)


class FindingInline(ReadOnlyInline):
    model = Finding
    fields = ("kind", "severity", "score", "threshold", "query_start_s", "query_end_s", "public_id")
    readonly_fields = ("public_id",)


@admin.register(ScreeningRun, site=site)
class ScreeningRunAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "derivative", "conclusion", "rule_version", "at")
    list_filter = ("conclusion", "rule_version")
    list_select_related = ("derivative",)
    search_fields = ("=public_id", "=derivative__public_id", "=audio_sha256")
    ordering = ("-pk",)
    inlines = (FindingInline,)


@admin.register(Finding, site=site)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "kind", "severity", "score", "threshold", "run", "artist", "rule_version")
    list_filter = ("kind", "severity", "rule_version")
    list_select_related = ("run", "artist")
    search_fields = ("=public_id", "=run__public_id", "=run__derivative__public_id")
    ordering = ("-pk",)
