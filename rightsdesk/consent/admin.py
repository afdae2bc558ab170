"""Consent in the console: terms, verdicts, withdrawals and approvals to read. What is done to terms are administration's pages."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from rightsdesk.consent.models import Approval, Clause, Terms, TermsState, Verdict, Withdrawal
from rightsdesk.console import (
    Finds,
    ReadOnlyAdmin,
    ReadOnlyInline,
    Section,
    Waits,
    differing,
    site,
    span,
)
from rightsdesk.domain.differences import Difference
from rightsdesk.domain.terms_diff import Said, compare, said

SOON = timedelta(days=30)
WAITING = (TermsState.DRAFT, TermsState.AWAITING_SECOND_PERSON)


def expiring() -> dict[str, Any]:
    """Terms in force that end within thirty days."""
    today = timezone.localdate()
    return {"state": "in_force", "valid__endswith__gt": today, "valid__endswith__lte": today + SOON}


class Expiring(admin.SimpleListFilter):
    title = "end"
    parameter_name = "ends"

    def lookups(self, request: HttpRequest, page: Any) -> list[tuple[str, str]]:
        return [("soon", "within thirty days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Terms]) -> QuerySet[Terms]:
        return queryset.filter(**expiring()) if self.value() == "soon" else queryset


def against_the_version_before(terms: Terms) -> Section:
    """What this version says differently, in words."""
    before, title, former = Said(), "What these terms say", _former(terms)
    if former:
        before, title = _said(former), f"What is different from version {former.version}"
    found = (
        Difference(
            f"{use.title} › {change.what}", (change.before or None) if former else None, change.after or None
        )
        for use in compare(before, _said(terms))
        for change in use.changes
    )
    return differing(title, found, empty="It says the same.")


def _former(terms: Terms) -> Terms | None:
    """The version it superseded; for one that waits, the version it would supersede."""
    if terms.supersedes or terms.state not in WAITING:
        return terms.supersedes
    same = {name: getattr(terms, name) for name in ("grantor", "scope", "artist", "recording", "work")}
    return Terms.objects.filter(**same, state=TermsState.IN_FORCE).order_by("-version").first()


def _said(terms: Terms) -> Said:
    return said(terms.clauses.all(), terms.on_withdrawal, terms.take_down_days)


class ClauseInline(ReadOnlyInline):
    model = Clause


@admin.register(Terms, site=site)
class TermsAdmin(ReadOnlyAdmin):
    tenant = ("grantor__organisation",)
    row_pages = ("terms_withdraw", "terms_force")
    list_display = ("grantor", "scope", "reaches", "version", "state", span("valid"), "signed_by", "channel")
    list_filter = ("state", Expiring, "scope", "on_withdrawal")
    list_select_related = ("grantor", "artist", "recording", "work")
    search_fields = ("public_id",)
    finds = Finds(
        codes={"isrc": "recording__isrc", "iswc": "work__iswc"},
        names=("grantor__name", "artist__name"),
        ids=("grantor__public_id", "recording__public_id", "work__public_id"),
    )
    sortable_by = ()
    ordering = ("-pk",)
    inlines = (ClauseInline,)
    waits = (
        Waits({"state": "draft"}, "terms wait for a signature", "terms wait for a signature"),
        Waits(
            {"state": "awaiting_second_person"},
            "terms wait for a second person",
            "terms wait for a second person",
        ),
        Waits(
            expiring, "terms end within thirty days", "terms end within thirty days", "ends=soon", ("valid",)
        ),
    )

    @admin.display(description="reaches")
    def reaches(self, terms: Terms) -> str:
        return str(terms.recording or terms.work or terms.artist or "everything")

    def sections(self, request: HttpRequest, row: Terms) -> list[Section]:
        return [against_the_version_before(row)]

    def fits(self, request: HttpRequest, row: Terms, deed: str) -> bool:
        wanted = {"terms_withdraw": TermsState.IN_FORCE, "terms_force": TermsState.AWAITING_SECOND_PERSON}
        return row.state == wanted[deed]


@admin.register(Clause, site=site)
class ClauseAdmin(ReadOnlyAdmin):
    tenant = ("terms__grantor__organisation",)
    list_display = ("terms", "use", "answer", "conditions", "obligations")
    list_filter = ("use", "answer", "terms__state")
    list_select_related = ("terms__grantor",)
    search_fields = ("use",)
    finds = Finds(names=("terms__grantor__name",), ids=("terms__public_id",))
    sortable_by = ()
    ordering = ("-pk",)


@admin.register(Verdict, site=site)
class VerdictAdmin(ReadOnlyAdmin):
    tenant = ("approvals__grantor__organisation",)
    list_display = ("public_id", "at", "outcome", "law_version", "request_hash")
    list_filter = ("outcome",)
    search_fields = ("=public_id", "=request_hash")
    ordering = ("-pk",)


@admin.register(Withdrawal, site=site)
class WithdrawalAdmin(ReadOnlyAdmin):
    tenant = ("terms__grantor__organisation",)
    list_display = ("terms", "effective", "effect", "days", "reason", "by", "at", "public_id")
    list_filter = ("effect",)
    list_select_related = ("terms__grantor",)
    search_fields = ("=public_id", "=terms__public_id", "=terms__grantor__name")
    ordering = ("-pk",)


@admin.register(Approval, site=site)
class ApprovalAdmin(ReadOnlyAdmin):
    tenant = ("grantor__organisation",)
    list_display = ("grantor", "state", "due", "decided_at", "decided_by", "reason", "public_id")
    list_filter = ("state",)
    list_select_related = ("grantor",)
    waits = (
        Waits(
            {"state": "waiting"},
            "request waits for a grantor",
            "requests wait for a grantor",
            first=("due",),
        ),
    )
    search_fields = ("public_id",)
    finds = Finds(names=("grantor__name",), ids=("verdict__public_id", "grantor__public_id"))
    ordering = ("-pk",)
