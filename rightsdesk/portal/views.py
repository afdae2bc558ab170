"""The portal's pages: thin. They read through queries, write through one action each, and decide nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rightsdesk.derivatives.actions import answer_request
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.portal import reading
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.forms import AnswerForm


@require_safe
@for_parties
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What is owed, what waits for an answer, what was made of it."""
    context = {
        "visitor": visitor,
        "waiting": reading.waiting(visitor.user),
        "consent": reading.consent_of(visitor.user, visitor.parties, timezone.localdate()),
    }
    return render(request, "portal/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def request_page(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """One request: what is asked, what an answer does, and the answer."""
    asked = reading.asked(visitor.user, public_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answer(request, visitor, public_id, form):
        return redirect("portal:request", public_id)
    context = {"visitor": visitor, "asked": asked, "form": form, "others": reading.others_to_ask(asked.approval)}
    return render(request, "portal/request.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, visitor: Visitor, public_id: str, form: AnswerForm) -> bool:
    approve = form.cleaned_data["decision"] == "approve"
    reason = form.cleaned_data["reason"]
    user = visitor.user
    try:
        answer_request(actor=user.actor, user=user, approval_id=public_id, approve=approve, reason=reason)
    except NotFound:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, "You approved this request." if approve else "You declined this request.")
    return True


@require_safe
@for_parties
def consent(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The terms in force, clause by clause, and every version before them."""
    found = reading.consent_of(visitor.user, visitor.parties, timezone.localdate())
    return render(request, "portal/consent.html", {"visitor": visitor, "grantors": found})
