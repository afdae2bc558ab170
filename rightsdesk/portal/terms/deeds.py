"""Deeds on terms that exist: withdraw them after seeing what it does, or be the second person of a version that waits."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.derivatives.actions import withdraw as withdraw_terms
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.domain.terms_words import ending
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.terms.drafting import draft_of
from rightsdesk.portal.terms.impact import seen_version, seen_withdrawal
from rightsdesk.portal.terms.pages import terms_for
from rightsdesk.portal.terms.reach import reach_of_terms

WAITING = (TermsState.DRAFT, TermsState.AWAITING_SECOND_PERSON)


class WithdrawalForm(forms.Form):
    """Why, and which simulation was seen."""

    reason = forms.CharField(
        label="Why do you withdraw them?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the withdrawal, and read by the platforms it concerns.",
        error_messages={"required": "Say why you withdraw them; the platforms it concerns will read it."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def withdraw(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """What a withdrawal would do, and the withdrawal."""
    terms = _mine(visitor, public_id)
    if terms.state != TermsState.IN_FORCE:
        return redirect("portal:terms", public_id)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _withdrawn(request, visitor, terms, form):
        return redirect("portal:terms", public_id)
    context = {
        "visitor": visitor,
        "terms": terms,
        "form": form,
        "seen": seen_withdrawal(terms),
        "edit_url": reach_of_terms(terms).edit_url,
        "effect_words": ending(terms.on_withdrawal, terms.take_down_days),
    }
    return render(request, "portal/terms/withdraw.html", context, status=422 if form.errors else 200)


def _withdrawn(request: HttpRequest, visitor: Visitor, terms: Terms, form: WithdrawalForm) -> bool:
    said = form.cleaned_data
    try:
        withdraw_terms(
            actor=visitor.user.actor, terms_id=terms.pk, reason=said["reason"], simulation_hash=said["seen"]
        )
    except NotFound:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, f"Version {terms.version} is withdrawn. Nothing new rests on it from now on.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def second(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """A version that waits: what it would change, and the second person's signature or refusal."""
    terms = _mine(visitor, public_id)
    if terms.state not in WAITING:
        return redirect("portal:terms", public_id)
    problem = _answer(request, visitor, terms) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("portal:terms", public_id)
    draft = draft_of(terms)
    context = {
        "visitor": visitor,
        "terms": terms,
        "draft": draft,
        "changes": draft.changes,
        "seen": seen_version(terms),
        "own": terms.drafted_by == visitor.user.actor,
        "problem": problem,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "portal/terms/second.html", context, status=422 if problem else 200)


def _answer(request: HttpRequest, visitor: Visitor, terms: Terms) -> str:
    """What is wrong with it, or nothing."""
    actor = visitor.user.actor
    try:
        if request.POST.get("step") == "discard":
            reason = request.POST.get("reason", "")
            consent.discard_draft(actor=actor, terms_id=terms.pk, reason=reason)
            messages.success(request, f"Version {terms.version} is discarded and never came into force.")
        else:
            consent.put_in_force(actor=actor, terms_id=terms.pk)
            messages.success(request, f"You put version {terms.version} in force.")
    except NotFound:
        raise
    except Refusal as refusal:
        return refusal.message
    return ""


def _mine(visitor: Visitor, public_id: str) -> Terms:
    terms = terms_for(visitor.user, public_id)
    visitor.signing(terms.grantor)
    return terms
