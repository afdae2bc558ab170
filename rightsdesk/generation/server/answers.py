"""Answers as HTTP knows them: JSON, a problem (RFC 9457), a file with its hash (RFC 9530)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, TooLarge
from rightsdesk.generation.remote.shapes import FileRef

_STATUS: dict[type[Refusal], int] = {
    Invalid: 422,
    NotFound: 404,
    Conflict: 409,
    Forbidden: 403,
    TooLarge: 413,
}
_STATUS_OF_CODE = {
    "body_invalid": 400,
    "token_missing": 401,
    "token_invalid": 401,
    "token_expired": 401,
    "file_gone": 410,
}
_TYPES = {"flac": "audio/flac", "opus": "audio/ogg", "m4a": "audio/mp4", "mp3": "audio/mpeg"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None


def said(status: int, body: Mapping[str, Any], **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(body, ensure_ascii=False, allow_nan=False).encode(), headers=named)


def problem(
    status: int, code: str, detail: str, facts: Mapping[str, Any] | None = None, **headers: str
) -> Answer:
    body = {
        "type": f"urn:rightsdesk:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "facts": dict(facts or {}),
    }
    answer = said(status, body, **headers)
    return Answer(status, answer.body, "application/problem+json", answer.headers)


def refused(refusal: Refusal) -> Answer:
    status = _STATUS_OF_CODE.get(refusal.code) or _STATUS.get(type(refusal), 422)
    more = {"WWW_Authenticate": "Bearer"} if status == 401 else {}
    return problem(status, refusal.code, refusal.message, refusal.facts, **more)


def sent(path: Path, name: str, file: FileRef) -> Answer:
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    headers = {
        "Content-Length": str(file.bytes),
        "Repr-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "private, no-store",
    }
    return Answer(200, kind=_TYPES.get(name, "audio/wav"), headers=headers, file=path)
