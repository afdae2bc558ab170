"""Files out: asked for here, made in the background, and taken by who asked."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rightsdesk.accounts.models import User
from rightsdesk.console import actor_of, site
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.exchange.models import ExportKind
from rightsdesk.exchange.outgoing.actions import start_export, take_export
from rightsdesk.exchange.outgoing.queries import exports_for

SHOWN = 50
WORDS = {
    "catalogue": "catalogue (CSV, can be imported again)",
    "ern": "ERN 4.3.2 message of published derivatives, with what machines made",
    "odrl": "terms as ODRL agreements",
    "tdm": "terms for training as TDMRep",
}


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label="What",
        choices=[(kind.value, WORDS.get(kind.value, f"{kind.value} (CSV)")) for kind in ExportKind],
    )


def exports(request: HttpRequest) -> HttpResponse:
    """The list of files that may be taken, and the form that asks for another."""
    user = request.user
    if not isinstance(user, User):
        raise NotFound()
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _asked(request, user, form.cleaned_data["kind"])
        return redirect("admin:exports")
    rows = list(exports_for(user)[:SHOWN])
    context = {
        **site.each_context(request),
        "title": "Exports",
        "form": form,
        "rows": rows,
        "waiting": any(row.state == "waiting" for row in rows),
    }
    return render(request, "administration/exports.html", context)


def _asked(request: HttpRequest, user: User, kind: str) -> None:
    try:
        start_export(actor=actor_of(request), user=user, kind=kind)
        messages.success(request, "It is being made; you find it in this list.")
    except Refusal as refusal:
        messages.error(request, refusal.message)


def take(request: HttpRequest, key: str) -> HttpResponse:
    """The file, through an address that is signed, expires and is journalled."""
    user = request.user
    if request.method != "POST" or not isinstance(user, User):
        raise NotFound()
    try:
        return redirect(take_export(actor=actor_of(request), user=user, export_id=key))
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("admin:exports")
