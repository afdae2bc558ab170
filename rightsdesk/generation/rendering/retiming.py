"""Tempo, pitch, groove and harmony: everything that goes through Rubber Band, the music in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rightsdesk.domain.disclosure import step
from rightsdesk.domain.recipe import Groove, Harmony, Recipe
from rightsdesk.engines.audio import Audio
from rightsdesk.generation import tools
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.listening.spectra import Curve
from rightsdesk.generation.progress import Progress
from rightsdesk.generation.rendering import groove
from rightsdesk.generation.rendering.reading import pitch_of, ratio_of, the
from rightsdesk.generation.rendering.stretch import stretch


@dataclass(slots=True)
class Retiming:
    """`voice`: the vocals alone, where a harmony doubles them. `points`: the time map of a groove."""

    recipe: Recipe
    key: str
    progress: Progress
    audio: Audio
    voice: Audio | None
    grid: Grid
    points: Curve | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)

    def run(self, onsets: Curve) -> Curve:
        """Changes `audio` and `grid`; gives the source's onsets back as they fall on an even time line at its own tempo.
        Raises CancelledError."""
        ratio, operation = ratio_of(self.recipe), the(Groove, self.recipe)
        if operation is not None:
            self.points = groove.anchors(self.grid.beats, onsets, operation, ratio)
        if self._changes():
            self.progress.report(0.5, "Changing tempo and pitch")
            self.audio = self._stretched(self.audio)
            self._say()
        self._add_harmony()
        beats = self.grid.beats / ratio if self.points is None else groove.beats_of(self.points)
        self.grid = Grid(beats, self.grid.downbeat, self.grid.downbeat_confidence)
        return groove.even_time(onsets, self.points, ratio)

    def _changes(self) -> bool:
        """Whether anything of time or pitch is to be done."""
        still = ratio_of(self.recipe) == 1 and pitch_of(self.recipe).semitones == 0
        return not still or self.points is not None

    def _stretched(self, audio: Audio, formants: bool = False) -> Audio:
        pitch = pitch_of(self.recipe)
        return stretch(
            audio,
            ratio=ratio_of(self.recipe),
            semitones=pitch.semitones,
            cancelled=self.progress.cancelled,
            formants=formants or pitch.formants == "kept",
            anchors=self.points,
        )

    def _say(self) -> None:
        ratio, pitch, operation = ratio_of(self.recipe), pitch_of(self.recipe), the(Groove, self.recipe)
        if ratio != 1:
            self._write("tempo", {"ratio": ratio})
        if pitch.semitones != 0:
            self._write("pitch", {"semitones": pitch.semitones, "formants": pitch.formants})
        if operation is not None:
            self._write("groove", {"swing": operation.swing, "strength": operation.strength})

    def _add_harmony(self) -> None:
        operation, voice = the(Harmony, self.recipe), self.voice
        if operation is None or voice is None:
            return
        from rightsdesk.generation.playing import harmony, transposed

        self.progress.report(0.6, "Singing the harmony")
        if self._changes():
            voice = self._stretched(voice, formants=True)
        key = transposed(self.key, pitch_of(self.recipe).semitones)
        added, report = harmony(voice, operation, key, self._shifted)
        self.audio = Audio(self.audio.samples + added.samples[: self.audio.frames], self.audio.rate)
        params = {"interval": operation.interval, "gain_db": operation.gain_db}
        self._write("harmony", {**params, "semitones": list(report.semitones), "in_key": report.in_key})

    def _shifted(self, voice: Audio, semitones: float) -> Audio:
        cancelled = self.progress.cancelled
        return stretch(voice, ratio=1.0, semitones=semitones, cancelled=cancelled, formants=True)

    def _write(self, name: str, params: dict[str, Any]) -> None:
        self.steps.append(step(name, params, tools.rubberband()))
