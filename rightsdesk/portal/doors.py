"""Who may come in: people who act for at least one party. For anybody else the portal does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Party
from rightsdesk.artists.queries import parties_of
from rightsdesk.domain.errors import NotFound

P = ParamSpec("P")


class Visitor:
    """The signed-in person and the parties they act for."""

    def __init__(self, user: User, parties: list[Party]) -> None:
        self.user = user
        self.parties = parties

    @property
    def names(self) -> str:
        """The parties by name, for the head of a page."""
        return ", ".join(party.name for party in self.parties)


def for_parties(
    view: Callable[Concatenate[HttpRequest, Visitor, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Sign in first; then 404 for whoever acts for nobody, and for whatever is not theirs."""

    @wraps(view)
    def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            raise Http404
        parties = list(parties_of(request.user).order_by("name", "pk"))
        if not parties:
            raise Http404
        try:
            return view(request, Visitor(request.user, parties), *args, **kwargs)
        except NotFound as refusal:
            raise Http404 from refusal

    return login_required(entered)
