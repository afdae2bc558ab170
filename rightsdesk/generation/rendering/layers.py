"""What is done to material and laid over it: tone, room, instruments, machines, ends. One function an operation; each
gives the audio back with the step that says what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rightsdesk.domain.disclosure import step
from rightsdesk.domain.recipe import (
    KINDS,
    Ambience,
    Drums,
    Echo,
    Fade,
    Filter,
    Motion,
    Operation,
    Pad,
    Reverb,
    Saturation,
    Tape,
)
from rightsdesk.engines.audio import Audio
from rightsdesk.generation import describing, effects, tools
from rightsdesk.generation.listening.beats import Grid


@dataclass(frozen=True, slots=True)
class Setting:
    """What layers need to know of the music they meet: its beats, its key after the pitch change, and the seed."""

    grid: Grid
    beat_s: float
    key: str
    key_confidence: float
    seed: int

    def random(self, operation: Operation) -> np.random.Generator:
        """Of the kind's own, so that another operation in the recipe does not change how this one sounds."""
        return np.random.default_rng([self.seed, KINDS.index(type(operation))])


Laid = tuple[Audio, dict[str, Any]]
"""The audio, and what else is to be said in the step."""


def lay(audio: Audio, operation: Operation, setting: Setting) -> tuple[Audio, dict[str, Any]]:
    """Raises KeyError for an operation that is no layer."""
    result, more = _LAYERS[type(operation)][1](audio, operation, setting)
    params = {name: getattr(operation, name) for name in operation.__dataclass_fields__ if name != "kind"}
    name = operation.kind
    methods = [describing.METHODS[name]] if name in describing.METHODS else []
    return result, step(name, {**params, **more}, tools.numeric_tools(), *methods)


def words_for(operation: Operation) -> str | None:
    """What a caller hears while it runs; None for what is no layer."""
    found = _LAYERS.get(type(operation))
    return found[0] if found else None


def tail_s(operation: Operation, beat_s: float) -> float:
    """How much longer a layer makes the audio."""
    return effects.tail_seconds(operation, beat_s) if isinstance(operation, Reverb | Echo) else 0.0


def _filter(audio: Audio, operation: Filter, setting: Setting) -> Laid:
    return effects.filtered(audio, operation), {}


def _echo(audio: Audio, operation: Echo, setting: Setting) -> Laid:
    return effects.echoed(audio, operation, setting.beat_s), {
        "seconds": round(operation.beats * setting.beat_s, 4)
    }


def _reverb(audio: Audio, operation: Reverb, setting: Setting) -> Laid:
    return effects.reverberated(audio, operation, setting.random(operation)), {"seed": setting.seed}


def _pad(audio: Audio, operation: Pad, setting: Setting) -> Laid:
    from rightsdesk.generation.playing import with_pad

    grid, random = setting.grid, setting.random(operation)
    result, report = with_pad(
        audio, operation, setting.key, grid.beats, grid.downbeat, random, setting.key_confidence
    )
    said = {"chords": list(report.chords), "dropped": report.dropped, "reason": report.reason}
    return result, {**said, "key": setting.key, "seed": setting.seed}


def _drums(audio: Audio, operation: Drums, setting: Setting) -> Laid:
    from rightsdesk.generation.playing import with_drums

    grid, random = setting.grid, setting.random(operation)
    result = with_drums(audio, operation, grid.beats, grid.downbeat, random, setting.key)
    return result, {"seed": setting.seed}


def _ambience(audio: Audio, operation: Ambience, setting: Setting) -> Laid:
    from rightsdesk.generation.playing import with_ambience

    return with_ambience(audio, operation, setting.random(operation)), {"seed": setting.seed}


def _saturation(audio: Audio, operation: Saturation, setting: Setting) -> Laid:
    return effects.saturated(audio, operation), {}


def _tape(audio: Audio, operation: Tape, setting: Setting) -> Laid:
    return effects.taped(audio, operation, setting.random(operation)), {"seed": setting.seed}


def _motion(audio: Audio, operation: Motion, setting: Setting) -> Laid:
    return effects.moved(audio, operation), {}


def _fade(audio: Audio, operation: Fade, setting: Setting) -> Laid:
    return effects.faded(audio, operation), {}


_LAYERS: dict[type[Operation], tuple[str, Callable[..., Laid]]] = {
    Filter: ("Filtering", _filter),
    Echo: ("Adding an echo", _echo),
    Reverb: ("Adding a room", _reverb),
    Pad: ("Playing chords", _pad),
    Drums: ("Playing drums", _drums),
    Ambience: ("Adding an ambience", _ambience),
    Saturation: ("Warming it", _saturation),
    Tape: ("Playing it from tape", _tape),
    Motion: ("Moving it around", _motion),
    Fade: ("Fading", _fade),
}
