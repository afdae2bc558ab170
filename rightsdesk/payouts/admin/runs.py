"""Pools, the runs that divide them, and every allocation. A second person approves a run; then it is posted."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.paginator import InfinitePaginator

from rightsdesk.console import Deed, ReadOnlyAdmin, ReadOnlyInline, Waits, access_of, actor_of, site
from rightsdesk.payouts.actions import approve_run, post_run
from rightsdesk.payouts.admin.shown import amount
from rightsdesk.payouts.models import Allocation, Pool, Run, RunPool

APPROVE = Deed(
    action="approve",
    title="Approve runs",
    effect="You confirm, as the second person, that these divisions are right. They can then be posted to the ledger.",
    done="Runs approved",
)
POST = Deed(
    action="post",
    title="Post runs to the ledger",
    effect="The money becomes payable in the ledger. An entry is never changed: a correction is a new one.",
    done="Runs posted",
)


@admin.register(Pool, site=site)
class PoolAdmin(ReadOnlyAdmin):
    tenant = ("programme__platform",)
    list_display = (
        "programme",
        "period",
        "source",
        "territory",
        amount("amount"),
        "model",
        "opened_by",
        "opened_at",
    )
    list_filter = ("period", ("programme", admin.RelatedOnlyFieldListFilter), "currency")
    list_select_related = ("programme",)
    search_fields = ("=public_id", "programme__name")
    ordering = ("-pk",)


class RunPoolInline(ReadOnlyInline):
    model = RunPool


@admin.register(Run, site=site)
class RunAdmin(ReadOnlyAdmin):
    list_display = (
        "period",
        "number",
        "state",
        "law",
        "prepared_by",
        "approved_by",
        "posted_at",
        "public_id",
    )
    list_filter = ("state", "period")
    search_fields = ("=public_id", "=period", "=input_hash")
    ordering = ("-pk",)
    inlines = (RunPoolInline,)
    actions = ("approve", "post")
    waits = (Waits({"state": "draft"}, "run waits for approval", "runs wait for approval"),)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return access_of(request).does("approve_run")

    def has_post_permission(self, request: HttpRequest) -> bool:
        return access_of(request).does("post_run")

    @admin.action(description="Approve…", permissions=["approve"])
    def approve(self, request: HttpRequest, rows: QuerySet[Run]) -> HttpResponse | None:
        return APPROVE(request, rows, lambda run, _: approve_run(actor=actor_of(request), run=run))

    @admin.action(description="Post to the ledger…", permissions=["post"])
    def post(self, request: HttpRequest, rows: QuerySet[Run]) -> HttpResponse | None:
        return POST(request, rows, lambda run, _: post_run(actor=actor_of(request), run=run))


@admin.register(Allocation, site=site)
class AllocationAdmin(ReadOnlyAdmin):
    list_display = (
        "run",
        "party",
        "right",
        "recording",
        "work",
        "territory",
        "plays",
        amount("units", "pool__currency"),
        "hold",
    )
    list_filter = ("run", "right", "hold")
    list_select_related = ("run", "pool", "party", "recording", "work")
    search_fields = ("=derivative__public_id", "=party__public_id")
    ordering = ("-pk",)
    paginator = InfinitePaginator
