"""Statements: what each payee is told, approved by a second person before anybody outside reads it."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from rightsdesk.console import Deed, ReadOnlyAdmin, Waits, access_of, actor_of, site
from rightsdesk.payouts.actions import approve_statement
from rightsdesk.payouts.admin.shown import amount
from rightsdesk.payouts.models import Statement

APPROVE = Deed(
    action="approve",
    title="Approve statements",
    effect="You confirm, as the second person, that these statements are right. Their payees can then read them.",
    done="Statements approved",
)


@admin.register(Statement, site=site)
class StatementAdmin(ReadOnlyAdmin):
    tenant = ("party__organisation",)
    list_display = (
        "party",
        "period",
        "version",
        "state",
        amount("opening"),
        amount("earned"),
        amount("held", label="on hold"),
        amount("payable"),
        "published_at",
    )
    list_filter = ("state", "period", "currency")
    list_select_related = ("party",)
    search_fields = ("party__name", "=public_id", "=data_sha256")
    ordering = ("-pk",)
    actions = ("approve",)
    waits = (
        Waits(
            {"state": "rendered"},
            "statement waits for a second person",
            "statements wait for a second person",
        ),
    )

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return access_of(request).does("approve_statement")

    @admin.action(description="Approve…", permissions=["approve"])
    def approve(self, request: HttpRequest, rows: QuerySet[Statement]) -> HttpResponse | None:
        return APPROVE(
            request, rows, lambda row, _: approve_statement(actor=actor_of(request), statement=row)
        )
