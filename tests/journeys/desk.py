"""A whole desk for a test: a database of its own on the given server, the given broker, real processes, real kills."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg

from rightsdesk.embedded import processes
from rightsdesk.embedded.processes import Watch, signal_group

ROOT = Path(__file__).resolve().parents[2]
# PGMQ gives a message back only after this long: short, so that a killed worker's task comes back within the test.
TASK_SECONDS = "60"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Desk:
    """Web, workers and beat on one fresh database, until the block ends."""

    def __init__(self, var: Path, database: str, broker: str) -> None:
        self.var = var
        self.database = database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "RIGHTSDESK_VAR": str(var),
            "DATABASE_URL": database,
            "BROKER_URL": broker,
            "SITE_URL": self.url,
            "TASK_SECONDS": TASK_SECONDS,
            "OMP_NUM_THREADS": "1",
        }
        self.watch = Watch(var, self.environment)

    def start(self) -> None:
        self.manage("migrate", "--no-input", "--verbosity", "0")
        self.manage("load_story")
        self.watch.start([processes.web(self.port), *processes.workers(), processes.beat(self.var)])
        self.await_ready()

    def await_ready(self, seconds: float = 90) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.3)
        raise AssertionError(f"not ready:\n{self.watch.log('web').read_text()[-3000:]}")

    def manage(self, *words: str) -> str:
        """A management command of this desk; fails the test with its words when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def play(self, out: Path) -> subprocess.Popen[str]:
        """Begin to play the story; the caller waits for it."""
        command = [sys.executable, "manage.py", "play_story", "--base-url", self.url, "--json", str(out)]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database, autocommit=True) as connection:
            return connection.execute(sql, values).fetchall()

    def value(self, sql: str, *values: Any) -> Any:
        return self.rows(sql, *values)[0][0]

    def kill_workers(self) -> list[str]:
        """kill -9 on every worker and beat, children and all; then start them again, as a supervisor would."""
        killed = []
        for program, child in self.watch.children.items():
            if program.name != "web":
                signal_group(child.pid, signal.SIGKILL)
                child.wait()
                killed.append(program.name)
        self.watch.revive()
        return killed

    def wait(self, sql: str, *values: Any, seconds: float = 120) -> Any:
        """Look until the query's first value is true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := self.value(sql, *values):
                return found
            time.sleep(0.1)
        raise AssertionError(f"never true: {sql}")

    def peak_memory(self, name: str) -> int:
        """The greatest resident size, in bytes, of any process of a worker so far."""
        group = next(child.pid for program, child in self.watch.children.items() if program.name == name)
        peaks = [0]
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                if os.getpgid(int(status.parent.name)) == group:
                    high = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
                    peaks.append(int(high.split()[1]) * 1024)
            except (OSError, StopIteration):
                continue
        return max(peaks)


def summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out.read_text())
    return found


@contextmanager
def running_desk(var: Path) -> Iterator[Desk]:
    """A desk on a database made for it, on the server and broker of DATABASE_URL and BROKER_URL."""
    server, broker = urlsplit(os.environ["DATABASE_URL"]), os.environ["BROKER_URL"]
    name = f"journey_{secrets.token_hex(4)}"
    database = urlunsplit(server._replace(path=f"/{name}"))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    if broker.startswith("pgmq"):
        from pgmq.install import get_embedded_install_sql

        with psycopg.connect(database) as connection:
            connection.execute(get_embedded_install_sql())
        broker = database.replace("postgresql://", "pgmq://", 1)
    desk = Desk(var, database, broker)
    try:
        desk.start()
        yield desk
    finally:
        desk.watch.stop()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
