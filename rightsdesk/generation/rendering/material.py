"""What a render works on once sources, order, tempo and pitch are settled; and what the self-check will hold it against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rightsdesk.engines.audio import Audio
from rightsdesk.generation.cache import Entry
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.selfcheck import Likeness


@dataclass(frozen=True, slots=True)
class Material:
    """`seconds`: what the audio must last; `energy_left` by stem, None where no stem was touched."""

    audio: Audio
    grid: Grid
    likeness: Likeness
    seconds: float
    energy_left: dict[str, float | None] | None
    steps: list[dict[str, Any]]


def to_entry(made: Material) -> tuple[dict[str, Any], dict[str, Any]]:
    """Plain facts and arrays, for the cache."""
    facts = {
        "rate": made.audio.rate,
        "downbeat": made.grid.downbeat,
        "downbeat_confidence": made.grid.downbeat_confidence,
        "seconds": made.seconds,
        "energy_left": made.energy_left,
        "steps": made.steps,
    }
    alike = made.likeness
    curves = {"onsets": alike.onsets, "pitch_energy": alike.pitch_energy, "chroma": alike.chroma}
    return facts, {"samples": made.audio.samples, "beats": made.grid.beats, **curves}


def from_entry(entry: Entry) -> Material:
    facts, arrays = entry.facts, entry.arrays
    beats, onsets, energy, chroma = (
        np.array(arrays[name]) for name in ("beats", "onsets", "pitch_energy", "chroma")
    )
    return Material(
        Audio(arrays["samples"], facts["rate"]),
        Grid(beats, facts["downbeat"], facts["downbeat_confidence"]),
        Likeness(onsets, energy, chroma),
        facts["seconds"],
        facts["energy_left"],
        list(facts["steps"]),
    )
