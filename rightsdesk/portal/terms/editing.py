"""The editor's page: type, ask what would be allowed, look at what would change, sign. Nothing is kept before the last."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.domain.consent import Verdict
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.portal.doors import Visitor, for_parties
from rightsdesk.portal.terms.drafting import Draft, ending_of, sheet_of
from rightsdesk.portal.terms.editor import Editor
from rightsdesk.portal.terms.impact import seen_change
from rightsdesk.portal.terms.reach import Reach, reach_of
from rightsdesk.portal.terms.whatif import WhatIfForm, ask_draft, start

OVERTAKEN = "These terms were changed while you looked at them. What you see now is measured against the newest version."
STALE = "Something was made or withdrawn while you looked at this. The figures below are new: look again, then sign."
NOTHING = "Nothing differs from the version before: there is nothing to sign."
KEPT = {
    TermsState.IN_FORCE: "You signed version {version}.",
    TermsState.AWAITING_SECOND_PERSON: "Version {version} waits for a second person of your organisation.",
    TermsState.DRAFT: "Version {version} is kept as a draft. It can be put in force once your identity is checked.",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the page needs while it is worked on."""

    request: HttpRequest
    visitor: Visitor
    reach: Reach
    base: Terms | None
    editor: Editor
    trial: WhatIfForm

    @property
    def draft(self) -> Draft:
        return Draft(self.reach, self.base, self.editor.clauses, self.editor.ending.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@for_parties
def edit(request: HttpRequest, visitor: Visitor, party_id: str, key: str = "") -> HttpResponse:
    """One grantor's terms for one reach."""
    desk = _open(request, visitor, reach_of(visitor.signing(visitor.party(party_id)), key))
    step = request.POST.get("step", "back")
    if request.method != "POST" or step == "back":
        return _editor(desk)
    if not desk.editor.is_valid():
        return _editor(desk, wrong=True)
    return {"whatif": _whatif, "sign": _sign}.get(step, _check)(desk)


def _open(request: HttpRequest, visitor: Visitor, reach: Reach) -> Desk:
    base, today = reach.newest, timezone.localdate()
    data = request.POST if request.method == "POST" else None
    shown = reach.versions.filter(public_id=request.GET.get("from", "")).first() or base
    editor = Editor(sheet_of(shown), ending_of(shown, today), data)
    if request.POST.get("step") == "whatif":
        return Desk(request, visitor, reach, base, editor, WhatIfForm(data, prefix="try"))
    typed: dict[str, Any] = {
        name[4:]: value for name, value in request.POST.items() if name.startswith("try-")
    }
    typed |= {"topics": request.POST.getlist("try-topics")} if "try-topics" in typed else {}
    return Desk(request, visitor, reach, base, editor, WhatIfForm(prefix="try", initial=start(today) | typed))


def _editor(desk: Desk, *, wrong: bool = False, verdict: Verdict | None = None) -> HttpResponse:
    context = {
        "visitor": desk.visitor,
        "reach": desk.reach,
        "base": desk.base,
        "editor": desk.editor,
        "problems": desk.editor.problems if wrong else [],
        "trial": desk.trial,
        "verdict": verdict,
        "asked": desk.request.POST.get("step") == "whatif",
    }
    # A question asked in place is swapped in by htmx, which leaves out answers with an error's status.
    status = 422 if wrong and "HX-Request" not in desk.request.headers else 200
    return render(desk.request, "portal/terms/edit.html", context, status=status)


def _whatif(desk: Desk) -> HttpResponse:
    """The unsigned answers put to the law; the page stays as it is."""
    if not desk.trial.is_valid():
        return _editor(desk, wrong=True)
    party = desk.reach.party
    return _editor(desk, verdict=ask_draft(party, desk.editor.clauses, desk.trial.request_to(party)))


def _check(desk: Desk, *, notice: str = "", status: int = 200) -> HttpResponse:
    """What would change, in the terms and in the world, before anything is signed."""
    draft = desk.draft
    if not draft.changes:
        desk.editor.general.append(NOTHING)
        return _editor(desk, wrong=True)
    seen = seen_change(draft)
    context = {
        "visitor": desk.visitor,
        "reach": desk.reach,
        "draft": draft,
        "changes": draft.changes,
        "seen": seen,
        "base": desk.base,
        "carried": _carried(desk.request),
        "notice": notice,
    }
    return render(desk.request, "portal/terms/check.html", context, status=status)


def _carried(request: HttpRequest) -> list[tuple[str, Any]]:
    """What was typed, to be sent again with the signature or on the way back."""
    left_out = {"csrfmiddlewaretoken", "step", "base", "seen"}
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in left_out and value
    ]


def _sign(desk: Desk) -> HttpResponse:
    """Only what was shown is signed: the version it was built on, and the effect it was said to have."""
    if desk.request.POST.get("base", "") != (desk.base.public_id if desk.base else ""):
        return _check(desk, notice=OVERTAKEN, status=409)
    if desk.request.POST.get("seen", "") != seen_change(desk.draft).hash:
        return _check(desk, notice=STALE, status=409)
    try:
        terms = desk.draft.put_down(desk.visitor.user)
    except NotFound:
        raise
    except Refusal as refusal:
        return _check(desk, notice=refusal.message, status=409)
    messages.success(desk.request, KEPT[TermsState(terms.state)].format(version=terms.version))
    return redirect("portal:terms", terms.public_id)
