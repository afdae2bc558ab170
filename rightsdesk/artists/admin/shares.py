"""Shares: who owns what, where and when. Recording and closing one needs a second person."""

from django.contrib import admin
from django.http import HttpRequest

from rightsdesk.artists.admin.believed import believed
from rightsdesk.artists.admin.parties import CODES
from rightsdesk.artists.models import Share
from rightsdesk.console import Finds, ReadOnlyAdmin, Section, site, span
from rightsdesk.domain.shares import WHOLE


@admin.register(Share, site=site)
class ShareAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation",)
    row_pages = ("share_close",)
    list_display = (
        "party", "right", "percent", "recording", "work", "places", span("valid"), span("recorded"), "source",
    )  # fmt: skip
    list_filter = ("right",)
    list_select_related = ("party", "recording", "work")
    search_fields = ("public_id",)
    finds = Finds(
        codes={"isrc": "recording__isrc", "iswc": "work__iswc", **dict.fromkeys(CODES, "party__identifiers")},
        names=("party__name",),
        ids=("party__public_id", "recording__public_id", "work__public_id"),
    )
    search_help_text = (
        "A whole name of a party, an ISRC, an ISWC or an id; titles are found on the front page."
    )
    sortable_by = ()
    ordering = ("-pk",)

    @admin.display(description="share", ordering="ppm")
    def percent(self, share: Share) -> str:
        return f"{share.ppm * 100 / WHOLE:g} %"

    def fits(self, request: HttpRequest, row: Share, deed: str) -> bool:
        return row.recorded.upper is None

    def sections(self, request: HttpRequest, row: Share) -> list[Section]:
        return [believed(request, row.asset, row.right)]
