"""The jobs of a server, a folder each, and the two lists that say what is left to do: `waiting` for the runner, `calls` for
the desk's callbacks. Who comes back after a sudden end finds everything that was accepted."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rightsdesk.domain.errors import Conflict
from rightsdesk.generation.remote.shapes import Order, fingerprint
from rightsdesk.generation.server.entry import Entry
from rightsdesk.generation.server.files import locked, sync_folder
from rightsdesk.generation.server.state import State


class BusyError(Exception):
    """As many jobs wait as this server takes."""


@dataclass(frozen=True, slots=True)
class Store:
    folder: Path

    def __post_init__(self) -> None:
        for name in ("jobs", "waiting", "calls", "new"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def find(self, desk: str, job_id: str) -> Entry | None:
        """A desk's job; another desk's does not exist."""
        return self.entry(key_of(desk, job_id))

    def entry(self, key: str) -> Entry | None:
        entry = Entry(self.folder / "jobs" / key)
        return entry if (entry.folder / "order.json").exists() else None

    def admit(self, desk: str, job_id: str, order: Order, most_waiting: int) -> tuple[Entry, bool]:
        """The job of this name, and whether it is new. Raises Conflict("job_differs") when the name stands for another
        order, and BusyError."""
        with locked(self.folder / "door.lock"):
            known = self.find(desk, job_id)
            if known is None:
                return self._created(desk, job_id, order, most_waiting), True
        if fingerprint(known.order()) != fingerprint(order):
            raise Conflict("job_differs", "This name stands for another job.", {"job": job_id})
        known.refresh(order)
        return known, False

    def waiting(self) -> list[str]:
        """Keys of the jobs that are not over, the oldest first."""
        return [
            name.split("-", 1)[1]
            for name in sorted(path.name for path in (self.folder / "waiting").iterdir())
        ]

    def settle(self, entry: Entry, calls: bool) -> None:
        """A job is over: take it off the list, and onto that of the callbacks. Safe to do twice."""
        if calls and entry.order().callback is not None:
            (self.folder / "calls" / entry.key).touch()
        for mark in (self.folder / "waiting").glob(f"*-{entry.key}"):
            mark.unlink(missing_ok=True)

    @contextmanager
    def held(self, key: str) -> Iterator[Entry | None]:
        """The job, for one process at a time; None while somebody else has it."""
        entry = self.entry(key)
        if entry is None:
            yield None
            return
        with locked(entry.lock, wait=False) as mine:
            yield entry if mine else None

    def remove(self, entry: Entry) -> None:
        """A job that nobody will ask for again."""
        self.settle(entry, calls=False)
        (self.folder / "calls" / entry.key).unlink(missing_ok=True)
        gone = self.folder / "new" / f"gone-{entry.key}-{time.time_ns()}"
        entry.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def mend(self) -> None:
        """After a sudden end: put every unfinished job back on the list and drop what was never finished being written."""
        for rest in (self.folder / "new").iterdir():
            shutil.rmtree(rest, ignore_errors=True)
        listed = set(self.waiting())
        for folder in (self.folder / "jobs").iterdir():
            if folder.name not in listed and not Entry(folder).state().is_final:
                self._list(folder.name)

    def _created(self, desk: str, job_id: str, order: Order, most_waiting: int) -> Entry:
        if len(self.waiting()) >= most_waiting:
            raise BusyError
        key = key_of(desk, job_id)
        part = Entry(self.folder / "new" / key)
        shutil.rmtree(part.folder, ignore_errors=True)
        part.create(desk, job_id, order, State())
        part.folder.rename(self.folder / "jobs" / key)
        sync_folder(self.folder / "jobs")
        self._list(key)
        return Entry(self.folder / "jobs" / key)

    def _list(self, key: str) -> None:
        (self.folder / "waiting" / f"{time.time_ns():020d}-{key}").touch()


def key_of(desk: str, job_id: str) -> str:
    """The folder's name: no letter of it is chosen by the one who asks."""
    return hashlib.sha256(f"{desk}\n{job_id}".encode()).hexdigest()[:40]
