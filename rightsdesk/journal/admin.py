"""The journal in the console: read, search, and send a message again."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from rightsdesk.console import Deed, ReadOnlyAdmin, access_of, actor_of, site
from rightsdesk.journal import outbox
from rightsdesk.journal.models import Entry, Outbox, Seal, SealedEntry

SEND = Deed(
    action="send_again",
    title="Send messages again",
    effect="Each message goes to its queue once more. Every task is safe to run twice.",
    done="Messages sent again",
)


@admin.register(Entry, site=site)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "verb", "subject", "actor", "reason")
    search_fields = ("=subject", "=actor", "=public_id", "verb")
    search_help_text = "A whole id (drv_…, user:usr_…) or part of a verb."
    ordering = ("-pk",)


@admin.register(Seal, site=site)
class SealAdmin(ReadOnlyAdmin):
    list_display = ("number", "at", "root", "previous")
    search_fields = ("root",)
    ordering = ("-number",)


@admin.register(SealedEntry, site=site)
class SealedEntryAdmin(ReadOnlyAdmin):
    list_display = ("seal", "position", "entry", "content_hash")
    list_select_related = ("seal", "entry")
    search_fields = ("=content_hash", "=entry__public_id")
    ordering = ("-pk",)


@admin.register(Outbox, site=site)
class OutboxAdmin(ReadOnlyAdmin):
    list_display = ("id", "topic", "queue", "created_at", "due_at", "attempts", "done_at", "problem")
    list_filter = (("done_at", admin.EmptyFieldListFilter), ("problem", admin.EmptyFieldListFilter), "queue")
    search_fields = ("topic",)
    ordering = ("-pk",)
    actions = ("send_again",)

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return access_of(request).does("resend")

    @admin.action(description="Send again…", permissions=["resend"])
    def send_again(self, request: HttpRequest, rows: QuerySet[Outbox]) -> HttpResponse | None:
        return SEND(request, rows, lambda row, _: outbox.resend(actor=actor_of(request), outbox_id=row.pk))
