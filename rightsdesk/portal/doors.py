"""Who may come in: people who act for at least one party. For anybody else the portal does not exist."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from rightsdesk.accounts.models import DelegatedRight, User
from rightsdesk.artists.models import Party
from rightsdesk.artists.queries import parties_of
from rightsdesk.domain.errors import NotFound
from rightsdesk.programmes.queries import parties_where

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

    @cached_property
    def signs(self) -> frozenset[int]:
        """The parties whose terms they may sign and withdraw."""
        return self._with(DelegatedRight.SIGN_TERMS)

    @cached_property
    def paid(self) -> list[Party]:
        """The parties whose money they may see."""
        read = self._with(DelegatedRight.READ_MONEY)
        return [party for party in self.parties if party.pk in read]

    @cached_property
    def answers(self) -> frozenset[int]:
        """The parties for which they may answer requests."""
        return self._with(DelegatedRight.ANSWER_REQUESTS)

    def _with(self, right: DelegatedRight) -> frozenset[int]:
        return frozenset(parties_where(self.user, right).values_list("pk", flat=True))

    def party(self, public_id: str) -> Party:
        """One they act for. Raises NotFound for anybody else's."""
        found = next((party for party in self.parties if party.public_id == public_id), None)
        if found is None:
            raise NotFound()
        return found

    def signing(self, party: Party) -> Party:
        """The same party, if they may sign for it. Who only sees its terms is told so."""
        if party.pk not in self.signs:
            raise PermissionDenied(
                f"You see the terms of {party}, but may not change them. Ask them to give you that right."
            )
        return party


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
