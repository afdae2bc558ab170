"""One request to the engine and its answer: signed, guarded, bounded in time and bytes. What goes wrong on the way is a
RemoteError, what the engine refuses is a Refusal in its own words, cut to what is safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, TooLarge
from rightsdesk.generation.remote import fields
from rightsdesk.generation.remote.config import RemoteConfig
from rightsdesk.generation.remote.errors import RemoteError, broken, unreachable
from rightsdesk.generation.remote.records import problem_facts
from rightsdesk.generation.remote.signing import authorization
from rightsdesk.generation.remote.transport import guarded_client

_REFUSALS: dict[int, type[Refusal]] = {
    400: Invalid, 401: Forbidden, 403: Forbidden, 409: Conflict, 410: Conflict, 413: TooLarge, 422: Invalid,
}  # fmt: skip
_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Answer:
    """`after_s`: when the engine asked to be asked again."""

    status: int
    body: fields.Fields
    after_s: float | None


@contextmanager
def exchange(
    config: RemoteConfig, method: str, path: str, body: bytes, seconds: float
) -> Iterator[httpx.Response]:
    """The answer as it streams in. Raises RemoteError("engine_unreachable") for whatever breaks on the way."""
    signed = authorization(
        method, path, body, key=config.desk_key, audience=config.engine_key.id, now=config.clock()
    )
    headers = {"Authorization": signed, "Content-Type": "application/json", "Accept": "application/json"}
    url = config.base_url.rstrip("/") + path
    try:
        with (
            guarded_client(config.allow_private, seconds) as client,
            client.stream(method, url, content=body, headers=headers) as answer,
        ):
            yield answer
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise unreachable(error) from error


def pieces(answer: httpx.Response, most: int) -> Iterator[bytes]:
    """The body as it was sent, never unpacked. Raises RemoteError when it is longer than `most`."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise broken("The engine packed an answer that was not to be packed.")
    total = 0
    for piece in answer.iter_raw():
        total += len(piece)
        if total > most:
            raise RemoteError("answer_too_large", "The engine sent more than was announced.", {"most": most})
        yield piece


def read(answer: httpx.Response, body: bytes) -> Answer:
    """A good answer, or the Refusal or RemoteError that it stands for."""
    after_s = _after(answer.headers.get("Retry-After", ""))
    if 200 <= answer.status_code < 300:
        return Answer(answer.status_code, _parsed(body), after_s)
    if answer.status_code in _BUSY:
        raise RemoteError("engine_busy", "The engine has too much to do.", retry=True, after_s=after_s)
    if answer.status_code >= 500:
        facts = {"status": answer.status_code}
        raise RemoteError("engine_fault", "The engine failed.", facts, retry=True, after_s=after_s)
    raise _refusal(answer.status_code, body)


def _refusal(status: int, body: bytes) -> Exception:
    try:
        said = fields.parsed(body)
    except Invalid:
        said = {}
    code, message, facts = problem(said)
    if status == 404:
        return NotFound(code, message, **facts)
    kind = _REFUSALS.get(status)
    return kind(code, message, facts) if kind else broken("The engine gave no answer.", status=status)


def problem(said: fields.Fields) -> tuple[str, str, dict[str, object]]:
    """Code, sentence and facts of somebody else's problem, fit to be shown."""
    code, message = str(said.get("code") or ""), str(said.get("detail") or "")
    known = code if _CODE.fullmatch(code) else "engine_refused"
    plain = "".join(letter for letter in message[:300] if letter.isprintable())
    return known, plain or "The engine refused.", problem_facts(said.get("facts"))


def _parsed(body: bytes) -> fields.Fields:
    try:
        return fields.parsed(body)
    except Invalid as error:
        raise broken("The engine's answer is no JSON object.") from error


def _after(text: str) -> float | None:
    return float(text) if text.isdecimal() and len(text) < 6 else None
