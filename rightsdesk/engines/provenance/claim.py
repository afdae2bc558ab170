"""What is claimed of a derivative when it is sealed, and the number its watermark carries. Derived from the register and
from the steps that ran; leaves the credentials' own form to `manifest`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Parent:
    """What a derivative was made from: a recording, or another derivative (then its public identifier is given).

    `file`: so that credentials it carries itself become part of the new ones."""

    title: str
    isrc: str = ""
    sha256: str = ""
    derivative: str = ""
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """`steps`: the record of the render; `disclosure`: derived from it (rightsdesk.domain.disclosure). `licence`: what
    allows it, as the register names it. `made_at` has a time zone."""

    derivative: str
    title: str
    artist: str
    parents: tuple[Parent, ...]
    steps: Sequence[Mapping[str, Any]]
    disclosure: Mapping[str, Any]
    recipe_sha256: str
    licence: str
    engine: str
    made_at: datetime
    badge_url: str = ""


def watermark_payload(public_id: str) -> int:
    """The 64 bits a derivative's watermark carries: too few for the identifier itself, so its hash; the register
    knows whose they are."""
    digest = hashlib.sha256(b"rightsdesk watermark 1\0" + public_id.encode()).digest()
    return int.from_bytes(digest[:8], "big")


def watermark_id(payload: int) -> str:
    """A payload as it is written and looked up: 16 hexadecimal digits."""
    return f"{payload:016x}"
