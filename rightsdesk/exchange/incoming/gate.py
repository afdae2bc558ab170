"""The first look at a file, before anything reads it: its size, its text, what kind it is. Hostile files end here."""

import codecs
import gzip
import hashlib
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from rightsdesk.domain.errors import Invalid, TooLarge

PIECE = 1 << 18
# An entity or a document type can stand for anything; no message of the field needs one.
FORBIDDEN_IN_XML = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that may be read: UTF-8 text (CWR: what one byte says), unpacked, of a known kind and hash."""

    path: Path
    sha256: str
    size: int
    kind: str


@contextmanager
def admitted(path: Path) -> Iterator[Admitted]:
    """Look at a file, unpacking gzip into a scratch file. Raises TooLarge and Invalid; nothing is written."""
    _not_over(path.stat().st_size, settings.IMPORT_MAX_BYTES)
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if not packed:
        yield _looked_at(path)
        return
    with tempfile.NamedTemporaryFile(prefix="unpacked-") as scratch:
        for piece in _unpacked(path):
            scratch.write(piece)
        scratch.flush()
        yield _looked_at(Path(scratch.name))


def _unpacked(path: Path) -> Iterator[bytes]:
    """The content of a gzip file, never more of it than an import may have."""
    size = 0
    try:
        with gzip.open(path) as file:
            while piece := file.read(PIECE):
                size += len(piece)
                _not_over(size, settings.IMPORT_MAX_BYTES)
                yield piece
    except (OSError, EOFError, zlib.error) as error:
        raise Invalid("gzip_broken", f"This gzip file is damaged: {error}.") from error


def _looked_at(path: Path) -> Admitted:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(400)
    kind = _kind(head)
    if kind == "ern":
        _not_over(size, settings.IMPORT_MAX_XML_BYTES)
    digest = _read_through(path, kind)
    return Admitted(path, digest, size, kind)


def _kind(head: bytes) -> str:
    """XML begins with a mark, CWR with its header record; the rest must be CSV."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not start:
        raise Invalid("file_empty", "There is nothing in this file.")
    if start.startswith(b"<"):
        return "ern"
    return "cwr" if start.startswith(b"HDR") and b"," not in start[:60] else "csv"


def _read_through(path: Path, kind: str) -> str:
    """SHA-256 of the file, having seen that all of it is text of its kind."""
    digest, decoder, tail = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            if b"\x00" in piece:
                raise Invalid("not_text", "This is not a text file in UTF-8: it holds zero bytes.")
            if kind != "cwr":
                _decoded(decoder, piece, file.tell() - len(piece))
            if kind == "ern" and any(word in tail + piece for word in FORBIDDEN_IN_XML):
                raise Invalid("xml_document_type", "Messages with a document type or entities are refused.")
            tail = piece[-12:]
    if kind != "cwr":
        _decoded(decoder, b"", path.stat().st_size, final=True)
    return digest.hexdigest()


def _decoded(decoder: codecs.IncrementalDecoder, piece: bytes, at: int, final: bool = False) -> None:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError as error:
        words = f"This is not UTF-8: see around byte {at + error.start + 1:,}. Save the file as UTF-8."
        raise Invalid("not_utf8", words, {"byte": at + error.start + 1}) from error


def _not_over(size: int, most: int) -> None:
    if size > most:
        raise TooLarge(
            "file_too_large", f"At most {most // 1_000_000:,} MB are read of one file.", {"most": most}
        )
