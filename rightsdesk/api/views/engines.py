"""What a remote engine says about a job it has: a signed message, from nobody who signs in."""

from typing import Any

from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from rightsdesk.api.parsers import SignedMessage
from rightsdesk.api.routes import METHODS
from rightsdesk.api.schema import described
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.engine import is_remote
from rightsdesk.domain.errors import NotFound


class EngineCallbacks(APIView):
    """Messages of the engine that renders for this desk."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (SignedMessage,)
    http_method_names = METHODS

    @described(
        "engine_callback",
        {204: None},
        400,
        403,
        404,
        413,
        415,
        public=True,
        request={"application/jwt": {"type": "string", "maxLength": 8000}},
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """A remote engine's signed message (JWS) about a job. The same message again does nothing."""
        if not is_remote():
            raise NotFound()
        read: Any = request.data
        actions.take_message(token=str(read.get("token", "")))
        return Response(status=204)
