"""Files in: handed in, read in the background, shown as a preview, and applied when a second person approves."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rightsdesk.administration.kinds.imports import propose_import
from rightsdesk.administration.proposing import mine
from rightsdesk.administration.uploads import on_disk
from rightsdesk.console import Section, actor_of, site
from rightsdesk.domain.differences import differences
from rightsdesk.domain.errors import Refusal
from rightsdesk.exchange.actions import receive_import
from rightsdesk.exchange.models import Import, ImportState
from rightsdesk.journal.outbox import dispatch

SHOWN = 100


class FileForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="CSV by the template, an ERN 4.3 or 4.3.2 message, or a CWR acknowledgement; .gz is fine.",
    )


def new(request: HttpRequest) -> HttpResponse:
    """Hand in a file. The same file again leads to what became of it."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (imported := _received(request, form)):
        return redirect("admin:import_shown", imported.public_id)
    context = {**site.each_context(request), "title": "Import a file", "form": form}
    return render(request, "administration/import_new.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, form: FileForm) -> Import | None:
    file, actor = form.cleaned_data["file"], actor_of(request)
    try:
        with on_disk(file) as path:
            imported = receive_import(actor=actor, source=path, file_name=file.name)
    except Refusal as refusal:
        form.add_error("file", refusal.message)
        return None
    if imported.state != ImportState.APPLIED:
        _read_again(imported, actor)
    return imported


def _read_again(imported: Import, actor: str) -> None:
    task = "rightsdesk.administration.tasks.preview_import"
    dispatch(task=task, args=[imported.public_id, actor], queue="default")


def shown(request: HttpRequest, key: str) -> HttpResponse:
    """What applying the file would do; asks a second person to apply it, or reads it once more."""
    imported: Import = mine(request, Import, key)
    if request.method == "POST":
        return _done(request, imported)
    context = {
        **site.each_context(request),
        "title": imported.file_name,
        "imported": imported,
        "sections": [_counts(imported), _differences(imported), _problems(imported)],
        "waiting": imported.state == ImportState.RECEIVED,
        "can_apply": imported.state == ImportState.PREVIEWED,
    }
    return render(request, "administration/import_shown.html", context)


def _done(request: HttpRequest, imported: Import) -> HttpResponse:
    if request.POST.get("do") == "read":
        _read_again(imported, actor_of(request))
        messages.success(request, "It is being read once more.")
        return redirect("admin:import_shown", imported.public_id)
    try:
        reason = request.POST.get("reason", "")
        change = propose_import(actor=actor_of(request), imported=imported, reason=reason)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("admin:import_shown", imported.public_id)
    return redirect("admin:journal_change_change", change.pk)


def _counts(imported: Import) -> Section:
    states = ("new", "changed", "unchanged", "refused")
    rows = tuple(
        (kind, *(found.get(state, 0) for state in states)) for kind, found in imported.counts.items()
    )
    return Section("What is in it", ("rows", *states), rows, empty="Not read yet.")


def _differences(imported: Import) -> Section:
    rows = tuple(_line(each) for each in imported.differences[:SHOWN])
    columns = ("line", "what", "", "what is different")
    return Section("The first differences", columns, rows, empty="Nothing would change.")


def _line(each: dict[str, Any]) -> tuple[object, ...]:
    found = differences(each.get("before") or {}, each.get("after") or {})
    words = "; ".join(f"{line.what}: {line.before or '–'} → {line.after or '–'}" for line in found)
    return each.get("line", ""), each.get("what", ""), each.get("state", ""), words


def _problems(imported: Import) -> Section:
    rows = tuple(
        (each.line, each.column, each.words) for each in imported.problems.order_by("line", "pk")[:SHOWN]
    )
    title = f"Left out: {imported.problem_count:,}" if imported.problem_count else "Left out"
    return Section(title, ("line", "column", "why"), rows, empty="Nothing.")
