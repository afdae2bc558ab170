"""Getting the files of an order: from public addresses only, whole, within their announced size, and exactly those whose
hashes the desk gave."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import httpx

from rightsdesk.domain.errors import Invalid, TooLarge
from rightsdesk.generation.contract import Source
from rightsdesk.generation.remote.shapes import Input, Origin
from rightsdesk.generation.remote.transport import guarded_client
from rightsdesk.generation.server.config import ServerConfig

_TRIES = 3
_PAUSE_S = 0.5


class FetchError(Exception):
    """A source could not be had; its address may have expired."""


def fetched(source: Input, folder: Path, config: ServerConfig, name: str = "source") -> Source:
    """The order's files in `folder`. Raises FetchError, Invalid("source_hash_mismatch"), Invalid("url_forbidden"), TooLarge."""
    path = _file(source.origin, folder / name, config)
    stems = {stem: _file(origin, folder / f"{name}-{stem}", config) for stem, origin in source.stems.items()}
    second = fetched(source.second, folder, config, "second") if source.second else None
    return Source(path, source.facts, stems, second)


def _file(origin: Origin, to: Path, config: ServerConfig) -> Path:
    for attempt in range(_TRIES):
        try:
            sha256 = _download(origin, to, config)
            break
        except httpx.HTTPError as error:
            if attempt == _TRIES - 1:
                raise FetchError from error
            time.sleep(_PAUSE_S)
    if sha256 != origin.file.sha256:
        raise Invalid(
            "source_hash_mismatch", "The source is not the file whose hash was given.", {"sha256": sha256}
        )
    return to


def _download(origin: Origin, to: Path, config: ServerConfig) -> str:
    digest, total = hashlib.sha256(), 0
    with (
        guarded_client(config.allow_private, config.fetch_s, redirects=True) as client,
        client.stream("GET", origin.url) as answer,
        to.open("wb") as target,
    ):
        answer.raise_for_status()
        for piece in answer.iter_raw():
            total += len(piece)
            if total > origin.file.bytes:
                raise TooLarge("source_too_large", "The source is longer than was announced.")
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()
