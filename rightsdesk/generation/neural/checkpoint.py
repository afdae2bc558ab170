"""What an operator says about a checkpoint, held against the file before any of it is loaded. Reads headers only: a web
process can describe the engine without torch."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.generation.contract import Model

CLASSES = frozenset({"demucs.demucs.Demucs", "demucs.hdemucs.HDemucs", "demucs.htdemucs.HTDemucs"})
"""The only classes a checkpoint may ask for. Its file names one; it is never imported from the name alone."""
_MOST_HEADER_BYTES = 10_000_000
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`sha256` (hex) pins the file. `licence` and `training`: what the operator knows of weights and training data.
    `allow_pickle`: a pickle runs code of its author when it is read; only an operator can want that."""

    path: Path
    sha256: str
    licence: str
    training: str = "not stated"
    name: str = ""
    allow_pickle: bool = False


def checked(checkpoint: Checkpoint) -> Model:
    """The model behind a checkpoint whose file is what the operator said. Raises Invalid: checkpoint_missing,
    checkpoint_changed (its hash), checkpoint_licence, checkpoint_pickle, checkpoint_unreadable, checkpoint_class."""
    if not checkpoint.licence.strip():
        raise Invalid("checkpoint_licence", "A checkpoint is used under a licence; say which.")
    found = _hash_of(checkpoint.path)
    if found != checkpoint.sha256.lower():
        message = "The checkpoint is not the file that was pinned: its SHA-256 is another one."
        raise Invalid("checkpoint_changed", message, {"pinned": checkpoint.sha256, "found": found})
    if is_safetensors(checkpoint.path):
        class_of(checkpoint.path)
    elif not checkpoint.allow_pickle:
        message = "The checkpoint is a pickle, which runs code when it is read; use safetensors."
        raise Invalid("checkpoint_pickle", message)
    return Model(checkpoint.name or checkpoint.path.stem, found, checkpoint.licence, checkpoint.training)


def is_safetensors(path: Path) -> bool:
    """By its content: a length, then a JSON object."""
    with path.open("rb") as file:
        start = file.read(_LENGTH.size + 1)
    return len(start) == _LENGTH.size + 1 and start[-1:] == b"{"


def class_of(path: Path) -> str:
    """The class a safetensors checkpoint asks for. Raises Invalid("checkpoint_class") unless it is one of CLASSES."""
    said = _metadata(path)
    if "structure" in said:
        raise Invalid("checkpoint_class", "Quantised checkpoints rebuild foreign objects and are not taken.")
    wanted = said.get("klass")
    if wanted not in CLASSES:
        facts = {"class": str(wanted)[:120], "allowed": sorted(CLASSES)}
        raise Invalid("checkpoint_class", "The checkpoint asks for a class that is not allowed.", facts)
    return str(wanted)


def _metadata(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            if not 2 <= length <= _MOST_HEADER_BYTES:
                raise ValueError("the header's length is impossible")
            header = json.loads(file.read(length))
    except (ValueError, struct.error, RecursionError) as error:
        raise Invalid("checkpoint_unreadable", "The checkpoint's header cannot be read.") from error
    said = header.get("__metadata__") if isinstance(header, dict) else None
    return said if isinstance(said, dict) else {}


def _hash_of(path: Path) -> str:
    try:
        status = path.stat()
    except OSError as error:
        raise Invalid("checkpoint_missing", "There is no checkpoint where the settings say.") from error
    return _hashed(path, status.st_size, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=8)
def _hashed(path: Path, size: int, changed_ns: int, node: int) -> str:
    """Kept while the file is the same one: a description is asked for with every request."""
    del size, changed_ns, node
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
