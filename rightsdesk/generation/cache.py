"""Work on a source that later renders use again: measurements, stems, stretched material. A folder of files, bounded in
bytes; what was used longest ago goes first. Safe for several processes at once and against being killed at any moment;
a damaged file is a miss."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

DEFAULT_BYTES = 8 * 1024**3
_MAGIC = b"rightsdesk-cache-1\n"
_ALIGN = 64
_LEFTOVER_SECONDS = 3600.0
_BLOCK = 1 << 24


@dataclass(frozen=True, slots=True)
class Entry:
    """`facts` are plain JSON values; `arrays` are read from the file as they are needed, and cannot be written to."""

    facts: dict[str, Any]
    arrays: dict[str, Array]


@dataclass(frozen=True, slots=True)
class Cache:
    """Two processes that make the same entry at once both write it; the last whole one stays."""

    folder: Path
    most_bytes: int = DEFAULT_BYTES

    def get(self, key: str) -> Entry | None:
        path = self._path(key)
        try:
            entry = _read(path)
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return entry

    def put(self, key: str, facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
        """Whole or not at all. A full disk is no reason to fail a render: then nothing is kept."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._make_room(sum(array.nbytes for array in arrays.values()))
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".part-", delete=False) as file:
                part = Path(file.name)
                try:
                    _write(file, facts, arrays)
                    file.flush()
                    os.replace(part, self._path(key))
                finally:
                    part.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key

    def _make_room(self, needed: int) -> None:
        """Drop the entries not used for longest until `needed` more bytes fit, and what killed writers left."""
        entries = []
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):
                facts = path.stat()
                if path.name.startswith(".part-"):
                    _sweep(path, facts.st_mtime)
                elif path.is_file():
                    entries.append((facts.st_mtime_ns, facts.st_size, path))
        room = self.most_bytes - needed - sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if room >= 0:
                return
            path.unlink(missing_ok=True)
            room += size


def _sweep(part: Path, written: float) -> None:
    """What a writer left that was killed; one that still writes is left alone."""
    if time.time() - written > _LEFTOVER_SECONDS:
        part.unlink(missing_ok=True)


def key(kind: str, **parts: Any) -> str:
    """A name that says what was made from what: the same parts, the same name."""
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return f"{kind}-{hashlib.sha256(canonical.encode()).hexdigest()}"


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(file: Any, facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    listed = [
        {"name": name, "shape": array.shape, "dtype": array.dtype.str, "crc": _crc(array)}
        for name, array in arrays.items()
    ]
    head = json.dumps({"facts": facts, "arrays": listed}).encode()
    file.write(_MAGIC + f"{len(head):016d} {zlib.crc32(head):010d}\n".encode() + head)
    for array in arrays.values():
        file.write(b"\0" * (-file.tell() % _ALIGN))
        for piece in _pieces(array):
            file.write(piece)


def _read(path: Path) -> Entry:
    """Raises OSError, ValueError or KeyError for a file that is missing or not as it was written."""
    said, place = _head(path)
    arrays: dict[str, Array] = {}
    for each in said["arrays"]:
        place += -place % _ALIGN
        array = np.memmap(path, np.dtype(each["dtype"]), "r", place, tuple(each["shape"]))
        if _crc(array) != each["crc"]:
            raise ValueError("damaged samples")
        arrays[each["name"]] = array
        place += array.nbytes
    return Entry(said["facts"], arrays)


def _head(path: Path) -> tuple[dict[str, Any], int]:
    """What the file says of itself, and where that ends."""
    with path.open("rb") as file:
        line = file.read(len(_MAGIC) + 28)
        if not line.startswith(_MAGIC):
            raise ValueError("not an entry")
        length, crc = (int(word) for word in line[len(_MAGIC) :].split())
        head = file.read(length)
        if zlib.crc32(head) != crc:
            raise ValueError("a damaged head")
        said: dict[str, Any] = json.loads(head)
        return said, file.tell()


def _crc(array: Array) -> int:
    value = 0
    for piece in _pieces(array):
        value = zlib.crc32(piece, value)
    return value


def _pieces(array: Array) -> list[memoryview[int]]:
    """The bytes in blocks, without a copy of a contiguous array."""
    flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    return [flat[start : start + _BLOCK].data for start in range(0, len(flat), _BLOCK)]
