"""What a file is, for anybody who has one: no account is needed, and nothing of it is kept."""

from pathlib import Path
from typing import Any

from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from rightsdesk.api.answers.verification import VerificationAnswer, facts_of
from rightsdesk.api.bodies import FileToVerify
from rightsdesk.api.fields import read
from rightsdesk.api.parsers import UploadToVerify
from rightsdesk.api.routes import METHODS
from rightsdesk.api.schema import described
from rightsdesk.verification.queries import verify


class Verify(APIView):
    """Verification of files."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (UploadToVerify,)
    http_method_names = METHODS

    @described(
        "verify",
        {200: VerificationAnswer},
        400,
        413,
        415,
        503,
        public=True,
        request={"multipart/form-data": FileToVerify},
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Whether the desk made this file, whether it was changed, and whether it may still be used."""
        sent = read(FileToVerify, request.data)
        beside = _path(sent["sidecar"]) if sent["sidecar"] else None
        return Response(VerificationAnswer(facts_of(verify(_path(sent["file"]), sidecar=beside))).data)


def _path(file: Any) -> Path:
    return Path(file.temporary_file_path())
