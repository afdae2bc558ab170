"""Telling desks that a job is over: a signed message, sent again for a while when nobody answers. A desk that hears none of
them asks (that is what polling is for)."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import httpx

from rightsdesk.domain.errors import Invalid
from rightsdesk.generation.remote.statements import CALLBACK, stated
from rightsdesk.generation.remote.transport import guarded_client
from rightsdesk.generation.server.config import ServerConfig
from rightsdesk.generation.server.entry import Entry
from rightsdesk.generation.server.statement import statement_of
from rightsdesk.generation.server.store import Store

_LOOK_S = 0.2
_ANSWER_S = 10.0
log = logging.getLogger(__name__)


class Caller(threading.Thread):
    def __init__(self, store: Store, config: ServerConfig) -> None:
        super().__init__(daemon=True)
        self.store, self.config = store, config
        self.calls = store.folder / "calls"

    def run(self) -> None:
        while True:
            for mark in sorted(self.calls.iterdir()):
                self._attend(mark)
            time.sleep(_LOOK_S)

    def _attend(self, mark: Path) -> None:
        """The mark holds how many calls were tried; its age is the time since the last one."""
        try:
            tried, age = int(mark.read_text() or 0), time.time() - mark.stat().st_mtime
        except FileNotFoundError:
            return
        entry = self.store.entry(mark.name)
        if entry is None or tried >= len(self.config.callback_waits):
            mark.unlink(missing_ok=True)
        elif age >= self.config.callback_waits[tried]:
            self._call(entry, mark, tried)

    def _call(self, entry: Entry, mark: Path, tried: int) -> None:
        url = entry.order().callback
        if url is None or self._is_heard(entry, url):
            mark.unlink(missing_ok=True)
        else:
            mark.write_text(str(tried + 1))

    def _is_heard(self, entry: Entry, url: str) -> bool:
        desk, _ = entry.owner()
        token = stated(
            CALLBACK, statement_of(entry, entry.state()), key=self.config.key(), desk=desk, now=time.time()
        )
        headers = {"Content-Type": "application/jwt"}
        try:
            with guarded_client(self.config.allow_private, _ANSWER_S) as client:
                return client.post(url, content=token, headers=headers).is_success
        except (httpx.HTTPError, httpx.InvalidURL, Invalid) as error:
            log.info("callback for %s: %s", entry.key, type(error).__name__)
            return False
