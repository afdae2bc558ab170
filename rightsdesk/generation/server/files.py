"""Files that survive a sudden end: written whole or not at all, and locks that the system lets go of when a process dies."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def write_json(path: Path, value: object) -> None:
    """Replace the file at once: a reader sees the old one or the new one, and so does the next start."""
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    with part.open("w") as file:
        json.dump(value, file, allow_nan=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def read_json(path: Path) -> dict[str, Any] | None:
    """None when there is no such file."""
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    return found


def sync_folder(folder: Path) -> None:
    """Make names that were written or moved in `folder` last."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def locked(path: Path, wait: bool = True) -> Iterator[bool]:
    """Whether this process and thread alone hold `path` until the block ends. Without `wait` it is False when held elsewhere."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _flock(number, wait)
    finally:
        os.close(number)


def _flock(number: int, wait: bool) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
