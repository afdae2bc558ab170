"""Inviting artists and publishers who come by themselves: the link is shown once to whoever invites."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from rightsdesk.accounts.models import OrganisationKind, Role, User
from rightsdesk.accounts.queries import organisations
from rightsdesk.artists.models import Party
from rightsdesk.console import actor_of, site
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.programmes.actions import NewInvitation, invite
from rightsdesk.programmes.letters import send
from rightsdesk.programmes.models import Invitation, InvitationKind
from rightsdesk.programmes.queries import open_programmes
from rightsdesk.programmes.tokens import new_token


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail address")
    kind = forms.ChoiceField(label="As", choices=[("artist", "artist"), ("publisher", "publisher")])
    programme = forms.ChoiceField(required=False, help_text="They take part once their identity is checked.")
    known = forms.CharField(
        label="Party",
        required=False,
        max_length=40,
        help_text="The id (pty_…) of the party they are, if the catalogue has them already. Empty: somebody new.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.offers = {each.public_id: each for each in open_programmes(timezone.localdate())}
        offered = [(key, f"{each} ({each.platform})") for key, each in self.offers.items()]
        self.fields["programme"] = forms.ChoiceField(
            choices=[("", "none yet"), *offered],
            required=False,
            help_text=self.fields["programme"].help_text,
        )

    def clean_known(self) -> Party | None:
        said = str(self.cleaned_data["known"]).strip()
        party = Party.objects.filter(public_id=said).first()
        if said and party is None:
            raise forms.ValidationError("The catalogue has no party with this id.")
        return party


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Whom to invite; then the link, this once."""
    form = InviteForm(request.POST or None)
    token = new_token()
    if request.method == "POST" and form.is_valid() and (made := _invited(request, form, token)):
        link = settings.SITE_URL + reverse("people:join", args=[token])
        shown = {"title": "Invited", "made": made, "link": link, "sent": send(made, link)}
        return render(
            request, "administration/invited.html", {**site.each_context(request), **shown}, status=201
        )
    context = {**site.each_context(request), "title": "Invite", "form": form}
    return render(request, "administration/invite.html", context, status=422 if form.errors else 200)


def _invited(request: HttpRequest, form: InviteForm, token: str) -> Invitation | None:
    said, user = form.cleaned_data, request.user
    if not isinstance(user, User):
        raise NotFound()
    operators = organisations(user, Role.RIGHTS_ADMINISTRATOR).filter(kind=OrganisationKind.OPERATOR.value)
    where = operators.order_by("pk").first()
    if where is None:
        form.add_error(None, "Only a rights administrator of the operator invites from here.")
        return None
    offer = form.offers.get(said["programme"])
    asked = NewInvitation(InvitationKind(said["kind"]), said["email"], where, offer, claims=said["known"])
    try:
        return invite(actor=actor_of(request), inviter=user, new=asked, token=token)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None
