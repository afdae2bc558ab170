"""The outside world of these tests, with real sockets: the desk's own web server (files out, callbacks in), and a bad line
between desk and engine that breaks what it is told to break."""

import http.client
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"
HANG_S = 30.0


class Web:
    """A web server on a port of its own, until `close`."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        self.server = ThreadingHTTPServer((HOST, 0), handler)
        self.server.daemon_threads = True
        self.port = int(self.server.server_address[1])
        self.url = f"http://{HOST}:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class DeskWeb:
    """Serves files under a path that nobody guesses, and notes callbacks. `answers`: what callbacks are answered, in
    turn; then 204."""

    callbacks: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                desk.fetched.append(self.path)
                if self.path in desk.redirects:
                    self.send_response(302)
                    self.send_header("Location", desk.redirects[self.path])
                    self.end_headers()
                    return
                body = desk.files[self.path].read_bytes() if self.path in desk.files else b""
                self.send_response(200 if body else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                desk.callbacks.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(desk.answers.pop(0) if desk.answers else 204)
                self.end_headers()

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Quiet."""

        self.web = Web(Handler)
        self.url = self.web.url

    def publish(self, path: Path) -> str:
        name = f"/files/{path.parent.name}/{path.name}"
        self.files[name] = path
        return self.url + name


Fault = Callable[["Line", str, str], str | None]


class Line:
    """Passes requests on to the engine, except for what `fault(line, method, path)` says: "500", "429", "hang", "lost"
    (done, but the answer never arrives), "wrong" (a byte changed), "short", "long", "drip", or None for a good line."""

    def __init__(self, engine_url: str) -> None:
        self.fault: Fault = lambda line, method, path: None
        self.asked: list[str] = []
        self.target = engine_url.removeprefix("http://")
        line = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                line.asked.append(f"{self.command} {self.path}")
                line.serve(self, line.fault(line, self.command, self.path))

            def do_PUT(self) -> None:
                self.do_GET()

            def do_POST(self) -> None:
                self.do_GET()

            def do_DELETE(self) -> None:
                self.do_GET()

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Quiet."""

        self.web = Web(Handler)
        self.url = self.web.url

    def good(self) -> None:
        self.fault = lambda line, method, path: None
        self.asked.clear()

    def serve(self, handler: BaseHTTPRequestHandler, fault: str | None) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        handler.close_connection = True
        if fault in ("500", "429"):
            handler.send_response(int(fault))
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        elif fault == "hang":
            threading.Event().wait(HANG_S)
        else:
            self._passed(handler, body, fault)

    def _passed(self, handler: BaseHTTPRequestHandler, body: bytes, fault: str | None) -> None:
        inner = http.client.HTTPConnection(self.target, timeout=30)
        kept = {
            name: handler.headers[name] for name in ("Authorization", "Content-Type") if handler.headers[name]
        }
        inner.request(handler.command, handler.path, body or None, kept)
        answer = inner.getresponse()
        found = _spoilt(answer.read(), fault)
        if fault == "lost":
            return
        handler.send_response(answer.status)
        handler.send_header("Content-Type", answer.headers["Content-Type"])
        handler.send_header("Content-Length", str(len(found)))
        handler.end_headers()
        if fault == "drip":
            with suppress(BrokenPipeError, ConnectionResetError):
                for letter in found:
                    handler.wfile.write(bytes([letter]))
                    threading.Event().wait(0.1)
        else:
            handler.wfile.write(found)


def _spoilt(body: bytes, fault: str | None) -> bytes:
    if fault == "wrong":
        return body[:-1] + bytes([body[-1] ^ 1])
    return {"short": body[:-100], "long": body + bytes(100)}.get(fault or "", body)
