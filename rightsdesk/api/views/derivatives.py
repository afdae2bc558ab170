"""Asking for derivatives, following them, and delivering what the platform rendered itself."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from rightsdesk.accounts.queries import programme_of
from rightsdesk.api.answers.derivatives import DerivativeAnswer, DerivativePage
from rightsdesk.api.bodies import Delivery, DerivativeRequest, DerivativesQuery
from rightsdesk.api.fields import read, read_query
from rightsdesk.api.parsers import StrictJson, Upload
from rightsdesk.api.queries import derivatives
from rightsdesk.api.routes import PlatformRoute
from rightsdesk.api.schema import DERIVATIVE_ID, IDEMPOTENCY_KEY, described
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.actions import Ask
from rightsdesk.derivatives.models import Derivative
from rightsdesk.derivatives.queries import client_derivative, with_files
from rightsdesk.domain.errors import Invalid


class DerivativeRoute(PlatformRoute):
    """What the routes about derivatives share."""

    parser_classes: Sequence[type[BaseParser]] = (StrictJson,)

    def answer(self, public_id: str) -> dict[str, Any]:
        """The derivative as it stands now."""
        found: Derivative = with_files(client_derivative(self.client, public_id))
        return dict(DerivativeAnswer(found, context={"actor": self.client.actor}).data)


class Derivatives(DerivativeRoute):
    """The platform's derivatives."""

    scopes = {"GET": "derivatives:read", "POST": "derivatives:write"}

    @described("list_derivatives", {200: DerivativePage}, 400, parameters=[DerivativesQuery])
    def get(self, request: Request) -> Response:
        """Derivatives, the newest first, fifty a page."""
        asked = read_query(DerivativesQuery, request.query_params)
        page = derivatives(self.client, state=asked["state"], after=asked["cursor"])
        return Response(DerivativePage(page).data)

    @described(
        "request_derivative",
        {201: DerivativeAnswer, 200: DerivativeAnswer},
        400,
        404,
        409,
        413,
        415,
        parameters=[IDEMPOTENCY_KEY],
        request=DerivativeRequest,
    )
    def post(self, request: Request) -> Response:
        """Ask for a derivative. "No" is an answer too: state `refused`, and the reasons in `verdict`."""
        key = _key(request)
        asked = read(DerivativeRequest, request.data)
        programme = programme_of(self.client, asked["programme"])
        derivative, made = actions.request(
            actor=self.client.actor, client=self.client, programme=programme, ask=_ask(key, asked)
        )
        return Response(self.answer(derivative.public_id), status=201 if made else 200)


def _key(request: Request) -> str:
    key = str(request.headers.get("Idempotency-Key", ""))
    if not key:
        raise Invalid("idempotency_key_missing", "Send an Idempotency-Key header that names this request.")
    if not re.fullmatch(r"[!-~]{1,120}", key):
        raise Invalid("idempotency_key_malformed", "An Idempotency-Key is 1 to 120 visible ASCII characters.")
    return key


def _ask(key: str, asked: dict[str, Any]) -> Ask:
    return Ask(
        idempotency_key=key,
        isrc=asked["isrc"],
        with_isrc=asked["with_isrc"] or "",
        listener=asked["listener"]["id"],
        plan=asked["listener"]["plan"],
        territory=asked["territory"],
        prompt=asked["prompt"],
        recipe=asked["recipe"],
        renderer=asked["rendered_by"],
        title=asked["title"],
        seed=asked["seed"],
    )


class OneDerivative(DerivativeRoute):
    """One derivative."""

    scopes = {"GET": "derivatives:read"}

    @described("get_derivative", {200: DerivativeAnswer}, 404, parameters=[DERIVATIVE_ID])
    def get(self, request: Request, public_id: str) -> Response:
        """Where it stands, why, and its URLs once it is published."""
        return Response(self.answer(public_id))


class Deliveries(DerivativeRoute):
    """The platform's own rendering."""

    scopes = {"POST": "derivatives:write"}
    parser_classes = (Upload,)

    @described(
        "deliver",
        {201: DerivativeAnswer},
        400,
        404,
        409,
        413,
        415,
        parameters=[DERIVATIVE_ID],
        request={"multipart/form-data": Delivery},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Deliver the audio of a derivative that the platform renders. The same file twice is one delivery."""
        client_derivative(self.client, public_id)
        sent = read(Delivery, request.data)
        actions.deliver(
            actor=self.client.actor,
            client=self.client,
            derivative_id=public_id,
            upload=Path(sent["file"].temporary_file_path()),
            engine_name=sent["engine"],
            engine_version=sent["engine_version"],
            disclosure=sent["disclosure"],
        )
        return Response(self.answer(public_id), status=201)
