"""`serve`: offer the built-in engine to desks over HTTP (docs/engine-http.md)."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from rightsdesk.generation.remote.keys import PublicKey
from rightsdesk.generation.server.config import ServerConfig

_THREADS = "16"


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("serve", help="offer this engine to a desk over HTTP")
    parser.set_defaults(verb=run, json=False)
    parser.add_argument(
        "--folder", type=Path, required=True, help="where jobs and the server's own key are kept"
    )
    parser.add_argument(
        "--desk",
        type=Path,
        action="append",
        required=True,
        metavar="JWK",
        help="the public key of a desk that may ask",
    )
    parser.add_argument("--listen", default="127.0.0.1:8900", metavar="HOST:PORT")
    parser.add_argument(
        "--allow-private",
        action="append",
        default=[],
        metavar="HOST",
        help="a host that may have a private address",
    )
    parser.add_argument("--territory", help="the country this engine works in; consent must cover it")
    parser.add_argument("--waiting", type=int, default=50, help="jobs that may wait (default 50)")
    parser.add_argument(
        "--job-seconds", type=float, default=900.0, help="the longest a job may take (default 900)"
    )
    parser.add_argument(
        "--keep-seconds", type=float, default=86_400.0, help="how long finished jobs are kept (default a day)"
    )


def run(asked: argparse.Namespace) -> NoReturn:
    """Become the server: this process ends with it."""
    config = ServerConfig(
        folder=asked.folder.resolve(),
        desks=tuple(PublicKey.from_json(path.read_text()) for path in asked.desk),
        allow_private=frozenset(asked.allow_private),
        territory=asked.territory,
        most_waiting=asked.waiting,
        job_s=asked.job_seconds,
        keep_s=asked.keep_seconds,
    )
    config.save()
    print(f"engine key: {config.key().public().to_json()}", file=sys.stderr, flush=True)
    options = ["--bind", asked.listen, "--workers", "1", "--threads", _THREADS, "--no-control-socket"]
    application = f"rightsdesk.generation.server.application:served({str(config.folder)!r})"
    command = [sys.executable, "-m", "gunicorn", application, *options, "--timeout", "60"]
    os.execv(sys.executable, command)  # noqa: S606
