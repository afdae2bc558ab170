"""Pages that only show: one version and what it changed, what narrower terms there could be, what would be allowed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Recording
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.consent.queries import preview, terms_of
from rightsdesk.domain.errors import NotFound
from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.domain.terms_diff import compare, gathered
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.terms.drafting import said_of
from rightsdesk.portal.terms.finding import parts_of, with_own_terms
from rightsdesk.portal.terms.reach import reach_of_terms, targets
from rightsdesk.portal.terms.whatif import RecordingForm, start

PAGE = 30


def terms_for(user: User, public_id: str) -> Terms:
    """One version of the terms of a party they act for. Raises NotFound for anybody else's."""
    found = terms_of(user).filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


@require_safe
@for_parties
def terms(request: HttpRequest, visitor: Visitor, public_id: str) -> HttpResponse:
    """One version as it was signed, what it changed, and every version beside it."""
    shown = terms_for(visitor.user, public_id)
    reach = reach_of_terms(shown)
    versions = list(reach.versions)
    before = next((row for row in versions if row.version < shown.version), None)
    context = {
        "visitor": visitor,
        "terms": shown,
        "reach": reach,
        "versions": versions,
        "before": before,
        "changes": gathered(compare(said_of(before), said_of(shown))),
        "may_sign": shown.grantor_id in visitor.signs,
        "live": shown.state == TermsState.IN_FORCE,
        "waits": shown.state in (TermsState.DRAFT, TermsState.AWAITING_SECOND_PERSON),
    }
    return render(request, "portal/terms/version.html", context)


@require_safe
@for_parties
def narrow(request: HttpRequest, visitor: Visitor, party_id: str) -> HttpResponse:
    """The artists, recordings and works a party may set terms of their own for."""
    party = visitor.party(party_id)
    asked = request.GET.get("q", "").strip()[:100]
    page = Paginator(parts_of(party, asked), PAGE).get_page(request.GET.get("page"))
    context = {
        "visitor": visitor,
        "party": party,
        "asked": asked,
        "page": page,
        "own": with_own_terms(party, [row["key"] for row in page]),
        "artists": list(targets(party)["art_"].order_by("name")[:PAGE]) if not asked else [],
        "may_sign": party.pk in visitor.signs,
    }
    return render(request, "portal/terms/narrow.html", context)


@require_safe
@for_parties
def what_if(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What the law would answer today for one recording, everybody's terms included."""
    asked = bool(request.GET)
    form = RecordingForm(request.GET if asked else None, initial=start(timezone.localdate()))
    recording = _own_recording(visitor, form) if asked and form.is_valid() else None
    verdict = preview([recording], form.request_to(recording.artist.party)) if recording else None
    context = {"visitor": visitor, "form": form, "verdict": verdict, "recording": recording}
    return render(request, "portal/terms/whatif.html", context, status=422 if form.errors else 200)


def _own_recording(visitor: Visitor, form: RecordingForm) -> Recording | None:
    """The recording that was named, if one of their parties has a part in it; otherwise the form says so."""
    try:
        code = normalise("isrc", form.cleaned_data["isrc"])
    except IdentifierError as error:
        form.add_error("isrc", str(error))
        return None
    for party in visitor.parties:
        found = targets(party)["rec_"].filter(isrc=code).select_related("artist__party").first()
        if isinstance(found, Recording):
            return found
    form.add_error("isrc", "You have no part in a recording with this code.")
    return None
