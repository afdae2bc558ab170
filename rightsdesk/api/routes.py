"""What every route for platforms shares: who is asking, the scopes, and strict reading of bodies."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.views import APIView

from rightsdesk.accounts.models import ApiClient
from rightsdesk.api.authentication import PlatformAuthentication
from rightsdesk.api.permissions import DeniedUnlessDeclared, client_of
from rightsdesk.domain.errors import NotFound

# OPTIONS would describe every route to anybody; the OpenAPI file does it better.
METHODS = ["get", "head", "post"]


class PlatformRoute(APIView):
    """A route for platforms. `scopes` names the scope each method needs; `client` is who is asking."""

    scopes: ClassVar[Mapping[str, str]] = {}
    authentication_classes = (PlatformAuthentication,)
    permission_classes = (DeniedUnlessDeclared,)
    http_method_names = METHODS
    parser_classes: Sequence[type[BaseParser]] = ()

    def initial(self, request: Request, *args: Any, **named: Any) -> None:
        """After the checks of who may: a NUL in the address names nothing, and the database would choke on it."""
        super().initial(request, *args, **named)
        if any("\x00" in str(value) for value in named.values()):
            raise NotFound()

    @property
    def client(self) -> ApiClient:
        """Who is asking."""
        return client_of(self.request)
