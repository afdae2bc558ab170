"""Over-claims the person's parties were told of: who claims how much, what is beyond dispute, what waits, what to do."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from rightsdesk.artists.actions import read_telling
from rightsdesk.artists.models import Conflict, ConflictKind, ConflictState, ConflictTelling, Share
from rightsdesk.artists.queries import division, open_conflicts, tellings_for
from rightsdesk.domain.errors import NotFound
from rightsdesk.domain.shares import WHOLE
from rightsdesk.portal.doors import Visitor, for_parties

MOST = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One claim: how much is claimed, how much of it nobody disputes, and where each lies on the bar (percent)."""

    share: Share
    claimed: int
    undisputed: int
    mine: bool

    @property
    def disputed(self) -> int:
        return self.claimed - self.undisputed

    @property
    def bar(self) -> tuple[str, str]:
        """The widths of the safe and of the disputed part."""
        return _percent(self.undisputed), _percent(self.disputed)


@dataclass(frozen=True, slots=True)
class Claim:
    """One telling with the sides of its conflict."""

    telling: ConflictTelling
    sides: list[Side]
    disputed: int

    @property
    def conflict(self) -> Conflict:
        return self.telling.conflict

    @property
    def title(self) -> str:
        asset = self.conflict.recording or self.conflict.work
        return asset.title if asset else ""

    @property
    def open(self) -> bool:
        return self.conflict.state == ConflictState.OPEN

    @property
    def total(self) -> int:
        return sum(side.claimed for side in self.sides)


@require_safe
@for_parties
def claims(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Every over-claim they were told of, open ones first, and the rights that nobody claims in full."""
    found = [_claim(telling, visitor) for telling in tellings_for(visitor.user)[:MOST]]
    missing = open_conflicts(visitor.parties).filter(kind=ConflictKind.RESIDUAL)[:MOST]
    context = {
        "visitor": visitor,
        "open": [claim for claim in found if claim.open],
        "closed": [claim for claim in found if not claim.open],
        "missing": list(missing),
    }
    return render(request, "portal/claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def claim(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """One of them with both sides; a POST says that it was read."""
    found = list(tellings_for(visitor.user).filter(conflict__public_id=public_id))
    if not found:
        raise NotFound()
    if request.method == "POST":
        for telling in found:
            read_telling(actor=visitor.user.actor, telling_id=telling.pk)
        messages.success(request, "Marked as read.")
        return redirect("portal:claims")
    shown = _claim(found[0], visitor)
    context = {
        "visitor": visitor,
        "claim": shown,
        "unread": any(telling.read_at is None for telling in found),
    }
    return render(request, "portal/claim.html", context)


def _claim(telling: ConflictTelling, visitor: Visitor) -> Claim:
    parts, disputed = division(telling.conflict)
    own = {party.pk for party in visitor.parties}
    sides = [Side(share, share.ppm, safe, share.party_id in own) for share, safe in parts]
    return Claim(telling, sorted(sides, key=lambda side: (-side.claimed, side.share.pk)), disputed)


def _percent(ppm: int) -> str:
    return f"{100 * ppm / WHOLE:.4g}%"
