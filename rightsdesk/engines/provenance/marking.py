"""Which mark goes into a derivative's sound, and whose mark is heard in any sound. A derivative of a marked derivative
gets its mark under a key of its own generation: two marks of one key would blot each other out."""

from __future__ import annotations

import hmac
import math
from dataclasses import dataclass

import numpy as np

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.engines.provenance.claim import Claim, watermark_id, watermark_payload
from rightsdesk.engines.provenance.keys import Keys

GENERATIONS = 4
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A watermark made with one of the desk's keys. `generation`: how many marks lie under it. `tempo_ratio`: how much
    faster it is heard than it was marked."""

    id: str
    key: str
    confidence: float
    tempo_ratio: float
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """`audio` as it goes on; with a `problem` it was left as it is, and nothing may be claimed to be in it."""

    audio: Audio
    watermark: str = ""
    key: str = ""
    snr_db: float | None = None
    problem: str = ""


def mark(audio: Audio, claim: Claim, keys: Keys) -> Marked:
    """The derivative's mark in its sound, read back before it is believed."""
    from rightsdesk.engines import watermark

    if not keys.watermark:
        return Marked(audio, problem="no_watermark_key")
    (stamp, secret), payload = keys.watermark[0], watermark_payload(claim.derivative)
    below = listen(audio, keys) if any(parent.derivative for parent in claim.parents) else None
    generation = below.generation + 1 if below else 0
    if generation == GENERATIONS:
        return Marked(audio, problem="watermark_full")
    try:
        heard = watermark.embed(audio, payload, _key(secret, generation))
    except Invalid as refusal:
        return Marked(audio, problem=refusal.code)
    found = listen(heard, keys)
    if found is None or found.id != watermark_id(payload):
        return Marked(audio, problem="watermark_unreadable")
    return Marked(heard, watermark_id(payload), stamp, _snr_db(audio.samples, heard.samples))


def listen(audio: Audio, keys: Keys) -> Mark | None:
    """The newest mark in the sound: the one of the last generation."""
    from rightsdesk.engines import watermark

    # Tried in this order: what was marked last is found first.
    tried = [
        (stamp, generation, _key(secret, generation))
        for generation in reversed(range(GENERATIONS))
        for stamp, secret in keys.watermark
    ]
    found = watermark.detect(audio, [key for _, _, key in tried])
    if found is None:
        return None
    stamp, generation, _ = tried[found.key]
    name = watermark_id(found.payload)
    return Mark(name, stamp, float(found.confidence), float(found.tempo_ratio), generation)


def _key(secret: bytes, generation: int) -> bytes:
    return hmac.digest(secret, f"generation {generation}".encode(), "sha256") if generation else secret


def _snr_db(clean: Samples, marked: Samples) -> float:
    """The signal's energy over the watermark's. Piece by piece: a long recording is never held in double precision."""
    signal = noise = 0.0
    for start in range(0, len(clean), _CHUNK):
        before = clean[start : start + _CHUNK].astype(np.float64)
        signal += float(np.square(before).sum())
        noise += float(np.square(marked[start : start + _CHUNK] - before).sum())
    return round(10 * math.log10(signal / noise), 2) if noise > 0 else math.inf
