"""The page behind an invitation's link. Public; a token that is none does not exist, one that has ended says so."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from rightsdesk.accounts.models import User
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.portal.people.forms import JoinForm, show_refusal
from rightsdesk.portal.people.wording import right_words
from rightsdesk.programmes import queries
from rightsdesk.programmes.actions import Joining, accept
from rightsdesk.programmes.models import Invitation, InvitationKind
from rightsdesk.programmes.rules import RULES_VERSION, rules


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks, for what, by which rules; and the form. Looking does not use the link up."""
    try:
        invitation = queries.invitation_by(token)
    except NotFound as refusal:
        raise Http404 from refusal
    state = queries.standing(invitation, timezone.now())
    if state != "open":
        return _ended(request, invitation, state)
    person = request.user if isinstance(request.user, User) else None
    account = queries.account_of(invitation)
    form = JoinForm(invitation, has_account=account is not None, data=request.POST or None)
    if request.method == "POST" and form.is_valid() and (joined := _accept(token, form, person)):
        return _welcome(request, joined)
    return _page(request, invitation, form, person, account)


def _ended(request: HttpRequest, invitation: Invitation, state: str) -> HttpResponse:
    context = {"invitation": invitation, "state": state}
    return render(request, "portal/people/ended.html", context, status=410)


def _page(
    request: HttpRequest, invitation: Invitation, form: JoinForm, person: User | None, account: User | None
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "form": form,
        "rules": rules(InvitationKind(invitation.kind)),
        "rights": right_words(invitation.rights),
        "sign_in": account is not None and person is None,
        "sign_out": person is not None and person != account,
    }
    return render(request, "portal/people/join.html", context, status=422 if form.errors else 200)


def _accept(token: str, form: JoinForm, person: User | None) -> Invitation | None:
    said = form.cleaned_data
    joining = Joining(
        rules=RULES_VERSION if said["rules"] else "",
        name=said.get("name", ""),
        password=said.get("password", ""),
        known_as=said.get("known_as", ""),
        tax_residence=said.get("tax_residence", ""),
        identifiers=form.identifiers,
    )
    try:
        return accept(token=token, joining=joining, signed_in=person)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return None


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Newcomers are signed in by their new account; the session gets a new key."""
    if invitation.accepted_by is not None and not request.user.is_authenticated:
        login(request, invitation.accepted_by)
    if invitation.kind == InvitationKind.DELEGATE:
        return redirect("portal:home")
    return redirect("people:waiting" if invitation.claims_id else "people:programmes")


@require_safe
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """For who has joined as a party of the catalogue: until the check, they act for nobody and see nothing of it."""
    claim = queries.claims().filter(accepted_by=request.user.pk).order_by("-pk").first()
    if claim is None:
        raise Http404
    return render(request, "portal/people/waiting.html", {"claim": claim})
