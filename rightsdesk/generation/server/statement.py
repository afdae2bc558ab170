"""What the server says about a job: the parts that it signs, and the whole answer around them."""

from __future__ import annotations

import time
from typing import Any

from rightsdesk.domain.canonical import content_hash
from rightsdesk.generation.remote.keys import SigningKey
from rightsdesk.generation.remote.shapes import files_json
from rightsdesk.generation.remote.statements import STATUS, Statement, stated
from rightsdesk.generation.server.entry import Entry
from rightsdesk.generation.server.state import State


def statement_of(entry: Entry, state: State) -> Statement:
    _, job_id = entry.owner()
    return Statement(job_id, state.state, dict(state.files), content_hash(dict(state.record)), state.number)


def said_of(entry: Entry, key: SigningKey) -> dict[str, Any]:
    """The body of every answer about a job."""
    state = entry.state()
    desk, job_id = entry.owner()
    statement = statement_of(entry, state)
    return {
        "job": job_id,
        "state": state.state,
        "fraction": state.fraction,
        "words": state.words,
        "problem": state.problem,
        "files": files_json(state.files),
        "record": state.record,
        "statement": stated(STATUS, statement, key=key, desk=desk, now=time.time()),
    }
