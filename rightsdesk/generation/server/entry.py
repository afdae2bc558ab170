"""One job's folder: what was ordered, where it stands, what was fetched for it and what was made."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rightsdesk.generation.remote.shapes import FileRef, Order, order_json, read_order
from rightsdesk.generation.server.files import locked, read_json, write_json
from rightsdesk.generation.server.state import State, read_state, state_json


@dataclass(frozen=True, slots=True)
class Entry:
    folder: Path

    @property
    def key(self) -> str:
        return self.folder.name

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def made(self) -> Path:
        return self.folder / "made"

    @property
    def wants_end(self) -> bool:
        """Whether the desk asked to stop."""
        return (self.folder / "cancel").exists()

    def create(self, desk: str, job_id: str, order: Order, state: State) -> None:
        self.folder.mkdir()
        write_json(self.folder / "order.json", {"desk": desk, "job": job_id, "order": order_json(order)})
        self.write(state)

    def owner(self) -> tuple[str, str]:
        """The desk's key and the desk's name for the job."""
        said = self._said()
        return said["desk"], said["job"]

    def order(self) -> Order:
        return read_order(self._said()["order"], stored=True)

    def refresh(self, order: Order) -> None:
        """Take fresh addresses and a fresh consent token into a job that nobody has begun."""
        with locked(self.lock, wait=False) as mine:
            if mine and self.state().state == "queued":
                write_json(self.folder / "order.json", self._said() | {"order": order_json(order)})

    def state(self) -> State:
        return read_state(read_json(self.folder / "state.json") or state_json(State()))

    def write(self, state: State) -> None:
        write_json(self.folder / "state.json", state_json(state))

    def begin(self) -> State:
        state = replace(self.state(), state="running", fraction=0.0, words="Beginning")
        state = replace(state, attempts=state.attempts + 1)
        self.write(state)
        return state

    def finish(
        self,
        state: str,
        *,
        problem: Mapping[str, Any] | None = None,
        files: Mapping[str, FileRef] | None = None,
        record: Mapping[str, Any] | None = None,
    ) -> None:
        ended = replace(self.state(), state=state, fraction=1.0, words="", at=time.time())
        self.write(replace(ended, problem=problem, files=files or {}, record=record or {}))

    def tell(self, fraction: float, words: str) -> None:
        """How far the work is."""
        self.write(replace(self.state(), fraction=min(max(fraction, 0.0), 1.0), words=words))

    def ask_to_end(self) -> None:
        (self.folder / "cancel").touch()

    def drop(self) -> None:
        """Nobody wants it any more: a job that nobody works on is cancelled; of one that is over the files go."""
        if not self.state().is_final:
            self.finish("cancelled")
        shutil.rmtree(self.made, ignore_errors=True)

    def _said(self) -> dict[str, Any]:
        return read_json(self.folder / "order.json") or {}
