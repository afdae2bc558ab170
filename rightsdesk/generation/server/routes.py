"""The five things that a desk can ask. Each handler gets who asks and what, and gives an answer; HTTP itself is elsewhere."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property

from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.generation.contract import Description
from rightsdesk.generation.remote import fields
from rightsdesk.generation.remote.records import description_json
from rightsdesk.generation.remote.shapes import ANALYSE, Order, fingerprint, read_input, read_order
from rightsdesk.generation.server.admission import require_order, require_source
from rightsdesk.generation.server.answers import Answer, problem, said, sent
from rightsdesk.generation.server.config import ServerConfig
from rightsdesk.generation.server.entry import Entry
from rightsdesk.generation.server.runner import engine
from rightsdesk.generation.server.statement import said_of
from rightsdesk.generation.server.store import Store

_LISTEN_S = 5.0
_LOOK_S = 0.05


@dataclass(slots=False)
class Routes:
    config: ServerConfig
    store: Store

    @cached_property
    def description(self) -> Description:
        return engine(self.config).describe()

    def describe(self, desk: str) -> Answer:
        del desk
        limits = {
            "most_source_bytes": self.config.most_source_bytes,
            "most_waiting": self.config.most_waiting,
            "job_s": self.config.job_s,
            "keep_s": self.config.keep_s,
        }
        body = {"version": "1", "key": self.config.key().id, "limits": limits}
        return said(200, body | {"engine": description_json(self.description)})

    def put(self, desk: str, job_id: str, body: bytes) -> Answer:
        """Take a job on, once: 202 when it is new, 200 when it is known already."""
        order = read_order(fields.parsed(body))
        require_order(order, job_id, desk, self.config, self.description)
        entry, is_new = self.store.admit(desk, job_id, order, self.config.most_waiting)
        return said(202 if is_new else 200, said_of(entry, self.config.key()))

    def get(self, desk: str, job_id: str) -> Answer:
        return said(200, said_of(self._found(desk, job_id), self.config.key()))

    def delete(self, desk: str, job_id: str) -> Answer:
        """Stop a job at its next boundary; of one that is over, drop the files."""
        entry = self._found(desk, job_id)
        entry.ask_to_end()
        with self.store.held(entry.key) as mine:
            if mine is not None:
                mine.drop()
                self.store.settle(mine, calls=False)
        return said(200, said_of(entry, self.config.key()))

    def file(self, desk: str, job_id: str, name: str) -> Answer:
        entry = self._found(desk, job_id)
        known = entry.state().files.get(name)
        if known is None:
            raise NotFound("file_not_found", "The job has made no such file.")
        path = entry.made / name
        if not path.exists():
            raise Conflict("file_gone", "The file was dropped, as the desk asked.")
        return sent(path, name, known)

    def analyse(self, desk: str, body: bytes) -> Answer:
        """Listen to a source: the answer, or 202 while it takes longer than one request should. The same source is the
        same question, so asking again is how to wait."""
        data = fields.table(fields.parsed(body), "body", ("source",))
        order = Order(ANALYSE, read_input(data.get("source")))
        require_source(order.source, self.config)
        name = "analysis_" + fingerprint(order)[:40]
        entry, _ = self.store.admit(desk, name, order, self.config.most_waiting)
        deadline = time.monotonic() + _LISTEN_S
        while not (state := entry.state()).is_final and time.monotonic() < deadline:
            time.sleep(_LOOK_S)
        if state.state == "done":
            return said(200, state.record)
        return self._failed(entry) if state.is_final else said(202, {}, Retry_After="1")

    def _failed(self, entry: Entry) -> Answer:
        """Say why, and forget it: the next question is asked anew."""
        found = entry.state().problem or {}
        self.store.remove(entry)
        if found.get("refusal"):
            raise Invalid(found["code"], found["detail"], found["facts"])
        return problem(502, found.get("code", "engine_fault"), found.get("detail", "The engine failed."))

    def _found(self, desk: str, job_id: str) -> Entry:
        entry = self.store.find(desk, job_id)
        if entry is None:
            raise NotFound("job_not_found", "There is no such job.")
        return entry
