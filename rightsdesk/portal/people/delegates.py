"""Delegates: an artist names a manager with given rights and a period, and ends that at once."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.people import reading
from rightsdesk.portal.people.forms import DelegateForm, InviteForm, show_refusal
from rightsdesk.programmes.actions import NewInvitation, end_delegation, invite, revoke
from rightsdesk.programmes.letters import send
from rightsdesk.programmes.models import InvitationKind
from rightsdesk.programmes.tokens import new_token


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def delegates(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Who acts for one's parties besides oneself, and the form that names another."""
    teams = reading.teams_of(visitor.user)
    inviting = {team.organisation.public_id: team.organisation for team in teams if team.may_invite}
    form = DelegateForm(inviting, request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    if asked and (answer := invited(request, visitor, form, _invitation(form))):
        return answer
    context = {"visitor": visitor, "teams": teams, "form": form, "may_invite": bool(inviting)}
    context["held"] = frozenset().union(*(team.rights for team in teams if team.may_invite))
    context["today"] = timezone.localdate()
    return render(request, "portal/people/delegates.html", context, status=422 if form.errors else 200)


def _invitation(form: DelegateForm) -> NewInvitation:
    return NewInvitation(
        InvitationKind.DELEGATE,
        form.cleaned_data["email"],
        form.team,
        rights=form.rights_given,
        until=form.cleaned_data["until"],
    )


def invited(
    request: HttpRequest, visitor: Visitor, form: InviteForm, new: NewInvitation
) -> HttpResponse | None:
    """Send the invitation and show its link, this once; None when the verb refuses."""
    token = new_token()
    try:
        made = invite(actor=visitor.user.actor, inviter=visitor.user, new=new, token=token)
    except NotFound:
        raise
    except Refusal as refusal:
        show_refusal(form, refusal)
        return None
    link = settings.SITE_URL + reverse("people:join", args=[token])
    context = {"visitor": visitor, "invitation": made, "link": link, "sent": send(made, link)}
    return render(request, "portal/people/invited.html", context, status=201)


@require_POST
@for_parties
def end(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """End what a delegate may do, from this moment."""
    person, team = request.POST.get("person", ""), request.POST.get("team", "")
    reason = request.POST.get("reason", "")[:1000]
    try:
        held = end_delegation(
            actor=visitor.user.actor, user=visitor.user, organisation_id=team, person_id=person, reason=reason
        )
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("people:delegates")
    messages.success(request, f"{held.user} no longer acts for {held.organisation}.")
    return redirect("login" if held.user_id == visitor.user.pk else "people:delegates")


@require_POST
@for_parties
def take_back(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """Take an invitation back: its link no longer works."""
    back = "people:roster" if request.POST.get("from") == "roster" else "people:delegates"
    try:
        gone = revoke(actor=visitor.user.actor, user=visitor.user, invitation_id=public_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    messages.success(request, f"The invitation of {gone.email} no longer works.")
    return redirect(back)
