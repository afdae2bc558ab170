"""The ledger: accounts, entries and postings. Append-only, so only to read."""

from django.contrib import admin
from unfold.paginator import InfinitePaginator

from rightsdesk.console import ReadOnlyAdmin, ReadOnlyInline, site
from rightsdesk.payouts.admin.shown import amount
from rightsdesk.payouts.models import Account, LedgerEntry, Posting


@admin.register(Account, site=site)
class AccountAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation", "organisation")
    list_display = ("kind", "party", "organisation", "currency", "public_id")
    list_filter = ("kind", "currency")
    list_select_related = ("party", "organisation")
    search_fields = ("party__name", "organisation__name", "=public_id")
    ordering = ("pk",)


class PostingInline(ReadOnlyInline):
    model = Posting


@admin.register(LedgerEntry, site=site)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "description", "period", "run", "content_hash", "public_id")
    list_filter = ("period",)
    list_select_related = ("run",)
    search_fields = ("=public_id", "=idempotency_key", "description", "=content_hash")
    ordering = ("-pk",)
    inlines = (PostingInline,)


@admin.register(Posting, site=site)
class PostingAdmin(ReadOnlyAdmin):
    tenant = ("account__party__organisation",)
    list_display = ("entry", "account", amount("units", "account__currency", "amount"))
    list_filter = ("account__kind", "entry__period")
    list_select_related = ("entry", "account__party", "account__organisation")
    search_fields = ("=entry__public_id", "=account__public_id", "account__party__name")
    ordering = ("-pk",)
    paginator = InfinitePaginator
