"""What any file says about itself: its credentials, what they claim, and the watermark in its sound, each apart.
Leaves the register's half (licence, status, consent) and the conclusion to others."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.verification import Answer, Items
from rightsdesk.engines.audio import Audio, Probe, decode, probe
from rightsdesk.engines.audio_probe import GUARD, run_on_upload, url
from rightsdesk.engines.provenance.claim import watermark_id, watermark_payload
from rightsdesk.engines.provenance.credentials import BESIDE, Credentials, container_at, examine
from rightsdesk.engines.provenance.keys import Keys
from rightsdesk.engines.provenance.manifest import DERIVATIVE
from rightsdesk.engines.provenance.marking import Mark, listen

# A watermark repeats every few seconds: what is not found in this much is not there.
LISTEN_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the credentials say. To be believed only as far as their signature goes."""

    derivative: str
    title: str
    licence: str
    recipe_sha256: str
    engine: str
    made_at: str
    badge: str
    watermark: str
    digital_source_type: str | None
    contains_ai: str | None
    facets: Mapping[str, str]
    parents: tuple[Mapping[str, str], ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """`seconds` and `watermark` are None where the sound cannot be decoded or holds no mark."""

    sha256: str
    seconds: float | None
    credentials: Credentials
    claim: Claimed | None
    watermark: Mark | None


def read(path: Path, keys: Keys, sidecar: Path | bytes | None = None) -> Reading:
    """Read a file that anybody may have sent. Raises Invalid for what is neither audio nor carries credentials."""
    beside = sidecar.read_bytes() if isinstance(sidecar, Path) else sidecar
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    credentials = examine(path, keys.anchors, beside)
    try:
        facts, mark = _listened(path, keys)
    except Invalid:
        if not credentials.manifest and not credentials.problems:
            raise
        facts, mark = None, None
    return Reading(sha256, facts.seconds if facts else None, credentials, _claimed(credentials), mark)


def sidecar_of(path: Path) -> Path | None:
    """Where the credentials of a file lie that cannot hold them itself, if they do. The other containers hold their own:
    what lies beside them is another file's."""
    beside = path.with_suffix(".c2pa")
    return beside if container_at(path) in BESIDE and beside.exists() else None


def observed(reading: Reading) -> Items:
    """The items that a file answers by itself; the register's are left unknown."""
    return Items(
        signature=reading.credentials.signature,
        hash=reading.credentials.hash,
        watermark=_agrees(reading),
    )


def _agrees(reading: Reading) -> Answer:
    """A mark of a derivative that this one was made from is still in its sound: it speaks neither for nor against."""
    if reading.watermark is None:
        return Answer.UNKNOWN
    own = reading.claim.watermark if reading.claim else reading.watermark.id
    if reading.watermark.id == own:
        return Answer.YES
    older = _older(reading.claim.parents if reading.claim else ())
    return Answer.UNKNOWN if reading.watermark.id in older or (older and not own) else Answer.NO


def _older(parents: tuple[Mapping[str, str], ...]) -> list[str]:
    named = (parent.get("derivative") for parent in parents)
    return [watermark_id(watermark_payload(name)) for name in named if name]


def _listened(path: Path, keys: Keys) -> tuple[Probe, Mark | None]:
    facts = probe(path)
    return facts, listen(_excerpt(path, facts), keys) if keys.watermark else None


def _excerpt(path: Path, facts: Probe) -> Audio:
    """The first two minutes: a file that declares no end, or hours, costs no more than that."""
    if 0 < facts.seconds <= LISTEN_SECONDS:
        return decode(path, max_seconds=LISTEN_SECONDS)
    with tempfile.TemporaryDirectory(prefix="rightsdesk-read-") as folder:
        cut = Path(folder) / "cut.wav"
        limit = ["-t", str(LISTEN_SECONDS - 1), "-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "2"]
        command = ["ffmpeg", "-hide_banner", "-nostdin", "-v", "error", *GUARD, "-i", url(path), *limit]
        answer = run_on_upload([*command, "-c:a", "pcm_s24le", "-f", "wav", url(cut)], LISTEN_SECONDS)
        if answer.code != 0 or not cut.exists():
            raise Invalid("audio_corrupt", "The audio is damaged and cannot be decoded.")
        return decode(cut, max_seconds=LISTEN_SECONDS)


def _claimed(credentials: Credentials) -> Claimed | None:
    """Anybody can sign anything: what is not in the form that the desk writes is read as words, or as nothing."""
    facts: Any = credentials.assertions.get(DERIVATIVE)
    if not isinstance(facts, dict):
        return None
    named = ("licence", "recipe_sha256", "engine", "made_at", "badge", "watermark")
    return Claimed(
        derivative=_text(facts.get("id")),
        title=_text(credentials.title),
        **{name: _text(facts.get(name)) for name in named},
        digital_source_type=_text(facts.get("digital_source_type")) or None,
        contains_ai=_text(facts.get("contains_ai")) or None,
        facets=_texts(facts.get("facets")),
        parents=tuple(_texts(parent) for parent in _items(facts.get("parents"))),
        actions=_actions(credentials),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> dict[str, str]:
    return {str(name): _text(word) for name, word in value.items()} if isinstance(value, dict) else {}


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _actions(credentials: Credentials) -> tuple[str, ...]:
    told: Any = credentials.assertions.get("c2pa.actions.v2")
    steps = _items(told.get("actions")) if isinstance(told, dict) else []
    return tuple(_texts(each).get("action", "") for each in steps)
