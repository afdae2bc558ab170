"""Questions to the engine, asked again when something breaks on the way: every request of the contract is safe to repeat."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rightsdesk.domain.canonical import canonical_json
from rightsdesk.generation.remote.config import RemoteConfig
from rightsdesk.generation.remote.errors import RemoteError, broken
from rightsdesk.generation.remote.exchange import Answer, exchange, pieces, read
from rightsdesk.generation.remote.shapes import FileRef

_LONGEST_WAIT_S = 30.0
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Door:
    config: RemoteConfig

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """The answer to one question. Raises a Refusal for the engine's "no" and RemoteError for everything else."""
        sent = canonical_json(body) if body is not None else b""
        return self._patiently(lambda: self._asked(method, path, sent))

    def fetch(self, path: str, file: FileRef, to: Path) -> None:
        """A file that is exactly what was announced, or none. Raises RemoteError: file_hash_mismatch, file_too_large."""
        if file.bytes > self.config.most_file_bytes:
            facts = {"bytes": file.bytes, "most": self.config.most_file_bytes}
            raise RemoteError("file_too_large", "The file is larger than the desk takes.", facts)
        try:
            self._patiently(lambda: self._fetched(path, file, to))
        except BaseException:
            to.unlink(missing_ok=True)
            raise

    def _patiently(self, attempt: Callable[[], Found]) -> Found:
        for wait in self.config.retry_waits:
            try:
                return attempt()
            except RemoteError as error:
                if not error.retry:
                    raise
                time.sleep(min(error.after_s or wait, _LONGEST_WAIT_S))
        return attempt()

    def _asked(self, method: str, path: str, sent: bytes) -> Answer:
        with exchange(self.config, method, path, sent, self.config.exchange_s) as answer:
            return read(answer, b"".join(pieces(answer, self.config.most_answer_bytes)))

    def _fetched(self, path: str, file: FileRef, to: Path) -> None:
        digest = hashlib.sha256()
        with (
            exchange(self.config, "GET", path, b"", self.config.download_s) as answer,
            to.open("wb") as target,
        ):
            if answer.status_code != 200:
                read(answer, b"".join(pieces(answer, self.config.most_answer_bytes)))
                raise broken("The engine did not send the file.", status=answer.status_code)
            for piece in pieces(answer, file.bytes):
                digest.update(piece)
                target.write(piece)
        if digest.hexdigest() != file.sha256:
            raise RemoteError("file_hash_mismatch", "The file is not the one that was announced.")
