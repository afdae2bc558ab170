"""How bodies are read: JSON strictly and within a limit; files straight to disk, never into memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import QueryDict
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, DataAndFiles, FormParser, MultiPartParser

from rightsdesk.domain.errors import TooLarge

MAX_JSON_BYTES = 100_000
SIDECAR_BYTES = 20_000_000
MAX_SIGNED_BYTES = 8_000
# What multipart's own headers and small fields may add to the file.
ENVELOPE_BYTES = 20_000


class StrictJson(BaseParser):
    """JSON text in UTF-8: no NaN, no name given twice, no NUL or lone surrogate, at most MAX_JSON_BYTES."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        raw = stream.read(MAX_JSON_BYTES + 1)
        if len(raw) > MAX_JSON_BYTES:
            raise too_large(MAX_JSON_BYTES)
        try:
            value = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_refused)
            _check_texts(value)
        except (ValueError, RecursionError) as error:
            message = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
            raise ParseError(f"The body is not JSON this route reads: {message[:200]}.") from error
        return value


def too_large(limit: int) -> TooLarge:
    """The refusal of a body over its limit."""
    return TooLarge("too_large", f"This route reads at most {limit:,} bytes.", {"limit": limit})


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON number")


def _check_texts(value: Any) -> None:
    """Refuse what the database cannot hold, wherever it stands: NUL, lone surrogates, numbers beyond a float."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError("a text holds a NUL or half a character")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_texts(name)
            _check_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)
    elif isinstance(value, float) and abs(value) == float("inf"):
        raise ValueError("a number is too large")


class SignedMessage(BaseParser):
    """A compact JWS as the whole body, at most MAX_SIGNED_BYTES of ASCII."""

    media_type = "application/jwt"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, str]:
        raw = stream.read(MAX_SIGNED_BYTES + 1)
        if len(raw) > MAX_SIGNED_BYTES:
            raise too_large(MAX_SIGNED_BYTES)
        try:
            return {"token": raw.decode("ascii")}
        except UnicodeDecodeError as error:
            raise ParseError("The body is no signed message.") from error


class Form(FormParser):
    """A small form; DRF itself would read one of any size into memory."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        _refuse_large((parser_context or {})["request"].META, ENVELOPE_BYTES)
        return super().parse(stream, media_type, parser_context)


class Upload(MultiPartParser):
    """A multipart body whose file goes to disk as it arrives. Too large a body is refused before it is read."""

    def most(self) -> int:
        """Bytes of all files together."""
        return int(settings.MAX_AUDIO_BYTES)

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> DataAndFiles[Any, Any]:
        request = (parser_context or {})["request"]
        _refuse_large(request.META, self.most() + ENVELOPE_BYTES)
        request.upload_handlers = [TemporaryFileUploadHandler(request)]
        return super().parse(stream, media_type, parser_context)


class UploadToVerify(Upload):
    """The same from anybody: a file to look at, and the credentials beside it."""

    def most(self) -> int:
        return int(settings.VERIFY_MAX_BYTES + SIDECAR_BYTES)


class CsvBody(BaseParser):
    """A text/csv body, copied to disk piece by piece; the view sees it as the file of a form."""

    media_type = "text/csv"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> DataAndFiles[Any, Any]:
        meta = (parser_context or {})["request"].META
        size = _refuse_large(meta, settings.MAX_AUDIO_BYTES)
        file = TemporaryUploadedFile("usage.csv", "text/csv", size, None)
        shutil.copyfileobj(stream, file)
        file.seek(0)
        return DataAndFiles(QueryDict(), {"file": file})


def _refuse_large(meta: Mapping[str, Any], limit: int) -> int:
    """Django reads no further than Content-Length says, so the header is the size."""
    size = int(meta.get("CONTENT_LENGTH") or 0)
    if size > limit:
        raise too_large(limit)
    return size
