"""One byte range of a file (RFC 9110, section 14): which bytes are asked for, and an iterator over just those."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

CHUNK = 64 * 1024
_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `end`, both included."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def wanted(header: str, size: int) -> Span | None:
    """The span a Range header asks for; None for the whole file (no range, several, or not understood).

    Raises ValueError when the range lies outside the file."""
    found = _ONE.fullmatch(header.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < int(first):
            return None
    if start > end:
        raise ValueError(f"The range lies outside the {size} bytes.")
    return Span(start, end)


class Part:
    """A file-like window on an open file: FileResponse streams it and closes the file."""

    def __init__(self, file: IO[bytes], span: Span) -> None:
        self._file, self._left = file, span.length
        file.seek(span.start)

    def read(self, size: int = CHUNK) -> bytes:
        data = self._file.read(min(size if size >= 0 else self._left, self._left))
        self._left -= len(data)
        return data

    def __iter__(self) -> Iterator[bytes]:
        while data := self.read(CHUNK):
            yield data

    def close(self) -> None:
        self._file.close()
