"""Works: who wrote them, under which numbers societies know them, and who owns them."""

from django.contrib import admin
from django.http import HttpRequest

from rightsdesk.artists.admin.believed import believed
from rightsdesk.artists.models import Work, WorkNumber, WriterCredit
from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, Section, site


class WriterInline(ReadOnlyInline):
    model = WriterCredit


class NumberInline(ReadOnlyInline):
    model = WorkNumber


@admin.register(Work, site=site)
class WorkAdmin(ReadOnlyAdmin):
    tenant = ("shares__party__organisation", "writers__party__organisation")
    list_display = ("title", "iswc", "version", "public_id")
    search_fields = ("title", "iswc", "public_id")
    finds = Finds(("title",), {"iswc": "iswc"})
    sortable_by = ("title", "iswc")
    ordering = ("title", "pk")
    inlines = (WriterInline, NumberInline)

    def sections(self, request: HttpRequest, row: Work) -> list[Section]:
        return [believed(request, row)]
