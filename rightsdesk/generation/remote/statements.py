"""What an engine states about a job, signed: where it stands, and when it is done the hash of every file. The same words
answer a question (typed "status") and are sent to the desk unasked (typed "callback")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rightsdesk.domain.errors import Conflict, Forbidden, Invalid
from rightsdesk.generation.remote.keys import PublicKey, SigningKey
from rightsdesk.generation.remote.shapes import FileRef, files_json, read_files
from rightsdesk.generation.remote.tokens import opened, sign

STATUS, CALLBACK = "rightsdesk-status+jwt", "rightsdesk-callback+jwt"
STATES = ("queued", "running", "done", "failed", "cancelled")
FINAL = ("done", "failed", "cancelled")
_VALID_S = 300


@dataclass(frozen=True, slots=True)
class Statement:
    """`record_sha256` is the hash of the record (recipe, steps, metrics) that belongs to the files."""

    job_id: str
    state: str
    files: dict[str, FileRef]
    record_sha256: str
    number: str


@dataclass(frozen=True, slots=True)
class Callback:
    """What a callback says. It is a reason to look, not the truth: the files are fetched and checked all the same."""

    job_id: str
    state: str
    jti: str


def stated(kind: str, statement: Statement, *, key: SigningKey, desk: str, now: float) -> str:
    """The statement as a token for the desk whose key is named `desk`, good for five minutes."""
    claims = {
        "job": statement.job_id,
        "state": statement.state,
        "files": files_json(statement.files),
        "record_sha256": statement.record_sha256,
        "jti": statement.number,
    }
    return sign(kind, claims, key=key, audience=desk, now=now, expires=now + _VALID_S)


def read_statement(kind: str, token: str, *, engine: PublicKey, desk: str, now: float) -> Statement:
    """Raises Forbidden: token_invalid, token_expired."""
    claims = opened(kind, token, keys=[engine], audience=desk, now=now)
    job, state, record = claims.get("job"), claims.get("state"), claims.get("record_sha256")
    if not isinstance(job, str) or state not in STATES or not isinstance(record, str):
        raise Forbidden("token_invalid", "This token states nothing about a job.")
    return Statement(job, str(state), _files(claims), record, claims["jti"])


def open_callback(
    token: str, seen: Callable[[str], bool], *, engine: PublicKey, desk: str, now: float
) -> Callback:
    """What the engine called about. An engine that hears no answer sends the same callback, with the same number, again:
    `seen(jti)` says whether that one was dealt with. Raises Forbidden as `read_statement`, Conflict("callback_seen")."""
    statement = read_statement(CALLBACK, token, engine=engine, desk=desk, now=now)
    if statement.state not in FINAL:
        raise Forbidden("token_invalid", "A callback tells how a job ended.")
    if seen(statement.number):
        raise Conflict("callback_seen", "This callback was dealt with before.", {"jti": statement.number})
    return Callback(statement.job_id, statement.state, statement.number)


def _files(claims: dict[str, Any]) -> dict[str, FileRef]:
    try:
        return read_files(claims.get("files"))
    except Invalid as error:
        raise Forbidden("token_invalid", "This token names no files.") from error
