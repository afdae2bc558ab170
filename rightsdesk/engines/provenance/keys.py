"""The keys of provenance, in a folder that only its owner may read and that is never in the repository: `root.pem`,
`root.key`, `signing-<stamp>.pem/.key`, `watermark-<stamp>.key`. The newest signs and marks; the older still verify."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.provenance.certificates import Pair, root, signing

_WATERMARK_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """What signs, marks and verifies. `anchors`: the roots that are believed, PEM. Identifiers are stamps of the time a
    key was made; the newest comes first. `signing` may be empty where files are only read."""

    anchors: bytes
    signing: tuple[tuple[str, Pair], ...] = field(repr=False)
    watermark: tuple[tuple[str, bytes], ...] = field(repr=False)


def read_keys(folder: Path) -> Keys:
    """The keys of a folder. Raises Invalid: keys_absent."""
    anchors = b"\n".join(path.read_bytes() for path in sorted(folder.glob("root*.pem")))
    if not anchors:
        raise Invalid("keys_absent", f"There are no provenance keys in {folder}.")
    pairs = tuple(
        (_stamp_of(key), Pair(key.with_suffix(".pem").read_bytes(), key.read_bytes()))
        for key in _newest_first(folder, "signing-*.key")
    )
    marks = tuple(
        (_stamp_of(key), bytes.fromhex(key.read_text().strip()))
        for key in _newest_first(folder, "watermark-*.key")
    )
    return Keys(anchors, pairs, marks)


def make_keys(folder: Path, at: datetime, organisation: str = "rightsdesk") -> Keys:
    """A root, a signing certificate and a watermark key, made once: a folder that holds keys already is only read.

    The folder appears whole or not at all, so two workers that start together end up with the same keys."""
    if folder.exists() and any(folder.iterdir()):
        return read_keys(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))
    try:
        _keep(made, "root", root(at, organisation))
        _add(made, at, organisation)
        with suppress(OSError):  # the other worker was faster: its folder is not empty
            os.rename(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return read_keys(folder)


def rotate_keys(folder: Path, at: datetime, organisation: str = "rightsdesk") -> Keys:
    """A new signing certificate and a new watermark key; from now on these are used, and the older ones still verify.

    Raises Invalid: keys_absent, root_key_absent (it may be kept elsewhere), keys_exist (within the same second)."""
    read_keys(folder)
    if not (folder / "root.key").exists():
        raise Invalid("root_key_absent", f"The root's private key is not in {folder}.")
    if (folder / f"watermark-{_stamp(at)}.key").exists():
        raise Invalid("keys_exist", "Keys with this time stamp exist already.")
    _add(folder, at, organisation)
    return read_keys(folder)


def _add(folder: Path, at: datetime, organisation: str) -> None:
    authority = Pair((folder / "root.pem").read_bytes(), (folder / "root.key").read_bytes())
    _keep(folder, f"signing-{_stamp(at)}", signing(authority, at, organisation))
    _write(folder / f"watermark-{_stamp(at)}.key", secrets.token_hex(_WATERMARK_BYTES).encode())


def _keep(folder: Path, name: str, pair: Pair) -> None:
    # The certificate first: a key is only looked at together with its certificate.
    _write(folder / f"{name}.pem", pair.certificate)
    _write(folder / f"{name}.key", pair.key)


def _write(path: Path, content: bytes) -> None:
    """A file only its owner may read, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
    os.replace(part, path)


def _newest_first(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern), reverse=True)


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def _stamp_of(path: Path) -> str:
    return path.stem.split("-", 1)[1]
