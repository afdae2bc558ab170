"""Usage files as text: their header, and their lines as COPY wants them. Which lines are right is decided in SQL."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from rightsdesk.domain.errors import Invalid

COLUMNS = ("line_id", "date", "derivative_id", "territory", "product", "listener", "plays")
FIELD_END = "\x1f"
CHUNK = 1 << 20
LONGEST_LINE = 1 << 16
_HARMLESS = bytes.maketrans(b"\0\x1e\x1f", b"???")


def header(file: BinaryIO) -> list[str]:
    """The columns of a report, read from its first line. Raises Invalid when one we need is missing."""
    line = file.readline(LONGEST_LINE).decode("utf-8-sig", "replace").strip()
    columns = [name.strip().lower() for name in next(csv.reader([line]), [])]
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise Invalid(
            "usage_header",
            f"The first line of a usage report names its columns; {', '.join(missing)} is not among them.",
            {"missing": missing, "columns": list(COLUMNS)},
        )
    return columns


def staged(file: BinaryIO) -> Iterator[bytes]:
    """The rest of a file in large pieces: one text column for COPY, fields parted by FIELD_END, whole lines only."""
    while chunk := file.read(CHUNK):
        yield _piece(chunk + file.readline(LONGEST_LINE))


def _piece(chunk: bytes) -> bytes:
    """Ready for COPY's text format: valid UTF-8, backslashes doubled, none of the bytes that would end a column."""
    chunk = chunk.translate(_HARMLESS, b"\r").replace(b"\\", b"\\\\")
    if not chunk.isascii():
        chunk = chunk.decode("utf-8", "replace").encode()
    end = b"" if chunk.endswith(b"\n") else b"\n"
    if b'"' not in chunk:
        return chunk.replace(b",", FIELD_END.encode()) + end
    lines = chunk.decode().split("\n")
    return "\n".join(_unquoted(line) for line in lines).encode() + end


def _unquoted(line: str) -> str:
    """One line's fields without their quotes; a quote left open swallows the line, which then lacks columns."""
    if '"' not in line:
        return line.replace(",", FIELD_END)
    try:
        return FIELD_END.join(next(csv.reader([line]), [])).replace("\n", " ")
    except csv.Error:
        return line
