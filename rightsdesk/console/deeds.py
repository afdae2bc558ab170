"""Deeds from the console: show the effect, ask for a reason, call one verb for each row, say what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rightsdesk.console.front import site
from rightsdesk.console.stories import Section
from rightsdesk.domain.errors import Refusal

Verb = Callable[[Any, str], object]
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Deed:
    """What will happen (`effect`), the words afterwards (`done`), and whether it needs a reason."""

    # Otherwise a template that names it would call it.
    do_not_call_in_templates: ClassVar[bool] = True

    action: str
    title: str
    effect: str
    done: str
    needs_reason: bool = False
    # What of a row is shown before it is done, beside its name.
    shows: Callable[[Any], Section] | None = None

    def __call__(self, request: HttpRequest, rows: QuerySet[Any], verb: Verb) -> HttpResponse | None:
        """None once it is done, so that the list comes back; otherwise the page that asks."""
        reason = request.POST.get("reason", "").strip()
        if "confirmed" in request.POST and (reason or not self.needs_reason):
            self._run(request, rows, verb, reason)
            return None
        return self._ask(request, rows)

    def _ask(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        keys = [str(key) for key in rows.order_by("pk").values_list("pk", flat=True)]
        context = {
            **site.each_context(request),
            "title": self.title,
            "deed": self,
            "opts": rows.model._meta,
            "rows": [(row, self.shows and self.shows(row)) for row in rows.order_by("pk")[:SHOWN]],
            "more": max(len(keys) - SHOWN, 0),
            "keys": keys,
            "checkbox": ACTION_CHECKBOX_NAME,
            "reason_missing": "confirmed" in request.POST,
        }
        return render(request, "admin/deed.html", context, status=422 if context["reason_missing"] else 200)

    def _run(self, request: HttpRequest, rows: QuerySet[Any], verb: Verb, reason: str) -> None:
        done = 0
        for row in rows.order_by("pk"):
            try:
                verb(row, reason)
                done += 1
            except Refusal as refusal:
                messages.error(request, f"{row}: {refusal.message}")
        if done:
            messages.success(request, f"{self.done}: {done}.")
