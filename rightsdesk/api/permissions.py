"""Who may call a route: a platform's client whose token holds the scope the route declares; nobody otherwise."""

from typing import Any

from rest_framework.exceptions import MethodNotAllowed, NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from rightsdesk.accounts.models import ApiClient
from rightsdesk.accounts.queries import client_of_application
from rightsdesk.domain.errors import Forbidden, NotFound


class DeniedUnlessDeclared(BasePermission):
    """A view without a `scopes` row for the method is closed to everybody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        method = request.method or ""
        if method not in view.allowed_methods:
            raise MethodNotAllowed(method)
        needed = getattr(view, "scopes", {}).get("GET" if method == "HEAD" else method)
        if not needed:
            raise Forbidden("undeclared", "This route is closed: it declares no scope.")
        if request.auth is None:
            raise NotAuthenticated()
        _check(client_of(request), request.auth, needed)
        return True


def client_of(request: Request) -> ApiClient:
    """The platform's client behind the token, read once a request. Raises Forbidden for an application that acts for no platform."""
    token: Any = request.auth
    if not hasattr(token, "client"):
        try:
            token.client = client_of_application(token.application_id)
        except NotFound as error:
            raise Forbidden("no_client", "This application does not act for any platform.") from error
    found: ApiClient = token.client
    return found


def _check(client: ApiClient, token: Any, needed: str) -> None:
    """The token must hold the scope, and the client must still have it."""
    held = sorted(set(token.scope.split()) & set(client.scopes))
    if needed not in held:
        message = f"This route needs the scope {needed}, which your token does not hold."
        raise Forbidden("wrong_scope", message, {"needed": needed, "held": held})
