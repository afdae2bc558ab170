"""What every route for platforms shares: who is asking, the scopes, and strict reading of bodies."""

from collections.abc import Mapping
from typing import ClassVar

from rest_framework.views import APIView

from rightsdesk.accounts.models import ApiClient
from rightsdesk.api.authentication import PlatformAuthentication
from rightsdesk.api.permissions import DeniedUnlessDeclared, client_of


class PlatformRoute(APIView):
    """A route for platforms. `scopes` names the scope each method needs; `client` is who is asking."""

    scopes: ClassVar[Mapping[str, str]] = {}
    authentication_classes = (PlatformAuthentication,)
    permission_classes = (DeniedUnlessDeclared,)

    @property
    def client(self) -> ApiClient:
        """Who is asking, read once a request."""
        if not hasattr(self, "_client"):
            self._client = client_of(self.request)
        return self._client
