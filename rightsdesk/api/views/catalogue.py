"""What is in the catalogue, and what consent says to remixing it."""

from collections.abc import Sequence
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from rightsdesk.accounts.models import ApiClient
from rightsdesk.api.answers.catalogue import RecordingAnswer, RecordingPage
from rightsdesk.api.bodies import CatalogueQuery, RecordingQuery
from rightsdesk.api.fields import read_query
from rightsdesk.api.queries import catalogue, remixable, verdicts
from rightsdesk.api.routes import PlatformRoute
from rightsdesk.api.schema import described
from rightsdesk.artists.models import Recording
from rightsdesk.artists.queries import recording_by_isrc

READ = {"GET": "catalogue:read"}


def _verdicts(client: ApiClient, recordings: Sequence[Recording], territory: str | None) -> dict[str, Any]:
    """The context of an answer: what consent says to a plain remix in a territory, if one was named."""
    return {"verdicts": verdicts(client, recordings, territory)} if territory else {}


class Recordings(PlatformRoute):
    """The catalogue."""

    scopes = READ

    @described("list_recordings", {200: RecordingPage}, 400, parameters=[CatalogueQuery])
    def get(self, request: Request) -> Response:
        """Recordings, ordered by ISRC, fifty a page."""
        asked = read_query(CatalogueQuery, request.query_params)
        if asked["remixable"]:
            page, answers = remixable(self.client, asked["territory"], after=asked["cursor"])
            return Response(RecordingPage(page, context={"verdicts": answers}).data)
        page = catalogue(isrc=asked["isrc"], text=asked["q"], after=asked["cursor"])
        context = _verdicts(self.client, page.items, asked["territory"])
        return Response(RecordingPage(page, context=context).data)


class OneRecording(PlatformRoute):
    """One recording."""

    scopes = READ

    @described("get_recording", {200: RecordingAnswer}, 400, 404, parameters=[RecordingQuery])
    def get(self, request: Request, isrc: str) -> Response:
        """The recording with this ISRC."""
        asked = read_query(RecordingQuery, request.query_params)
        recording = recording_by_isrc(isrc)
        context = _verdicts(self.client, [recording], asked["territory"])
        return Response(RecordingAnswer(recording, context=context).data)
