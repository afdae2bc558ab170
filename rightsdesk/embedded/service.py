"""A running desk for the length of a block: its database, its processes, and the environment they share."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from rightsdesk.embedded import postgres
from rightsdesk.embedded.cluster import Cluster, wheel_programs
from rightsdesk.embedded.databases import install_queue
from rightsdesk.embedded.ports import LOOPBACK, is_free
from rightsdesk.embedded.processes import Program, Watch
from rightsdesk.embedded.words import Stop, last_lines, step

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 90


def called_from(path: str) -> str:
    """A path as the person meant it, who may have called ./desk from another folder."""
    return str(Path(os.environ.get("RIGHTSDESK_CALLED_FROM", ".")) / path)


class Service:
    """The database is started if it is the embedded one, and stopped again unless it ran before or shall be kept."""

    def __init__(self, port: int | None, *, keep_database: bool) -> None:
        self.var = Path(os.environ["RIGHTSDESK_VAR"])
        self.port = port
        self.keep_database = keep_database
        self.cluster: Cluster | None = None
        self.environment = dict(os.environ)
        self.watch = Watch(self.var, self.environment)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def __enter__(self) -> Self:
        # Both by hand: a shell that starts us in the background has SIGINT ignored, and Python leaves it so.
        for request in (signal.SIGTERM, signal.SIGINT):
            signal.signal(request, _as_interrupt)
        if self.port and not is_free(self.port):
            raise Stop(
                f"port {self.port} is taken by another program (perhaps by this desk: ./desk stop); choose one with --port."
            )
        if self.port:
            self.environment["SITE_URL"] = os.environ.get("SITE_URL", self.url)
        if not os.environ.get("DATABASE_URL"):
            self._start_database()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for impatience in (signal.SIGTERM, signal.SIGINT):
            signal.signal(impatience, signal.SIG_IGN)
        self.watch.stop()
        if self.cluster and not self.keep_database:
            postgres.halt(self.cluster)

    def _start_database(self) -> None:
        cluster = Cluster(self.var, wheel_programs())
        was_up = cluster.answers()
        address = postgres.start(cluster)
        install_queue(address)
        self.environment["DATABASE_URL"] = address.url
        if not was_up:
            self.cluster = cluster

    def call(self, *words: str) -> int:
        """One of the tree's Python programs, with this desk's environment; gives its exit code."""
        return subprocess.run([sys.executable, *words], env=self._quietly(), cwd=ROOT, check=False).returncode

    def _quietly(self) -> dict[str, str]:
        """A person reads what the program says on the screen, not its log."""
        return self.environment | {"LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING")}

    def attend(self, *words: str) -> int:
        """Like call, but for what takes long: whoever dies meanwhile is started again."""
        program = subprocess.Popen([sys.executable, *words], env=self._quietly(), cwd=ROOT)
        while program.poll() is None:
            self.revive()
            time.sleep(0.25)
        return program.returncode

    def revive(self) -> None:
        for name in self.watch.revive():
            print(f"  {name} had ended and was started again (var/log/{name}.log).", file=sys.stderr)

    def manage(self, *words: str, title: str, ticking: bool = True) -> None:
        with step(title, ticking=ticking):
            code = self.call("manage.py", *words)
            if code != 0:
                raise Stop(f"`manage.py {' '.join(words)}` failed with exit code {code}.")

    def start(self, *programs: Program) -> None:
        self.watch.start(programs)

    def await_ready(self) -> None:
        with step("Waiting until the desk is ready"):
            deadline = time.monotonic() + READY_SECONDS
            while not _answers(f"{self.url}/readyz"):
                if time.monotonic() > deadline:
                    raise Stop(
                        f"the desk was not ready in {READY_SECONDS} s:\n{last_lines(self.watch.log('web'))}"
                    )
                self.revive()
                time.sleep(0.25)

    def stay(self) -> None:
        """Until Ctrl-C or ./desk stop. Whoever dies meanwhile is started again."""
        try:
            while True:
                self.revive()
                time.sleep(1)
        except KeyboardInterrupt:
            print("\n  Closing.", file=sys.stderr)


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - the address is our own
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
