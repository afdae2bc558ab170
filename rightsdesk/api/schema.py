"""What the OpenAPI 3.1 file says beyond what drf-spectacular sees by itself: the token, the scopes, the problems."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiParameter, OpenApiResponse, extend_schema
from oauth2_provider.scopes import get_scopes_backend
from rest_framework import serializers

from rightsdesk.api.problems import MEDIA_TYPE

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 120, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    required=True,
    description="Names this request. Sent again with the same body, it returns what the first one made.",
)


def id_parameter(prefix: str) -> OpenApiParameter:
    """A public id in the address."""
    schema = {"type": "string", "pattern": f"^{prefix}_[0-9a-z]{{26}}$"}
    return OpenApiParameter("public_id", schema, OpenApiParameter.PATH)


DERIVATIVE_ID, USAGE_REPORT_ID = id_parameter("drv"), id_parameter("usg")


class PlatformScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Client credentials, and for each route the scope it declares."""

    target_class = "rightsdesk.api.authentication.PlatformAuthentication"
    name = "platform"

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[str]]:
        route: Any = auto_schema.view
        return {self.name: [route.scopes[auto_schema.method]]}

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        flow = {"tokenUrl": "/api/v1/oauth/token", "scopes": get_scopes_backend().get_all_scopes()}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}


class StrictBodies(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Strict serializers refuse what they do not name: the schema says so."""

    target_class = "rightsdesk.api.fields.Strict"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        plain: Any = auto_schema
        schema = plain._map_serializer(self.target, direction, bypass_extensions=True)
        return {**schema, "additionalProperties": False}

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> str | None:
        return None


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457). `code` is stable for machines, `detail` is a sentence for people, `facts` back it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    facts = serializers.DictField()


WHEN = {
    400: "It cannot be understood.",
    401: "No valid access token.",
    403: "The token lacks the scope.",
    404: "It does not exist, or is not yours.",
    405: "No such method here.",
    406: "Only JSON is served.",
    409: "It contradicts what is recorded.",
    413: "Too large.",
    415: "Not a media type this route reads.",
    503: "Others are being served; ask again in a few seconds.",
}
ALWAYS = (401, 403, 406)


def described(
    name: str, answers: dict[int, Any], *problems: int, public: bool = False, **more: Any
) -> Callable[[Any], Any]:
    """`extend_schema` with the problems a route can answer with; those of every closed route are added."""
    refused = sorted({*problems, *((406,) if public else ALWAYS)})
    return extend_schema(
        operation_id=name,
        responses={**answers, **{(status, MEDIA_TYPE): _refusal(status) for status in refused}},
        **more,
    )


def _refusal(status: int) -> OpenApiResponse:
    return OpenApiResponse(Problem, description=WHEN[status])
