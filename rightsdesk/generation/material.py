"""Which stems a render works on: the label's where it supplied them, else our own separation, said to be preview grade."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import STEMS, Stem
from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation import separation
from rightsdesk.generation.provenance import step
from rightsdesk.generation.tools import numeric_tools

_MOST_LENGTH_DIFFERENCE_S = 1.0


def mixed(
    audio: Audio, wanted: tuple[Stem, ...], supplied: Mapping[str, Path], on_piece: Callable[[float], None]
) -> tuple[Audio, list[dict[str, Any]]]:
    """The source with its stems kept, muted or raised as wanted, and the steps that did it."""
    gains = {name: np.float32(1.0) for name in STEMS} | {stem.name: _factor(stem) for stem in wanted}
    kept = [name for name in STEMS if gains[name] > 0]
    changed = [name for name in STEMS if gains[name] != 1]
    steps: list[dict[str, Any]] = []
    if all(name in supplied for name in kept):
        origin = "label"
        samples = sum(
            (gains[name] * _supplied(supplied[name], audio) for name in kept), np.zeros_like(audio.samples)
        )
    elif all(name in supplied for name in changed):
        origin = "label"
        changes = ((gains[name] - 1) * _supplied(supplied[name], audio) for name in changed)
        samples = sum(changes, audio.samples)
    else:
        origin = "separated"
        samples = separation.remixed(audio, {name: gains[name] for name in kept}, on_piece)
        steps.append(step("separate", {"method": separation.METHOD}, numeric_tools(), grade=separation.GRADE))
    params = {stem.name: stem.gain_db for stem in wanted}
    steps.append(step("stems", {"gain_db": params, "origin": origin}, numeric_tools()))
    return Audio(np.ascontiguousarray(samples, dtype=np.float32), audio.rate), steps


def _factor(stem: Stem) -> np.float32:
    return np.float32(0.0 if stem.gain_db is None else 10 ** (stem.gain_db / 20))


def _supplied(path: Path, audio: Audio) -> Samples:
    """A label's stem in the source's shape. Raises Invalid("stem_length") when it is of another length."""
    stem = decode(path, rate=audio.rate, mono=audio.channels == 1, max_seconds=audio.seconds + 10)
    if abs(stem.seconds - audio.seconds) > _MOST_LENGTH_DIFFERENCE_S:
        facts = {"stem_s": round(stem.seconds, 3), "source_s": round(audio.seconds, 3)}
        raise Invalid("stem_length", "A supplied stem is not as long as its recording.", facts)
    samples = np.broadcast_to(stem.samples, (stem.frames, audio.channels))[: audio.frames]
    return np.pad(samples, ((0, audio.frames - len(samples)), (0, 0)))
