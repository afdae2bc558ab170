"""`verify FILE`: what a file says of itself and what its sound says, item by item, and what follows. Knows no register:
whether a derivative may still be used is not looked up here, and the answer says so."""

from __future__ import annotations

import argparse
import hashlib
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rightsdesk.domain.verification import WORDS, Answer, Items, conclude
from rightsdesk.engines.provenance import Keys, Reading, observed, read, read_keys, sidecar_of
from rightsdesk.generation.commands import common


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    verb = subparsers.add_parser("verify", help="tell where a file comes from and whether it was changed")
    verb.add_argument("file", type=Path)
    where = "the desk's keys: its root for signatures, its secrets for watermarks (default: $PROVENANCE_KEYS)"
    verb.add_argument("--keys", type=Path, help=where)
    verb.add_argument(
        "--sidecar", type=Path, help="credentials beside the file (for Ogg: its name with .c2pa)"
    )
    verb.add_argument("--original", type=Path, help="the recording it is said to be made from")
    verb.add_argument("--json", action="store_true", help="one line of JSON and nothing else")
    verb.set_defaults(verb=run)


def run(asked: argparse.Namespace) -> dict[str, Any]:
    started = common.cpu_seconds()
    folder = asked.keys or _named()
    keys = read_keys(folder) if folder else Keys(b"", (), ())
    reading = read(asked.file, keys, asked.sidecar or sidecar_of(asked.file))
    items = replace(observed(reading), parent=_parent(reading, asked.original))
    concluded = conclude(items)
    return {
        "file": str(asked.file),
        "sha256": reading.sha256,
        "keys": str(folder) if folder else None,
        "outcome": str(concluded.outcome),
        "reasons": [{"code": code, "words": WORDS[code]} for code in concluded.reasons],
        "items": _items(items, reading),
        "claim": asdict(reading.claim) if reading.claim else None,
        "cpu_s": round(common.cpu_seconds() - started, 2),
    }


def _named() -> Path | None:
    """Without keys a signature can be checked but not trusted, and no watermark be read: the answer says `keys: null`."""
    named = os.environ.get("PROVENANCE_KEYS", "")
    return Path(named) if named else None


def _parent(reading: Reading, original: Path | None) -> Answer:
    """Only an exact copy proves a parent; another file of the same recording proves nothing against it."""
    if original is None or reading.claim is None:
        return Answer.UNKNOWN
    with original.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    named = {parent.get("sha256") for parent in reading.claim.parents}
    return Answer.YES if sha256 in named else Answer.UNKNOWN


def _items(items: Items, reading: Reading) -> dict[str, Any]:
    """Each item with its answer, and what it was read from."""
    told = {name: {"value": str(value)} for name, value in asdict(items).items()}
    credentials, mark = reading.credentials, reading.watermark
    behind: dict[str, dict[str, Any]] = {
        "signature": {"signer": credentials.signer, "problems": list(credentials.problems)},
        "hash": {"manifest": credentials.manifest},
        "watermark": asdict(mark) if mark else {},
        "parent": {"named": list(reading.claim.parents) if reading.claim else []},
    }
    return {name: {**value, **behind.get(name, {})} for name, value in told.items()}
