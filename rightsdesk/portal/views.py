"""The portal's pages: thin. They read through queries, write through one action each, and decide nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rightsdesk.artists.queries import parties_of
from rightsdesk.consent.models import ApprovalState
from rightsdesk.derivatives.actions import answer_request
from rightsdesk.derivatives.queries import for_parties as for_parties_of
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.media.queries import signed_url
from rightsdesk.payouts.actions import record_download
from rightsdesk.payouts.queries import file_of, statement_for, statements_for
from rightsdesk.portal import money, reading
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.forms import AnswerForm

MOST_DERIVATIVES, MOST_STATEMENTS = 100, 6


@require_safe
@for_parties
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What is owed, what waits for an answer, what was made of it."""
    user, parties, paid = visitor.user, visitor.parties, visitor.paid
    made = list(for_parties_of(parties_of(user))[:MOST_DERIVATIVES])
    context = {
        "visitor": visitor,
        "balances": money.balances_of(paid),
        "charts": money.earnings_of(paid),
        "holds": money.holds_of(paid),
        "waiting": reading.waiting(user),
        "consent": reading.consent_of(user, parties, timezone.localdate()),
        "derivatives": money.made_of(paid, made),
        "statements": list(statements_for(user)[:MOST_STATEMENTS]),
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
    others = reading.others_to_ask(asked.approval)
    context = {
        "visitor": visitor,
        "asked": asked,
        "form": form,
        "reasons": reading.why_asked(asked.approval),
        "others": others,
        "may_answer": asked.approval.grantor_id in visitor.answers,
        "others_wait": any(other.state == ApprovalState.WAITING for other in others),
    }
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
    found = reading.consent_of(visitor.user, visitor.parties, timezone.localdate(), visitor.signs)
    return render(request, "portal/consent.html", {"visitor": visitor, "grantors": found})


@require_safe
@for_parties
def statements(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Every statement, with its PDF and its line detail."""
    found = list(statements_for(visitor.user))
    return render(request, "portal/statements.html", {"visitor": visitor, "statements": found})


@require_safe
@for_parties
def download(request: HttpRequest, visitor: Visitor, public_id: str, kind: str) -> HttpResponse:
    """Journal that a statement is taken, then lead to its file through a signed, expiring address."""
    statement = statement_for(visitor.user, public_id)
    asset = file_of(statement, kind)
    record_download(actor=visitor.user.actor, statement=statement, what=kind)
    return redirect(f"{signed_url(asset, visitor.user.actor)}?download=1")
