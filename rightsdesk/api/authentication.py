"""How a platform proves who it is: an OAuth2 bearer token, in the Authorization header only."""

from typing import Any

from oauth2_provider.contrib.rest_framework import OAuth2Authentication
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


class PlatformAuthentication(OAuth2Authentication):  # type: ignore[misc]
    """Bearer tokens. Nothing in the query or the body is read: tokens do not belong in logs."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        header = get_authorization_header(request)
        if not header:
            return None
        found: tuple[Any, Any] | None = None
        if header.lower().startswith(b"bearer ") and b"\x00" not in header:
            found = super().authenticate(request)
        if found is None:
            raise AuthenticationFailed("The access token is unknown, was revoked or has expired.")
        return found
