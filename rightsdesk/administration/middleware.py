"""Puts the person who is being helped in the place of who helps them, outside the console, to read only."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rightsdesk.accounts.console import access
from rightsdesk.accounts.models import User
from rightsdesk.administration.support import KEY, Visit, close, seen, visit
from rightsdesk.domain.errors import Forbidden

# There one is always oneself.
ONESELF = ("/admin/", "/login/", "/logout/", "/static/")
OPEN = ("/portal/", "/badge/", "/media/")


class Support:
    """After authentication. The session holds whom; the journal gets every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Answers to who has no session are the same for everybody, and stay so for caches.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or KEY not in request.session:
            return self.get_response(request)
        helper = request.user
        # Somebody else has signed in since, or who helps may no longer do so.
        if not isinstance(helper, User) or not access(helper).does("support"):
            close(request, getattr(helper, "actor", "system:support"), "no longer allowed")
            return self.get_response(request)
        going = visit(request, helper.actor, timezone.now())
        if going is None:
            return self.get_response(request)
        request.support = going  # type: ignore[attr-defined]
        return (
            self.get_response(request)
            if request.path.startswith(ONESELF)
            else self._as(request, going, helper)
        )

    def _as(self, request: HttpRequest, going: Visit, helper: User) -> HttpResponse:
        """The page as the other sees it. Whatever is journalled on the way names the one who helps."""
        try:
            if request.path != "/" and not request.path.startswith(OPEN):
                raise Forbidden(
                    "support_portal_only", "You are looking as somebody else: only their portal is open."
                )
            seen(request, helper.actor, going.held)
        except Forbidden as refusal:
            return render(request, "administration/support_refused.html", {"refusal": refusal}, status=403)
        going.held.seen_by = helper.actor
        request.user = going.held
        return self.get_response(request)
