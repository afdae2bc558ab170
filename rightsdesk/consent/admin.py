"""Consent in the console: terms, verdicts and approvals to read; terms in force can be withdrawn, with a reason."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from rightsdesk.consent import actions
from rightsdesk.consent.models import Approval, Clause, Terms, Verdict
from rightsdesk.console import Deed, ReadOnlyAdmin, ReadOnlyInline, Waits, access_of, actor_of, site, span

WITHDRAW = Deed(
    action="withdraw",
    title="Withdraw terms",
    effect="From this moment these terms allow nothing, and new requests that rest on them are refused. "
    "What is already published stays until somebody decides about it.",
    done="Terms withdrawn",
    needs_reason=True,
)


class ClauseInline(ReadOnlyInline):
    model = Clause


@admin.register(Terms, site=site)
class TermsAdmin(ReadOnlyAdmin):
    tenant = ("grantor__organisation",)
    list_display = ("grantor", "scope", "reaches", "version", "state", span("valid"), "signed_by", "channel")
    list_filter = ("state", "scope", "channel")
    list_select_related = ("grantor", "artist", "recording", "work")
    search_fields = ("grantor__name", "=public_id", "recording__isrc", "work__iswc", "artist__name")
    ordering = ("-pk",)
    inlines = (ClauseInline,)
    actions = ("withdraw",)

    @admin.display(description="reaches")
    def reaches(self, terms: Terms) -> str:
        return str(terms.recording or terms.work or terms.artist or "everything")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return access_of(request).does("withdraw_terms")

    @admin.action(description="Withdraw these terms…", permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, rows: QuerySet[Terms]) -> HttpResponse | None:
        """Shows the effect and asks for a reason first."""
        return WITHDRAW(
            request,
            rows,
            lambda row, reason: actions.withdraw_terms(
                actor=actor_of(request), terms_id=row.pk, reason=reason
            ),
        )


@admin.register(Clause, site=site)
class ClauseAdmin(ReadOnlyAdmin):
    tenant = ("terms__grantor__organisation",)
    list_display = ("terms", "use", "answer", "conditions")
    list_filter = ("use", "answer", "terms__state")
    list_select_related = ("terms__grantor",)
    search_fields = ("terms__grantor__name", "=terms__public_id")
    ordering = ("-terms_id", "use")


@admin.register(Verdict, site=site)
class VerdictAdmin(ReadOnlyAdmin):
    tenant = ("approvals__grantor__organisation",)
    list_display = ("public_id", "at", "outcome", "law_version", "request_hash")
    list_filter = ("outcome", "law_version")
    search_fields = ("=public_id", "=request_hash")
    ordering = ("-pk",)


@admin.register(Approval, site=site)
class ApprovalAdmin(ReadOnlyAdmin):
    tenant = ("grantor__organisation",)
    list_display = ("grantor", "state", "due", "decided_at", "decided_by", "reason", "public_id")
    list_filter = ("state",)
    list_select_related = ("grantor",)
    waits = Waits({"state": "waiting"}, "request waits for a grantor", "requests wait for a grantor")
    search_fields = ("grantor__name", "=public_id", "=verdict__public_id")
    ordering = ("-pk",)
