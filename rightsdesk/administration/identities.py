"""Who says they are whom: parties that joined by themselves, and the record that somebody looked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rightsdesk.accounts.models import User
from rightsdesk.administration.uploads import evidence
from rightsdesk.artists.models import Party
from rightsdesk.console import actor_of, site
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.journal.fields import choices
from rightsdesk.programmes.actions import Seen, record_identity
from rightsdesk.programmes.models import CheckMethod, CheckOutcome
from rightsdesk.programmes.queries import identity_queue

MOST = 100


class CheckForm(forms.Form):
    method = forms.ChoiceField(label="How", choices=choices(CheckMethod))
    reference = forms.CharField(
        max_length=200,
        label="What was seen",
        help_text="The society's entry, the deposit's reference, the day of the call.",
    )
    outcome = forms.ChoiceField(label="Is it them?", choices=choices(CheckOutcome))
    evidence = forms.FileField(required=False)


def waiting(request: HttpRequest) -> HttpResponse:
    """The parties that wait, the longest wait first."""
    parties = list(identity_queue()[:MOST])
    context = {**site.each_context(request), "title": "Identity checks", "parties": parties}
    return render(request, "administration/identities.html", context)


def check(request: HttpRequest, key: str) -> HttpResponse:
    """One party: what it said of itself, and what was found. Never by who invited it or belongs to it."""
    party = identity_queue().filter(public_id=key).first()
    if party is None:
        raise NotFound()
    form = CheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _recorded(request, party, form):
        return redirect("admin:identities")
    context = {**site.each_context(request), "title": f"Is this {party}?", "party": party, "form": form}
    return render(request, "administration/identity.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, party: Party, form: CheckForm) -> bool:
    said: dict[str, Any] = form.cleaned_data
    actor, user = actor_of(request), request.user
    if not isinstance(user, User):
        raise NotFound()
    seen = Seen(
        CheckMethod(said["method"]),
        said["reference"],
        CheckOutcome(said["outcome"]),
        evidence(actor, said["evidence"]),
    )
    try:
        record_identity(actor=actor, checker=user, party_id=party.public_id, seen=seen)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, f"Recorded for {party}.")
    return True
