"""The journal in the console: read, search, send a message again, and decide what somebody else proposed."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from rightsdesk.console import (
    Deed,
    ReadOnlyAdmin,
    Section,
    Waits,
    access_of,
    actor_of,
    differing,
    site,
)
from rightsdesk.console.stories import names_of
from rightsdesk.domain.differences import differences
from rightsdesk.domain.errors import Forbidden
from rightsdesk.journal import outbox
from rightsdesk.journal.actions import changes
from rightsdesk.journal.models import Change, ChangeState, Entry, Outbox, Seal, SealedEntry

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


def _differences(change: Change) -> Section:
    """What it will do, line by line, and why it was proposed."""
    kind = changes.KINDS[change.kind]
    found = differences(change.before, kind.after(change.before, change.payload))
    who = names_of({change.proposed_by})[change.proposed_by]
    return differing(kind.title, found, note=f"{who}: {change.reason}")


APPROVE = Deed(
    action="approve",
    title="Approve",
    effect="You are the second person: what is shown happens at once, in the name of whoever proposed it.",
    done="Decided",
    shows=_differences,
)
REFUSE = Deed(
    action="refuse",
    title="Refuse",
    effect="Nothing of this will happen.",
    done="Refused",
    needs_reason=True,
    shows=_differences,
)
TAKE_BACK = Deed(
    action="take_back",
    title="Take back",
    effect="You take back what you proposed; nothing of it will happen.",
    done="Taken back",
    shows=_differences,
)


@admin.register(Change, site=site)
class ChangeAdmin(ReadOnlyAdmin):
    """What one person proposed and a second one decides."""

    tenant = ("tenant",)
    list_display = ("public_id", "kind", "subject", "state", "proposed_by", "at", "reason", "decided_by")
    list_filter = ("state",)
    search_fields = ("=subject", "=proposed_by", "=public_id")
    ordering = ("-pk",)
    actions = ("approve", "refuse", "take_back")
    row_deeds = (("approve", "Approve…"), ("refuse", "Refuse…"), ("take_back", "Take back…"))
    exclude = ("tenant", "before", "payload", "payload_hash")
    sections_first = True
    waits = (
        Waits(
            {"state": "waiting"},
            "change waits for a second person",
            "changes wait for a second person",
            says=lambda change: f"{changes.KINDS[change.kind].title}: {change.reason}",
        ),
    )

    def fits(self, request: HttpRequest, row: Change, deed: str) -> bool:
        """Who proposed takes back; somebody else decides, while it waits."""
        own = row.proposed_by == actor_of(request)
        mine = (
            own if deed == "take_back" else not own and access_of(request).does(changes.KINDS[row.kind].deed)
        )
        return row.state == ChangeState.WAITING and mine

    def subject(self, row: Change) -> str:
        return row.subject

    def sections(self, request: HttpRequest, row: Change) -> list[Section]:
        return [_differences(row)]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return any(access_of(request).does(kind.deed) for kind in changes.KINDS.values())

    @admin.action(description="Approve…", permissions=["decide"])
    def approve(self, request: HttpRequest, rows: QuerySet[Change]) -> HttpResponse | None:
        return APPROVE(request, rows, lambda row, reason: _decide(request, row, reason, approve=True))

    @admin.action(description="Refuse…", permissions=["decide"])
    def refuse(self, request: HttpRequest, rows: QuerySet[Change]) -> HttpResponse | None:
        return REFUSE(request, rows, lambda row, reason: _decide(request, row, reason, approve=False))

    @admin.action(description="Take back…")
    def take_back(self, request: HttpRequest, rows: QuerySet[Change]) -> HttpResponse | None:
        return TAKE_BACK(
            request,
            rows,
            lambda row, reason: changes.withdraw_change(
                actor=actor_of(request), change_id=row.public_id, reason=reason
            ),
        )


def _decide(request: HttpRequest, change: Change, reason: str, *, approve: bool) -> None:
    """Only who may decide this kind; what could not be applied is said, not hidden."""
    kind = changes.KINDS[change.kind]
    if not access_of(request).does(kind.deed):
        raise Forbidden("not_yours_to_decide", f"“{kind.title}” is for somebody else to decide.")
    made = changes.decide_change(
        actor=actor_of(request), change_id=change.public_id, approve=approve, reason=reason
    )
    if made.problem:
        messages.warning(request, f"{change}: {made.problem}")
