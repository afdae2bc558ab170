"""Looking at the desk as somebody else does, to help them: only to read, for half an hour, and every page is journalled."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rightsdesk.accounts.models import User
from rightsdesk.administration.proposing import mine
from rightsdesk.console import actor_of, site
from rightsdesk.domain.errors import Forbidden, NotFound
from rightsdesk.journal.actions import record

KEY = "support"
LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is looked at, since when."""

    held: User
    until: datetime


def start(request: HttpRequest, key: str) -> HttpResponse:
    """Asks for the reason, then begins. Never as somebody who works here themselves."""
    held: User = mine(request, User, key)
    if held.is_staff or held.is_superuser or not held.is_active:
        raise NotFound()
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and reason:
        request.session[KEY] = {"user": held.pk, "since": timezone.now().isoformat()}
        record(actor=actor_of(request), verb="support.started", subject=held.public_id, reason=reason[:1000])
        return redirect("portal:home")
    context = {**site.each_context(request), "title": "Look as somebody else", "held": held}
    asked = request.method == "POST"
    return render(
        request, "administration/support.html", {**context, "asked": asked}, status=422 if asked else 200
    )


def end(request: HttpRequest) -> HttpResponse:
    """Ends it, whoever is looked at; twice is once."""
    if request.method != "POST":
        return redirect("admin:index")
    if close(request, actor_of(request), "ended"):
        messages.success(request, "You are yourself again.")
    return redirect("admin:index")


def close(request: HttpRequest, actor: str, why: str) -> bool:
    """Forget whom the session looks at, and say so in the journal."""
    said = request.session.pop(KEY, None)
    held = User.objects.filter(pk=said["user"]).first() if said else None
    if held is None:
        return False
    record(actor=actor, verb="support.ended", subject=held.public_id, facts={"why": why})
    return True


def visit(request: HttpRequest, actor: str, now: datetime) -> Visit | None:
    """Whom this session looks at now; over after half an hour, and when they may no longer be looked at."""
    said: dict[str, Any] | None = request.session.get(KEY)
    if not said:
        return None
    until = datetime.fromisoformat(said["since"]) + LASTS
    held = User.objects.filter(pk=said["user"], is_active=True, is_staff=False, is_superuser=False).first()
    if held is None or now >= until:
        close(request, actor, "it lasts half an hour" if held else "no longer possible")
        return None
    return Visit(held, until)


def seen(request: HttpRequest, actor: str, held: User) -> None:
    """One page was looked at. Raises Forbidden for anything that is not reading."""
    if request.method not in {"GET", "HEAD"}:
        record(actor=actor, verb="support.refused", subject=held.public_id, facts={"path": request.path})
        raise Forbidden(
            "support_reads_only", "You are looking as somebody else: you can read, not change anything."
        )
    record(actor=actor, verb="support.looked", subject=held.public_id, facts={"path": request.path})
