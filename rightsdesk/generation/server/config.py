"""What a server was started with, kept in its folder so that all its processes agree on it. The key it signs with is made
on first use, lies in a file only its owner may read, and stays on this machine."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rightsdesk.generation.remote.keys import PublicKey, SigningKey
from rightsdesk.generation.server.files import read_json, write_json


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """`desks`: the public keys of those who may ask. `allow_private`: hosts that sources may come from and callbacks go
    to though their address is private. `territory`: where this engine works, held against every consent."""

    folder: Path
    desks: tuple[PublicKey, ...]
    allow_private: frozenset[str] = frozenset()
    territory: str | None = None
    most_waiting: int = 50
    most_source_bytes: int = 512 * 1024**2
    fetch_s: float = 120.0
    job_s: float = 900.0
    keep_s: float = 86_400.0
    cache_bytes: int = 4 * 1024**3
    callback_waits: tuple[float, ...] = field(default=(0.0, 2.0, 10.0, 60.0, 300.0))

    def save(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        plain = {name: getattr(self, name) for name in _PLAIN}
        lists = {
            "desks": [json.loads(key.to_json()) for key in self.desks],
            "allow_private": sorted(self.allow_private),
            "callback_waits": list(self.callback_waits),
        }
        write_json(self.folder / "server.json", plain | lists)

    def key(self) -> SigningKey:
        """The server's own key; made when there is none yet."""
        return _key(self.folder / "engine.jwk")


_PLAIN = ("territory", "most_waiting", "most_source_bytes", "fetch_s", "job_s", "keep_s", "cache_bytes")


def load(folder: Path) -> ServerConfig:
    """What `save` wrote."""
    said = read_json(folder / "server.json") or {}
    return ServerConfig(
        folder=folder,
        desks=tuple(PublicKey.from_json(json.dumps(key)) for key in said["desks"]),
        allow_private=frozenset(said["allow_private"]),
        callback_waits=tuple(said["callback_waits"]),
        **{name: said[name] for name in _PLAIN},
    )


@cache
def _key(path: Path) -> SigningKey:
    if not path.exists():
        _write_private(path, SigningKey.make().to_json())
    return SigningKey.from_json(path.read_text())


def _write_private(path: Path, text: str) -> None:
    """Whole or not at all, and never over an existing one."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.touch(mode=0o600)
    part.write_text(text)
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
