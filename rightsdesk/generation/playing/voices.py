"""The sounds of held notes: one cycle of overtones read at many speeds, under an envelope. Warm: a soft analogue pad.
Keys: an electric piano. Strings: a small section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import Curve

_TABLE = 8_192
_HIGHEST_HZ = 9_000.0


@dataclass(frozen=True, slots=True)
class Voice:
    """`overtones`: levels from the fundamental up. `cents`: how far apart the players tune; `rise`, `ring`, `release`
    in seconds (`ring` None: held at full level); `held`: goes on through a repeated chord."""

    overtones: tuple[float, ...]
    cents: tuple[float, ...]
    rise: float
    release: float
    ring: float | None = None
    vibrato: float = 0.0
    tremolo: float = 0.0
    held: bool = True


VOICES: Mapping[str, Voice] = {
    "warm": Voice(
        tuple(np.exp(-0.32 * n) / (n + 1) for n in range(12)), (-6.0, 0.0, 7.0), rise=0.45, release=0.9, tremolo=0.08
    ),
    "keys": Voice(
        (1.0, 0.32, 0.07, 0.11, 0.02, 0.0, 0.05), (-1.5, 1.5), rise=0.004, release=0.25, ring=1.7, tremolo=0.18, held=False
    ),
    "strings": Voice(
        tuple((1.0 + 0.4 * (n in (2, 3, 5))) / (n + 1) ** 1.15 for n in range(18)),
        (-9.0, -3.0, 4.0, 10.0), rise=0.28, release=0.5, vibrato=0.0035,
    ),
}  # fmt: skip


def sung(voice: Voice, hertz: float, seconds: float, audio: Audio, random: np.random.Generator) -> Samples:
    """One note in the shape of `audio`'s channels, with its release after `seconds`; each player has a place."""
    time = np.arange(int((seconds + voice.release) * audio.rate)) / audio.rate
    table = _cycle(voice.overtones, hertz)
    note = np.zeros((len(time), audio.channels), dtype=np.float32)
    for number, cents in enumerate(voice.cents):
        phase = _phase(voice, hertz * 2.0 ** (cents / 1200.0), time, random)
        sound = table[(phase * _TABLE).astype(np.int64) & (_TABLE - 1)]
        note += sound[:, None] * _place(number, len(voice.cents), audio.channels)
    shaped: Samples = note * _envelope(voice, time, seconds, random)[:, None]
    return shaped


def _cycle(overtones: tuple[float, ...], hertz: float) -> Samples:
    """One cycle, without overtones that would lie too high."""
    turn = 2 * np.pi * np.arange(_TABLE) / _TABLE
    kept = overtones[: max(1, int(_HIGHEST_HZ / hertz))]
    cycle: Curve = np.sum(
        [level * np.sin((n + 1) * turn + 1.7 * n * n) for n, level in enumerate(kept)], axis=0
    )
    return cycle.astype(np.float32)


def _phase(voice: Voice, hertz: float, time: Curve, random: np.random.Generator) -> Curve:
    """In cycles; a vibrato that sets in after the note has begun."""
    start, rate = random.random(), random.uniform(4.7, 5.6)
    if not voice.vibrato:
        steady: Curve = start + hertz * time
        return steady
    depth = voice.vibrato * np.minimum(1.0, time / 0.6) / (2 * np.pi * rate)
    phase: Curve = start + hertz * (time + depth * np.sin(2 * np.pi * rate * time))
    return phase


def _envelope(voice: Voice, time: Curve, seconds: float, random: np.random.Generator) -> Samples:
    level = np.minimum(1.0, time / voice.rise) ** 1.5
    if voice.ring is not None:
        level = level * np.exp(-time / voice.ring)
    level = level * np.clip(1.0 - (time - seconds) / voice.release, 0.0, 1.0) ** 1.5
    shake = 1.0 + voice.tremolo * np.sin(
        2 * np.pi * (4.6 if voice.ring else 0.35) * time + random.uniform(0, 6)
    )
    return (level * shake).astype(np.float32)


def _place(number: int, of: int, channels: int) -> Samples:
    """Players beside one another, from left to right."""
    if channels == 1:
        return np.ones(1, dtype=np.float32)
    angle = np.pi / 4 * (1.0 + 0.7 * (2.0 * number / max(1, of - 1) - 1.0))
    return np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)
