"""What was decided about a platform's derivative, and its appeal."""

from rest_framework.request import Request
from rest_framework.response import Response

from rightsdesk.accounts.models import ApiClient
from rightsdesk.api.answers.moderation import AppealAnswer, Decisions
from rightsdesk.api.bodies import AppealRequest
from rightsdesk.api.fields import read
from rightsdesk.api.parsers import StrictJson
from rightsdesk.api.routes import PlatformRoute
from rightsdesk.api.schema import DERIVATIVE_ID, described
from rightsdesk.derivatives.queries import client_derivative
from rightsdesk.domain.errors import Conflict, NotFound
from rightsdesk.moderation.actions import appeal
from rightsdesk.moderation.models import Decision, Side
from rightsdesk.moderation.queries import decisions_of_derivative


class DecisionsOfOne(PlatformRoute):
    """Decisions about one derivative."""

    scopes = {"GET": "derivatives:read"}

    @described("list_decisions", {200: Decisions}, 404, parameters=[DERIVATIVE_ID])
    def get(self, request: Request, public_id: str) -> Response:
        """Every decision about it, the newest first."""
        derivative = client_derivative(self.client, public_id)
        found = decisions_of_derivative(self.client, derivative)
        return Response(Decisions({"items": found}).data)


class Appeals(PlatformRoute):
    """Appeals of the platform."""

    scopes = {"POST": "derivatives:write"}
    parser_classes = (StrictJson,)

    @described(
        "appeal",
        {201: AppealAnswer},
        400,
        404,
        409,
        413,
        415,
        parameters=[DERIVATIVE_ID],
        request=AppealRequest,
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Appeal a decision. Somebody who took no part in it hears the appeal."""
        decided = _decision(self.client, public_id, None)
        asked = read(AppealRequest, request.data)
        if asked["decision"] is not None:
            decided = _decision(self.client, public_id, asked["decision"])
        if decided is None:
            raise Conflict("nothing_decided", "Nothing has been decided about this derivative.")
        made = appeal(
            actor=self.client.actor,
            side=Side.PLATFORM.value,
            decision_id=decided.public_id,
            grounds=asked["grounds"],
        )
        return Response(AppealAnswer(made).data, status=201)


def _decision(client: ApiClient, derivative_id: str, decision_id: str | None) -> Decision | None:
    """The decision named, or the latest one. Raises NotFound for what is not the platform's."""
    found = decisions_of_derivative(client, client_derivative(client, derivative_id))
    if decision_id is None:
        return found.first()
    named = found.filter(public_id=decision_id).first()
    if named is None:
        raise NotFound("unknown_decision", "There is no such decision.")
    return named
