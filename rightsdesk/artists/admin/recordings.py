"""Recordings: who plays, which works they hold, and who owns them."""

from django.contrib import admin
from django.http import HttpRequest

from rightsdesk.artists.admin.believed import believed
from rightsdesk.artists.models import Recording, RecordingCredit, RecordingStem, RecordingWork
from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, Section, site


class CreditInline(ReadOnlyInline):
    model = RecordingCredit


class StemInline(ReadOnlyInline):
    model = RecordingStem


class RecordingWorkInline(ReadOnlyInline):
    model = RecordingWork


@admin.register(Recording, site=site)
class RecordingAdmin(ReadOnlyAdmin):
    tenant = ("shares__party__organisation", "artist__party__organisation")
    list_display = ("title", "artist", "isrc", "seconds", "bpm", "key_name", "public_id")
    list_select_related = ("artist",)
    search_fields = ("title", "isrc", "public_id")
    finds = Finds(("title",), {"isrc": "isrc"})
    sortable_by = ("title", "isrc")
    ordering = ("title", "pk")
    inlines = (CreditInline, RecordingWorkInline, StemInline)

    def sections(self, request: HttpRequest, row: Recording) -> list[Section]:
        return [believed(request, row)]
