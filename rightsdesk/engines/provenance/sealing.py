"""From a master to files that say what they are: watermark, encode, tags, credentials last, then the hash of each.
Leaves how loud it is to the mastering room, except that no codec may lift the true peak over the ceiling."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rightsdesk.domain.disclosure import step
from rightsdesk.engines.audio import Audio, decode, encode
from rightsdesk.engines.audio_encode import LOSSY
from rightsdesk.engines.audio_loudness import loudness
from rightsdesk.engines.audio_samples import Loudness
from rightsdesk.engines.provenance.claim import Claim
from rightsdesk.engines.provenance.credentials import BESIDE, MIMES, Signed, mime_of, sign
from rightsdesk.engines.provenance.keys import Keys
from rightsdesk.engines.provenance.manifest import ingredient, manifest
from rightsdesk.engines.provenance.marking import Marked, mark
from rightsdesk.engines.provenance.tags import tag

CEILING_DBTP = -1.0
_ROUNDS = 6
_ROOM_DB = 0.02
# Two formats at a time, as the encoders are programs of their own; one where samples would fill the memory.
_LONG_SECONDS = 360.0


@dataclass(frozen=True, slots=True)
class SealedFile:
    """`sha256` of the file as delivered; `sidecar`: its credentials where the container cannot hold them;
    `credential_sha256`: of C2PA's manifest store, wherever it lies. Levels as a listener hears it."""

    path: Path
    sha256: str
    sidecar: Path | None
    credential_sha256: str
    lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Sealed:
    """`files` by format. `watermark` is "" where the sound is too short or too quiet to be marked (`unmarked` says why).
    `steps`: the claim's, and those of sealing itself; they are what the credentials tell."""

    files: Mapping[str, SealedFile]
    watermark: str
    watermark_key: str
    snr_db: float | None
    unmarked: str
    steps: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Order:
    """What every format of one derivative has in common."""

    claim: Claim
    steps: list[dict[str, Any]]
    marked: Marked
    keys: Keys
    folder: Path
    out_dir: Path
    name: str

    def file(self, kind: str) -> SealedFile:
        """Encode, tag, sign, hash; only then does it appear under its name."""
        plain, tagged, ready = (self.folder / f"{stage}.{kind}" for stage in ("plain", "tagged", "ready"))
        heard = _encoded(self.marked.audio, plain)
        tag(plain, tagged, _tags(self.claim))
        signed = self._signed(tagged, ready)
        with ready.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        sidecar = _kept(signed.store, self.out_dir / f"{self.name}.c2pa") if kind in BESIDE else None
        target = self.out_dir / f"{self.name}.{kind}"
        os.replace(ready, target)
        return SealedFile(target, sha256, sidecar, signed.sha256, round(heard.lufs, 2), heard.true_peak_dbtp)

    def _signed(self, source: Path, target: Path) -> Signed:
        parents = [
            (ingredient(parent, index, mime_of(parent.file)), parent.file)
            for index, parent in enumerate(self.claim.parents)
        ]
        mime = MIMES[target.suffix[1:]]
        definition = manifest(self.claim, self.steps, mime, self.marked.watermark)
        return sign(source, target, definition, parents, self.keys)


def seal(
    master: Audio | Path,
    claim: Claim,
    keys: Keys,
    out_dir: Path,
    formats: Sequence[str] = ("flac", "opus", "m4a", "mp3"),
    name: str = "remix",
) -> Sealed:
    """Write `<name>.<format>` for each format (and `<name>.c2pa` beside Opus) into `out_dir`, each whole or not at all.

    Raises Invalid: what `decode` raises for a master that cannot be read, and keys_cannot_sign."""
    marked = mark(decode(master) if isinstance(master, Path) else master, claim, keys)
    steps = [*map(dict, claim.steps), *_steps(marked, formats)]
    with tempfile.TemporaryDirectory(prefix=".seal-", dir=out_dir) as folder:
        order = _Order(claim, steps, marked, keys, Path(folder), out_dir, name)
        with ThreadPoolExecutor(1 if marked.audio.seconds > _LONG_SECONDS else 2) as pool:
            files = dict(zip(formats, pool.map(order.file, formats), strict=True))
    return Sealed(files, marked.watermark, marked.key, marked.snr_db, marked.problem, steps)


def _steps(marked: Marked, formats: Sequence[str]) -> list[dict[str, Any]]:
    params = {"id": marked.watermark, "key": marked.key, "snr_db": marked.snr_db}
    written = step("encode", {"formats": list(formats)}, "rightsdesk.engines.audio_encode")
    return [
        *([step("watermark", params, "rightsdesk.engines.watermark")] if marked.watermark else []),
        written,
    ]


def _encoded(audio: Audio, path: Path) -> Loudness:
    """Encode, and listen: a codec moves the peaks, so the level is lowered until they stay under the ceiling."""
    kind = path.suffix[1:]
    gain_db = 0.0
    for _ in range(_ROUNDS):
        quieter = _quieter(audio, gain_db)
        heard = loudness(quieter) if kind not in LOSSY else None
        if heard is None or heard.true_peak_dbtp <= CEILING_DBTP:
            encode(quieter, path, kind)
            heard = heard or loudness(decode(path))
        if heard.true_peak_dbtp <= CEILING_DBTP:
            return heard
        gain_db -= heard.true_peak_dbtp - CEILING_DBTP + _ROOM_DB
    raise RuntimeError(f"the true peak of {path.name} cannot be brought under {CEILING_DBTP} dBTP")


def _quieter(audio: Audio, gain_db: float) -> Audio:
    return Audio(audio.samples * np.float32(10 ** (gain_db / 20)), audio.rate) if gain_db else audio


def _kept(store: bytes, path: Path) -> Path:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(store)
    os.replace(part, path)
    return path


def _tags(claim: Claim) -> dict[str, str]:
    return {
        "title": claim.title,
        "artist": claim.artist,
        "comment": claim.badge_url or claim.derivative,
        "encoded_by": "rightsdesk",
    }
