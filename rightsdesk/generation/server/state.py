"""Where a job stands, as it is written down. Each state is written once it is true, and never earlier."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rightsdesk.domain.errors import Refusal
from rightsdesk.generation.remote.shapes import FileRef, files_json, read_files
from rightsdesk.generation.remote.statements import FINAL


@dataclass(frozen=True, slots=True)
class State:
    """`attempts`: how often work began. `number` names the message that tells the desk of the end. `at`: when it ended."""

    state: str = "queued"
    attempts: int = 0
    fraction: float = 0.0
    words: str = "Waiting"
    problem: Mapping[str, Any] | None = None
    files: Mapping[str, FileRef] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    number: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    at: float = 0.0

    @property
    def is_final(self) -> bool:
        return self.state in FINAL


def state_json(state: State) -> dict[str, Any]:
    return asdict(state) | {"files": files_json(state.files)}


def read_state(data: Mapping[str, Any]) -> State:
    return State(**{**data, "files": read_files(data["files"])})


def problem_of(refusal: Refusal) -> dict[str, Any]:
    """A failure that lies in the order."""
    return {"code": refusal.code, "detail": refusal.message, "facts": refusal.facts, "refusal": True}


def fault(code: str, message: str) -> dict[str, Any]:
    """A failure that lies here, or between here and the desk."""
    return {"code": code, "detail": message, "facts": {}, "refusal": False}
