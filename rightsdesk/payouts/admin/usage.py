"""What platforms reported: files, lines, what does not count and what nobody could place."""

from django.contrib import admin
from unfold.paginator import InfinitePaginator

from rightsdesk.console import ReadOnlyAdmin, site
from rightsdesk.payouts.models import Quarantine, Suspense, UsageLine, UsageReport


@admin.register(UsageReport, site=site)
class UsageReportAdmin(ReadOnlyAdmin):
    tenant = ("programme__platform",)
    list_display = (
        "file_name",
        "programme",
        "period",
        "state",
        "lines",
        "accepted",
        "quarantined",
        "unmatched",
        "plays",
    )
    list_filter = ("state", "period", ("programme", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("programme",)
    search_fields = ("file_name", "=file_sha256", "=public_id")
    ordering = ("-pk",)


@admin.register(UsageLine, site=site)
class UsageLineAdmin(ReadOnlyAdmin):
    list_display = ("line_id", "period", "day", "derivative", "reference", "territory", "product", "plays")
    list_select_related = ("derivative",)
    search_fields = ("=line_id", "=derivative__public_id", "=reference")
    ordering = ("-pk",)
    # Millions of rows: counting them would cost more than reading a page.
    paginator = InfinitePaginator


@admin.register(Quarantine, site=site)
class QuarantineAdmin(ReadOnlyAdmin):
    tenant = ("report__programme__platform",)
    list_display = ("report", "line_no", "reason", "text")
    list_filter = ("reason", "report__period")
    list_select_related = ("report",)
    search_fields = ("text", "report__file_name")
    ordering = ("-pk",)


@admin.register(Suspense, site=site)
class SuspenseAdmin(ReadOnlyAdmin):
    tenant = ("report__programme__platform",)
    list_display = ("reference", "report", "territory", "first_day", "lines", "plays")
    list_filter = ("report__period", "territory")
    list_select_related = ("report",)
    search_fields = ("=reference",)
    ordering = ("-plays", "pk")
