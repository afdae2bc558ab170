"""Tokens: OAuth2 client credentials, and no other grant. The answers are RFC 6749's own."""

from typing import Any

from django.db import DataError, transaction
from drf_spectacular.utils import OpenApiExample
from oauth2_provider.views import TokenView
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from rightsdesk.api.fields import Choice, Text
from rightsdesk.api.parsers import Form
from rightsdesk.api.routes import METHODS
from rightsdesk.api.schema import described

GRANT = "client_credentials"
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class TokenRequest(serializers.Serializer[Any]):
    """RFC 6749, section 4.4. The client may prove itself here or by HTTP Basic."""

    grant_type = Choice([GRANT])
    client_id = Text(required=False)
    client_secret = Text(required=False)
    scope = Text(required=False, help_text="Separated by spaces; all of the client's own when left out.")


class TokenAnswer(serializers.Serializer[Any]):
    """A bearer token."""

    access_token = serializers.CharField()
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds.")
    scope = serializers.CharField()


class TokenError(serializers.Serializer[Any]):
    """RFC 6749, section 5.2."""

    error = serializers.CharField()
    error_description = serializers.CharField(required=False)


class Tokens(APIView):
    """Hands a token to a client that proves itself."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (Form,)
    http_method_names = METHODS

    @described(
        "get_token",
        {200: TokenAnswer, 400: TokenError, 401: TokenError},
        413,
        415,
        public=True,
        request={"application/x-www-form-urlencoded": TokenRequest},
        auth=[],
        examples=[OpenApiExample("client", {"grant_type": GRANT, "client_id": "…"}, request_only=True)],
    )
    def post(self, request: Request) -> Any:
        """An access token for the scopes asked for."""
        form: Any = request.data
        if any(len(values) > 1 for _, values in form.lists()):
            return _refused("invalid_request", "A parameter is given twice.")
        if form.get("grant_type") != GRANT:
            return _refused("unsupported_grant_type", "Only client_credentials is served here.")
        try:
            with transaction.atomic():
                return TokenView.as_view()(request._request)
        except (DataError, ValueError):
            return _refused("invalid_request", "A parameter holds characters no client has.")


def _refused(error: str, description: str) -> Response:
    return Response({"error": error, "error_description": description}, status=400, headers=NO_STORE)
