"""The WSGI application: reads one request within its limits, checks who signed it, and sends what the route answers."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid, NotFound, Refusal, TooLarge
from rightsdesk.generation.remote.signing import desk_of
from rightsdesk.generation.server.answers import Answer, problem, refused, said
from rightsdesk.generation.server.config import ServerConfig, load
from rightsdesk.generation.server.keeper import Keeper
from rightsdesk.generation.server.routes import Routes
from rightsdesk.generation.server.store import BusyError, Store

MOST_BODY_BYTES = 256 * 1024
_BUSY_S = 10
_PIECE = 64 * 1024
_JOB = re.compile(r"/v1/jobs/([^/]{1,100})(?:/files/([a-z0-9]{1,20}))?")
Environ = dict[str, Any]
log = logging.getLogger(__name__)


def served(folder: str) -> Application:
    """The application of the server in `folder`, with the processes and threads that work for it."""
    config = load(Path(folder))
    store = Store(config.folder)
    Keeper(store, config).start()
    return Application(config, store)


class Application:
    def __init__(self, config: ServerConfig, store: Store) -> None:
        self.config = config
        self.routes = Routes(config, store)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = self._answer(environ)
        headers = {"Content-Type": answer.kind, "X-Content-Type-Options": "nosniff", **answer.headers}
        if answer.file is None:
            headers["Content-Length"] = str(len(answer.body))
        status = HTTPStatus(answer.status)
        start_response(f"{status.value} {status.phrase}", list(headers.items()))
        if answer.file is None:
            return [answer.body]
        wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](answer.file.open("rb"), _PIECE)
        return wrapped

    def _answer(self, environ: Environ) -> Answer:
        try:
            return self._routed(environ)
        except Refusal as refusal:
            return refused(refusal)
        except BusyError:
            words = "As many jobs wait as this engine takes."
            return problem(429, "engine_busy", words, Retry_After=str(_BUSY_S))
        except Exception:
            log.exception("%s %s", environ.get("REQUEST_METHOD"), environ.get("PATH_INFO"))
            return problem(500, "engine_fault", "The engine failed.")

    def _routed(self, environ: Environ) -> Answer:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if path == "/healthz":
            return said(200, {"status": "ok"})
        body = _body(environ)
        desk = desk_of(
            environ.get("HTTP_AUTHORIZATION", ""),
            method,
            path,
            body,
            desks=self.config.desks,
            audience=self.config.key().id,
            now=time.time(),
        )
        handlers = self._handlers(path, desk, body)
        if method not in handlers:
            words = f"Here one can: {', '.join(sorted(handlers))}."
            return problem(405, "method_not_allowed", words, Allow=", ".join(sorted(handlers)))
        return handlers[method]()

    def _handlers(self, path: str, desk: str, body: bytes) -> dict[str, Callable[[], Answer]]:
        """What can be asked of a path. Raises NotFound for a path that the contract does not know."""
        routes = self.routes
        if path == "/v1/describe":
            return {"GET": lambda: routes.describe(desk)}
        if path == "/v1/analyse":
            return {"POST": lambda: routes.analyse(desk, body)}
        found = _JOB.fullmatch(path)
        if found is None:
            raise NotFound
        job, name = found.groups()
        if name is not None:
            return {"GET": lambda: routes.file(desk, job, name)}
        return {
            "PUT": lambda: routes.put(desk, job, body),
            "GET": lambda: routes.get(desk, job),
            "DELETE": lambda: routes.delete(desk, job),
        }


def _body(environ: Environ) -> bytes:
    """The body, whose length must be told beforehand."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or environ.get("HTTP_TRANSFER_ENCODING"):
        raise Invalid("body_invalid", "A request tells the length of its body.")
    if int(length) > MOST_BODY_BYTES:
        raise TooLarge("body_too_large", "The body is too long.", {"most": MOST_BODY_BYTES})
    body: bytes = environ["wsgi.input"].read(int(length))
    return body
