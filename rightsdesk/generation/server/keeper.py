"""What runs beside the doors: a runner that is started again when it dies, the callbacks, and the end of what was kept
long enough."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time

from rightsdesk.generation.server.calling import Caller
from rightsdesk.generation.server.config import ServerConfig
from rightsdesk.generation.server.store import Store

_PAUSE_S = 0.5
_SWEEP_S = 60.0
log = logging.getLogger(__name__)


class Keeper:
    def __init__(self, store: Store, config: ServerConfig) -> None:
        self.store, self.config = store, config

    def start(self) -> None:
        self.store.mend()
        Caller(self.store, self.config).start()
        for duty in (self._run, self._sweep):
            threading.Thread(target=duty, daemon=True).start()

    def _run(self) -> None:
        """A group of its own: the runner ends itself with all that it started, and nobody else."""
        module = "rightsdesk.generation.server.runner"
        command = [sys.executable, "-m", module, str(self.config.folder), str(os.getpid())]
        while True:
            runner = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
            log.warning("the runner ended with %s and is started again", runner.wait())
            time.sleep(_PAUSE_S)

    def _sweep(self) -> None:
        while True:
            sweep(self.store, self.config.keep_s, time.time())
            time.sleep(min(_SWEEP_S, self.config.keep_s))


def sweep(store: Store, keep_s: float, now: float) -> None:
    """Remove the jobs that ended more than `keep_s` ago."""
    for folder in (store.folder / "jobs").iterdir():
        with store.held(folder.name) as entry:
            if entry is not None and (state := entry.state()).is_final and now - state.at > keep_s:
                store.remove(entry)
