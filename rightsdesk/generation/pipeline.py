"""One render from source to master: each operation of the recipe in its order, each written down when it has run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from rightsdesk.domain.recipe import (
    Drums,
    Fade,
    Filter,
    Loudness,
    Operation,
    Pitch,
    Recipe,
    Reverb,
    Stem,
    Tempo,
)
from rightsdesk.domain.styles import MASTER
from rightsdesk.engines.audio import Audio
from rightsdesk.generation import drums, effects, mastering, material, spectra, stretch, tools
from rightsdesk.generation.analysis import Measured
from rightsdesk.generation.contract import Cancelled, CancelledError, OnProgress
from rightsdesk.generation.provenance import SYNTHESIS, step
from rightsdesk.generation.selfcheck import Asked


@dataclass(slots=True)
class Job:
    """A render under way: the audio so far, and the record of what made it so."""

    measured: Measured
    recipe: Recipe
    stems: Mapping[str, Path]
    seed: int
    on_progress: OnProgress
    cancelled: Cancelled
    audio: Audio
    steps: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> tuple[Audio, Asked]:
        """The master, and what it must show. Raises CancelledError at the next boundary after the caller asks to stop."""
        self._stems()
        asked = self._promises()
        self._stretch()
        for index, operation in enumerate(self.recipe.operations):
            self._effect(index, operation)
        self._master()
        return self.audio, asked

    def report(self, fraction: float, words: str) -> None:
        if self.cancelled():
            raise CancelledError
        self.on_progress(fraction, words)

    def _stems(self) -> None:
        wanted = tuple(o for o in self.recipe.operations if isinstance(o, Stem))
        if wanted:
            self.report(0.15, "Taking the stems apart")
            self.audio, steps = material.mixed(
                self.audio,
                wanted,
                self.stems,
                lambda part: self.report(0.15 + 0.25 * part, "Taking the stems apart"),
            )
            self.steps += steps

    def _promises(self) -> Asked:
        """What the output must show, against the material as it is before its time and pitch change."""
        ratio, semitones = ratio_of(self.recipe), semitones_of(self.recipe)
        mono = spectra.at_analysis_rate(self.audio)
        tail = sum(effects.tail_seconds(o) for o in self.recipe.operations if isinstance(o, Reverb))
        return Asked(
            ratio=ratio,
            semitones=semitones,
            lufs=loudness_of(self.recipe).lufs,
            duration_s=self.audio.seconds / ratio + tail,
            source=self.measured.facts,
            onsets=spectra.onsets(mono).strength,
            pitch_energy=spectra.pitch_energy(mono),
        )

    def _stretch(self) -> None:
        ratio, semitones = ratio_of(self.recipe), semitones_of(self.recipe)
        if ratio == 1 and semitones == 0:
            return
        self.report(0.4, "Changing tempo and pitch")
        self.audio = stretch.stretch(self.audio, ratio=ratio, semitones=semitones, cancelled=self.cancelled)
        if ratio != 1:
            self.steps.append(step("tempo", {"ratio": ratio}, tools.rubberband()))
        if semitones != 0:
            self.steps.append(step("pitch", {"semitones": semitones}, tools.rubberband()))

    def _effect(self, index: int, operation: Operation) -> None:
        random = np.random.default_rng([self.seed, index])
        if isinstance(operation, Filter):
            self.report(0.6, "Filtering")
            self.audio = effects.filtered(self.audio, operation)
            self._write("filter", {"shape": operation.shape, "hz": operation.hz})
        elif isinstance(operation, Reverb):
            self.report(0.65, "Adding a room")
            self.audio = effects.reverberated(self.audio, operation, random)
            self._write("reverb", {"mix": operation.mix, "seconds": operation.seconds, "seed": self.seed})
        elif isinstance(operation, Drums):
            self.report(0.7, "Playing drums")
            grid = self.measured.grid
            beats = grid.beats / ratio_of(self.recipe)
            self.audio = drums.with_drums(self.audio, operation, beats, grid.downbeat, random)
            params = {"pattern": operation.pattern, "gain_db": operation.gain_db, "seed": self.seed}
            self._write("drums", params, SYNTHESIS)
        elif isinstance(operation, Fade):
            self.audio = effects.faded(self.audio, operation)
            self._write("fade", {"in_s": operation.in_s, "out_s": operation.out_s})

    def _master(self) -> None:
        self.report(0.75, "Mastering")
        target = loudness_of(self.recipe)
        self.audio = mastering.mastered(self.audio, target.lufs)
        params = {"lufs": target.lufs, "ceiling_dbtp": mastering.CEILING_DBTP}
        self.steps.append(
            step("loudness", params, tools.all_tools()["loudness"] + ", " + tools.numeric_tools())
        )

    def _write(self, name: str, params: dict[str, Any], *method: str) -> None:
        self.steps.append(step(name, params, tools.numeric_tools(), *method))


def ratio_of(recipe: Recipe) -> float:
    return next((o.ratio for o in recipe.operations if isinstance(o, Tempo)), 1.0)


def semitones_of(recipe: Recipe) -> float:
    return next((o.semitones for o in recipe.operations if isinstance(o, Pitch)), 0.0)


def loudness_of(recipe: Recipe) -> Loudness:
    """Everything is mastered: what goes out is never louder or quieter than the rest by accident."""
    return next((o for o in recipe.operations if isinstance(o, Loudness)), MASTER)
