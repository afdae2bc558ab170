"""The process that works through the waiting jobs, one after the other. `python -m rightsdesk.generation.server.runner
FOLDER PARENT`. It ends with the process that started it, and takes every program it runs along."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from functools import cache
from pathlib import Path

from rightsdesk.generation.contract import Engine
from rightsdesk.generation.server.config import ServerConfig, load
from rightsdesk.generation.server.store import Store
from rightsdesk.generation.server.work import work

_LOOK_S = 0.1
_GRACE_S = 30.0
"""A job that does not notice that its time is over is ended with its process."""


class Watchdog(threading.Thread):
    """Ends this process, and its children, when the server is gone or a job hangs."""

    def __init__(self, parent: int, job_s: float) -> None:
        super().__init__(daemon=True)
        self.parent = parent
        self.most = job_s + _GRACE_S
        self.began: float | None = None

    def run(self) -> None:
        while os.getppid() == self.parent and not self.hangs():
            time.sleep(0.5)
        os.killpg(0, signal.SIGKILL)

    def hangs(self) -> bool:
        """Whether the job under way had its time and the grace after it."""
        began = self.began
        return began is not None and time.monotonic() - began > self.most


def main(folder: Path, parent: int) -> None:
    """Until the process `parent` ends."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # addresses of sources are secrets
    config = load(folder)
    store = Store(folder)
    watchdog = Watchdog(parent, config.job_s)
    watchdog.start()
    while True:
        if not any(step(key, store, config, watchdog) for key in store.waiting()):
            time.sleep(_LOOK_S)


def step(key: str, store: Store, config: ServerConfig, watchdog: Watchdog) -> bool:
    """Do one job, if nobody else does it; whether it was done."""
    with store.held(key) as entry:
        if entry is None:
            return False
        watchdog.began = time.monotonic()
        work(entry, config, lambda: engine(config))
        watchdog.began = None
        if entry.wants_end:
            entry.drop()
        store.settle(entry, calls=entry.state().state != "cancelled")
    return True


@cache
def _engine(folder: Path, cache_bytes: int) -> Engine:
    from rightsdesk.generation.choosing import Choice, chosen

    return chosen(Choice(None, folder / "cache", cache_bytes))


def engine(config: ServerConfig) -> Engine:
    """The engine that does the work; loaded with the first job."""
    return _engine(config.folder, config.cache_bytes)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
