"""Who is at the console and what they may do. The policy itself is `accounts.console`: it is looked up by name, like an
authentication backend, so that rooms below `accounts` can register their models."""

from typing import Protocol

from django.http import HttpRequest
from django.utils.module_loading import import_string

POLICY = "rightsdesk.accounts.console.access"


class Access(Protocol):
    """What one person may see and do in the console. `tenants` is None for those who see every organisation."""

    @property
    def open(self) -> bool: ...
    @property
    def tenants(self) -> frozenset[int] | None: ...
    def sees(self, app: str) -> bool: ...
    def does(self, deed: str) -> bool: ...


def access_of(request: HttpRequest) -> Access:
    """The policy's answer for this person, asked once a request."""
    found: Access | None = getattr(request, "_console_access", None)
    if found is None:
        found = import_string(POLICY)(request.user)
        request._console_access = found  # type: ignore[attr-defined]
    return found


def actor_of(request: HttpRequest) -> str:
    """How the journal names whoever is at the console."""
    return str(request.user.actor)  # type: ignore[union-attr]
