"""A label's roster: who is on it, whether its roster terms speak for them, and the invitation of another artist."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rightsdesk.accounts.models import DelegatedRight, Role
from rightsdesk.accounts.queries import organisations
from rightsdesk.artists.models import Party
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.people import reading
from rightsdesk.portal.people.delegates import invited
from rightsdesk.portal.people.forms import RosterForm, VoiceForm, show_refusal
from rightsdesk.programmes import queries
from rightsdesk.programmes.actions import NewInvitation, Voice, change_roster
from rightsdesk.programmes.models import InvitationKind

DONE = {
    Voice.SPEAKS: "{label}’s roster terms now speak for {artist}.",
    Voice.SILENT: "{label}’s roster terms no longer speak for {artist}.",
    Voice.LEAVES: "{artist} has left the roster of {label}.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def roster(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """For whoever acts for a label; for others there is no such page."""
    labels = list(queries.labels_of(visitor.user))
    if not labels:
        raise NotFound()
    entries = list(queries.rosters(labels, timezone.localdate()))
    form = _form(request, visitor, labels, [entry.party for entry in entries])
    asked = request.method == "POST" and form.is_valid()
    if asked and (answer := invited(request, visitor, form, _invitation(form))):
        return answer
    unknown = reading.identities(entry.party for entry in entries)
    context = {
        "visitor": visitor,
        "labels": labels,
        "rows": [(entry, unknown.get(entry.party_id, "")) for entry in entries],
        "invited": reading.invited_artists(visitor.user),
        "form": form,
        "may_sign": _signs_for(visitor, labels),
    }
    return render(request, "portal/people/roster.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, visitor: Visitor, labels: list[Party], artists: list[Party]) -> RosterForm:
    administered = set(organisations(visitor.user, Role.RIGHTS_ADMINISTRATOR).values_list("pk", flat=True))
    inviting = {label.public_id: label for label in labels if label.organisation_id in administered}
    offers = {each.public_id: each for each in queries.open_programmes(timezone.localdate())}
    unclaimed = {artist.public_id: artist for artist in artists if artist.organisation_id is None}
    return RosterForm(inviting, offers, unclaimed, request.POST or None)


def _invitation(form: RosterForm) -> NewInvitation:
    label = form.label
    if label.organisation is None:
        raise NotFound()
    return NewInvitation(
        InvitationKind.ARTIST,
        form.cleaned_data["email"],
        label.organisation,
        programme=form.programme,
        label=label,
        claims=form.artist,
    )


def _signs_for(visitor: Visitor, labels: list[Party]) -> set[int]:
    mine = queries.parties_where(visitor.user, DelegatedRight.SIGN_TERMS)
    return set(mine.filter(pk__in=[label.pk for label in labels]).values_list("pk", flat=True))


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def on_roster(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """One artist on the roster: what each choice does, and why it is made."""
    entry = queries.roster_entry(visitor.user, public_id, timezone.localdate())
    form = VoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _change(request, visitor, public_id, form):
        return redirect("people:roster")
    context = {
        "visitor": visitor,
        "entry": entry,
        "form": form,
        "may_sign": _signs_for(visitor, [entry.of]),
        "identity": reading.identities([entry.party]).get(entry.party_id, ""),
    }
    return render(request, "portal/people/on_roster.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, visitor: Visitor, public_id: str, form: VoiceForm) -> bool:
    voice = Voice(form.cleaned_data["voice"])
    try:
        changed = change_roster(
            actor=visitor.user.actor,
            user=visitor.user,
            relation_id=public_id,
            voice=voice,
            reason=form.cleaned_data["reason"],
        )
    except NotFound:
        raise
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, DONE[voice].format(label=changed.of, artist=changed.party))
    return True
