"""The moderator's pages: the queue, one case, and the four things that can be done to it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rightsdesk.accounts.models import User
from rightsdesk.domain.errors import NotFound, Refusal
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case
from rightsdesk.moderation.queries import appeal_for, case_for, next_case
from rightsdesk.workbench.forms import DecisionForm, HearingForm
from rightsdesk.workbench.listing import queue_page
from rightsdesk.workbench.reading import case_page

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def moderators_only(view: Callable[Concatenate[HttpRequest, User, P], HttpResponse]) -> View[P]:
    """Signed-in people only; to who is no moderator the queries say that there is nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            raise Http404
        try:
            return view(request, request.user, *args, **kwargs)
        except NotFound as error:
            raise Http404 from error

    return login_required(guarded)  # type: ignore[return-value]


@require_safe
@moderators_only
def queue(request: HttpRequest, user: User) -> HttpResponse:
    """The cases that wait for a person; htmx asks for the list alone when a filter changes."""
    page = queue_page(user, request.GET, timezone.now())
    template = "workbench/queue_list.html" if request.headers.get("HX-Request") else "workbench/queue.html"
    answer = render(request, template, {"page": page})
    answer.headers["Vary"] = "HX-Request"
    return answer


@require_safe
@moderators_only
def case(request: HttpRequest, user: User, public_id: str) -> HttpResponse:
    """One case, to be listened to and decided."""
    return _show(request, user, case_for(user, public_id))


@require_POST
@moderators_only
def take(request: HttpRequest, user: User, public_id: str) -> HttpResponse:
    """Lease the case, or extend one's lease; what was typed so far comes back in the form."""
    try:
        lease = actions.take(actor=user.actor, user=user, case_id=public_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("workbench:case", public_id)
    found = case_for(user, public_id)
    typed = request.POST.dict() | {"token": lease.token}
    form = DecisionForm(case=found, initial=typed)
    return (
        _show(request, user, found, form=form) if "reason" in typed else redirect("workbench:case", public_id)
    )


@require_POST
@moderators_only
def give_back(request: HttpRequest, user: User, public_id: str) -> HttpResponse:
    """End one's lease early."""
    token = request.POST.get("token", "")
    if token.isdecimal():
        actions.give_back(actor=user.actor, user=user, case_id=public_id, token=int(token))
    messages.info(request, "You gave the case back; a colleague can take it now.")
    return redirect("workbench:queue")


@require_POST
@moderators_only
def decide(request: HttpRequest, user: User, public_id: str) -> HttpResponse:
    """Decide the case; a refusal is said beside the form, and nothing typed is lost."""
    found = case_for(user, public_id)
    form = DecisionForm(request.POST, case=found)
    if form.is_valid():
        decided = _try(
            form,
            lambda facts: actions.decide(actor=user.actor, user=user, case_id=public_id, **facts),
        )
        if decided:
            messages.success(request, f"Decided: {decided.action}. It is being carried out.")
            return _onward(request, user, public_id)
    return _show(request, user, case_for(user, public_id), form=form, status=422)


@require_POST
@moderators_only
def hear(request: HttpRequest, user: User, public_id: str, appeal_id: str) -> HttpResponse:
    """Hear an appeal; who took part in the decision is refused in words."""
    found = case_for(user, public_id)
    if appeal_for(user, appeal_id).decision.case_id != found.pk:
        raise NotFound()
    form = HearingForm(request.POST)
    if form.is_valid():
        heard = _try(
            form,
            lambda facts: actions.hear_appeal(actor=user.actor, user=user, appeal_id=appeal_id, **facts),
        )
        if heard:
            messages.success(request, "The appeal has been heard. The result is being carried out.")
            return redirect("workbench:case", public_id)
    return _show(request, user, found, hearing=form, status=422)


def _try(form: Form, action: Callable[[dict[str, Any]], Any]) -> Any:
    """The action's result, or None with its refusal beside the form. What does not exist stays a 404."""
    try:
        return action(form.cleaned_data)
    except NotFound:
        raise
    except Refusal as refusal:
        form.add_error("reason" if refusal.code == "reason_missing" else None, refusal.message)
        return None


def _onward(request: HttpRequest, user: User, public_id: str) -> HttpResponse:
    """The next case that waits, if that was asked for and there is one."""
    following = next_case(user, now=timezone.now()) if "next" in request.POST else None
    return redirect("workbench:case", following.public_id if following else public_id)


def _show(
    request: HttpRequest,
    user: User,
    found: Case,
    *,
    form: DecisionForm | None = None,
    hearing: HearingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = case_page(user, found, timezone.now())
    token = page.lease.token if page.lease else None
    context = {
        "page": page,
        "form": form or DecisionForm(case=found, initial={"token": token}),
        "hearing": hearing or HearingForm(),
    }
    return render(request, "workbench/case.html", context, status=status)
