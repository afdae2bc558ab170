"""The API about itself: its OpenAPI file, and what it says where there is no route."""

from typing import Any

from django.conf import settings
from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from rightsdesk.api.routes import METHODS
from rightsdesk.domain.errors import NotFound

OPENAPI = settings.BASE_DIR / "docs" / "openapi.yaml"


class Schema(APIView):
    """The committed OpenAPI file."""

    http_method_names = METHODS
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> FileResponse:
        return FileResponse(OPENAPI.open("rb"), content_type="application/yaml")


class Nothing(APIView):
    """Every address that is no route, for every method."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **options: Any) -> None:
        raise NotFound("no_such_route", "There is no such route in this API.")

    def get(self, request: Request, path: str) -> Response:
        """Never reached: `initial` refuses."""
        raise NotFound()
