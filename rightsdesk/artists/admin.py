"""The catalogue in the console. Changes come through the catalogue's own actions, not through these pages."""

from django.contrib import admin

from rightsdesk.artists.models import (
    Artist,
    Party,
    PartyIdentifier,
    Recording,
    RecordingStem,
    RecordingWork,
    Share,
    Work,
    WriterCredit,
)
from rightsdesk.console import ReadOnlyAdmin, ReadOnlyInline, site, span
from rightsdesk.domain.shares import WHOLE


class IdentifierInline(ReadOnlyInline):
    model = PartyIdentifier


@admin.register(Party, site=site)
class PartyAdmin(ReadOnlyAdmin):
    tenant = ("organisation",)
    list_display = ("name", "kind", "organisation", "tax_residence", "public_id")
    list_filter = ("kind", "tax_residence")
    list_select_related = ("organisation",)
    search_fields = ("name", "=public_id", "=identifiers__value")
    ordering = ("name", "pk")
    inlines = (IdentifierInline,)


@admin.register(Artist, site=site)
class ArtistAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation", "recordings__shares__party__organisation")
    list_display = ("name", "party", "public_id")
    list_select_related = ("party",)
    search_fields = ("name", "party__name", "=public_id")
    ordering = ("name", "pk")


class WriterInline(ReadOnlyInline):
    model = WriterCredit


@admin.register(Work, site=site)
class WorkAdmin(ReadOnlyAdmin):
    tenant = ("shares__party__organisation", "writers__party__organisation")
    list_display = ("title", "iswc", "public_id")
    search_fields = ("title", "iswc", "=public_id")
    ordering = ("title", "pk")
    inlines = (WriterInline,)


class StemInline(ReadOnlyInline):
    model = RecordingStem


class RecordingWorkInline(ReadOnlyInline):
    model = RecordingWork


@admin.register(Recording, site=site)
class RecordingAdmin(ReadOnlyAdmin):
    tenant = ("shares__party__organisation", "artist__party__organisation")
    list_display = ("title", "artist", "isrc", "seconds", "bpm", "key_name", "public_id")
    list_filter = (("artist", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("artist",)
    search_fields = ("title", "isrc", "artist__name", "=public_id")
    ordering = ("title", "pk")
    inlines = (RecordingWorkInline, StemInline)


@admin.register(Share, site=site)
class ShareAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation",)
    list_display = ("party", "right", "percent", "recording", "work", "territory", span("valid"), "source")
    list_filter = ("right", "territory")
    list_select_related = ("party", "recording", "work")
    search_fields = (
        "party__name",
        "recording__title",
        "recording__isrc",
        "work__title",
        "work__iswc",
        "=public_id",
    )
    ordering = ("-pk",)

    @admin.display(description="share", ordering="ppm")
    def percent(self, share: Share) -> str:
        return f"{share.ppm * 100 / WHOLE:g} %"
