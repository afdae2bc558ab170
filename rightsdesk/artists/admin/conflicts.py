"""Over-claims and residuals: what does not make a whole, who claims it, and who was told."""

from django.contrib import admin
from django.http import HttpRequest

from rightsdesk.artists.admin.believed import believed
from rightsdesk.artists.models import Conflict, ConflictClaim, ConflictKind, ConflictState, ConflictTelling
from rightsdesk.console import Finds, ReadOnlyAdmin, ReadOnlyInline, Section, Waits, site, span
from rightsdesk.domain.shares import WHOLE


class ClaimInline(ReadOnlyInline):
    model = ConflictClaim


class TellingInline(ReadOnlyInline):
    model = ConflictTelling


def named(conflict: Conflict) -> str:
    """In which recording or work, and how much."""
    return f"{conflict.recording or conflict.work}: {conflict}"


@admin.register(Conflict, site=site)
class ConflictAdmin(ReadOnlyAdmin):
    tenant = ("claims__share__party__organisation",)
    row_pages = ("conflict_resolve",)
    list_display = (
        "public_id", "kind", "asset", "right", "percent", "places", span("valid"), "state", "opened_at",
    )  # fmt: skip
    list_filter = ("state", "kind", "right")
    list_select_related = ("recording", "work")
    search_fields = ("public_id",)
    finds = Finds(codes={"isrc": "recording__isrc", "iswc": "work__iswc"})
    sortable_by = ()
    ordering = ("-pk",)
    inlines = (ClaimInline, TellingInline)
    waits = (
        Waits(
            {"state": "open", "kind": "over_claim"}, "over-claim is open", "over-claims are open", says=named
        ),
        Waits(
            {"state": "open", "kind": "residual"},
            "residual waits for an owner",
            "residuals wait for owners",
            says=named,
        ),
    )

    @admin.display(description="of")
    def asset(self, conflict: Conflict) -> str:
        return str(conflict.recording or conflict.work)

    @admin.display(description="too much or missing")
    def percent(self, conflict: Conflict) -> str:
        return f"{conflict.ppm * 100 / WHOLE:g} %"

    def fits(self, request: HttpRequest, row: Conflict, deed: str) -> bool:
        return row.state == ConflictState.OPEN and row.kind == ConflictKind.OVER_CLAIM

    def sections(self, request: HttpRequest, row: Conflict) -> list[Section]:
        asset = row.recording or row.work
        return [believed(request, asset, row.right)] if asset else []
