"""Taking part in platforms' programmes: what each offers, whether one's parties take part, joining and leaving."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rightsdesk.accounts.models import DelegatedRight, Programme
from rightsdesk.artists.models import Party, PartyRelation
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.people import reading
from rightsdesk.programmes import queries
from rightsdesk.programmes.actions import join_programme, leave_programme
from rightsdesk.programmes.models import ProgrammeMember


@dataclass(frozen=True, slots=True)
class Standing:
    """One party: whether the desk knows who it is, who speaks for it, and each programme with its membership."""

    party: Party
    identity: str
    rosters: list[PartyRelation]
    offers: list[tuple[Programme, ProgrammeMember | None]]


@require_safe
@for_parties
def programmes(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Every party of the visitor with every programme open today."""
    context = {"visitor": visitor, "standings": _standings(visitor)}
    return render(request, "portal/people/programmes.html", context)


def _standings(visitor: Visitor) -> list[Standing]:
    today = timezone.localdate()
    offers = list(queries.open_programmes(today))
    held = {(row.party_id, row.programme_id): row for row in queries.memberships_of(visitor.parties)}
    unknown = reading.identities(visitor.parties)
    rosters = list(queries.rosters_with(visitor.parties, today))
    return [
        Standing(
            party,
            unknown.get(party.pk, ""),
            [row for row in rosters if row.party_id == party.pk],
            [(offer, held.get((party.pk, offer.pk))) for offer in offers],
        )
        for party in visitor.parties
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def programme(request: HttpRequest, visitor: Visitor, programme_id: str, party_id: str) -> HttpResponse:
    """What joining or leaving does; then the deed, once confirmed."""
    party = next((each for each in visitor.parties if each.public_id == party_id), None)
    offer = queries.open_programmes(timezone.localdate()).filter(public_id=programme_id).first()
    if party is None or offer is None:
        raise NotFound()
    member = queries.memberships_of([party]).filter(programme=offer).first()
    if request.method == "POST" and _done(request, visitor, offer, party):
        return redirect("people:programmes")
    signs = queries.parties_where(visitor.user, DelegatedRight.SIGN_TERMS)
    context = {
        "visitor": visitor,
        "party": party,
        "offer": offer,
        "member": member,
        "identity": reading.identities([party]).get(party.pk, ""),
        "may_sign": signs.filter(pk=party.pk).exists(),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "portal/people/programme.html", context, status=status)


def _done(request: HttpRequest, visitor: Visitor, offer: Programme, party: Party) -> bool:
    user, wanted = visitor.user, request.POST.get("deed")
    verb = {"join": join_programme, "leave": leave_programme}.get(wanted or "")
    if verb is None:
        return False
    try:
        verb(actor=user.actor, user=user, party_id=party.public_id, programme_id=offer.public_id)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return False
    done = "takes part in" if wanted == "join" else "no longer takes part in"
    messages.success(request, f"{party} {done} {offer}.")
    return True
