"""What came in and what went out, in the console: to read. Importing and exporting are pages of administration."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from rightsdesk.console import ReadOnlyAdmin, Section, Waits, site, span
from rightsdesk.exchange.models import (
    Acknowledgement,
    Deal,
    Disclosure,
    Export,
    Import,
    ImportProblem,
    PartyKey,
)

SHOWN = 100


def with_problems() -> dict[str, Any]:
    """Imports of the last thirty days of which something was left out."""
    return {"problem_count__gt": 0, "at__gte": timezone.now() - timedelta(days=30)}


@admin.register(Import, site=site)
class ImportAdmin(ReadOnlyAdmin):
    row_pages = ("import_shown",)
    list_display = ("file_name", "kind", "state", "problem_count", "by", "at", "applied_at", "public_id")
    list_filter = ("state", "kind")
    search_fields = ("=public_id", "=sha256", "file_name")
    ordering = ("-pk",)
    exclude = ("differences", "counts")
    waits = (
        Waits(with_problems, "import has problems", "imports have problems", "problem_count__gt=0", ("-at",)),
    )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "problem_count__gt" or super().lookup_allowed(lookup, value, request)

    def sections(self, request: HttpRequest, row: Import) -> list[Section]:
        found = row.problems.order_by("line")[:SHOWN]
        lines = tuple((each.line, each.column, each.code, each.words) for each in found)
        columns = ("line", "column", "code", "what is wrong")
        return [Section("Lines that were left out", columns, lines, empty="None: every line can be kept.")]


@admin.register(ImportProblem, site=site)
class ImportProblemAdmin(ReadOnlyAdmin):
    list_display = ("imported", "line", "column", "code", "words")
    list_select_related = ("imported",)
    search_fields = ("=imported__public_id", "=code")
    ordering = ("-pk",)


@admin.register(PartyKey, site=site)
class PartyKeyAdmin(ReadOnlyAdmin):
    list_display = ("source", "key", "party")
    list_select_related = ("party",)
    search_fields = ("=key", "=party__public_id")
    ordering = ("-pk",)


@admin.register(Deal, site=site)
class DealAdmin(ReadOnlyAdmin):
    tenant = ("release__label__organisation", "recording__shares__party__organisation")
    list_display = ("release", "recording", "commercial_models", "uses", "places", span("valid"), "imported")
    list_select_related = ("release", "recording", "imported")
    search_fields = ("=recording__isrc", "=release__gtin", "=imported__public_id")
    ordering = ("-pk",)


@admin.register(Disclosure, site=site)
class DisclosureAdmin(ReadOnlyAdmin):
    tenant = ("recording__shares__party__organisation",)
    list_display = ("recording", "contains_ai", "contributions", "imported")
    list_select_related = ("recording", "imported")
    search_fields = ("=recording__isrc", "=imported__public_id")
    ordering = ("-pk",)


@admin.register(Acknowledgement, site=site)
class AcknowledgementAdmin(ReadOnlyAdmin):
    tenant = ("work__shares__party__organisation",)
    list_display = ("title", "outcome", "status", "words", "iswc", "work", "day", "imported")
    list_filter = ("outcome",)
    list_select_related = ("work", "imported")
    search_fields = ("=iswc", "=our_number", "=their_number", "=imported__public_id")
    ordering = ("-pk",)
    waits = (
        Waits(
            {"outcome__in": ("conflict", "refused")},
            "answer of a society is a conflict or refusal",
            "answers of societies are conflicts or refusals",
            "outcome__in=conflict,refused",
        ),
    )


@admin.register(Export, site=site)
class ExportAdmin(ReadOnlyAdmin):
    tenant = ("organisation",)
    list_display = (
        "public_id",
        "kind",
        "state",
        "rows",
        "organisation",
        "by",
        "asked_at",
        "done_at",
        "problem",
    )
    list_filter = ("state", "kind")
    list_select_related = ("organisation",)
    search_fields = ("=public_id", "=by")
    ordering = ("-pk",)
