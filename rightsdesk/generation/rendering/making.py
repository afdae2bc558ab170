"""From sources to material: stems, order of sections, a second song, and then time and pitch (`retiming`). Each step is
written down when it has run. What is laid over the material comes later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rightsdesk.domain.disclosure import step
from rightsdesk.domain.recipe import Arrange, Harmony, Mashup, Recipe
from rightsdesk.engines.audio import Audio
from rightsdesk.generation import tools
from rightsdesk.generation.cache import Cache
from rightsdesk.generation.contract import Separator
from rightsdesk.generation.listening import spectra
from rightsdesk.generation.listening.beats import Grid
from rightsdesk.generation.progress import Progress
from rightsdesk.generation.rendering import arrange, mashup, mixing, splice
from rightsdesk.generation.rendering.hearing import Heard
from rightsdesk.generation.rendering.material import Material
from rightsdesk.generation.rendering.reading import ratio_of, the, wanted_stems
from rightsdesk.generation.rendering.retiming import Retiming
from rightsdesk.generation.rendering.stems import Stems
from rightsdesk.generation.selfcheck.likeness import CHROMA_A_SECOND, Likeness, Table, chroma, likeness


@dataclass(slots=True)
class Making:
    """One pass from the sources to the material of a recipe."""

    heard: Heard
    second: Heard | None
    recipe: Recipe
    separator: Separator
    cache: Cache | None
    progress: Progress
    audio: Audio = field(init=False)
    chroma: Table = field(init=False)
    voice: Audio | None = None
    grid: Grid = field(init=False)
    energy_left: dict[str, float | None] | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> Material:
        """Raises CancelledError at the next boundary after the caller asks to stop, and Invalid."""
        self.audio, self.grid = self.heard.take_audio(), self.heard.grid
        self.chroma = chroma(spectra.at_analysis_rate(self.audio))
        self._take_stems()
        self._arrange()
        self._join_second()
        alike = likeness(self.audio)
        seconds = self.audio.seconds / ratio_of(self.recipe)
        time = Retiming(self.recipe, self.heard.facts.key, self.progress, self.audio, self.voice, self.grid)
        del self.audio  # two copies of a long recording are enough
        onsets = time.run(alike.onsets)
        alike = Likeness(onsets, alike.pitch_energy, self.chroma)
        return Material(time.audio, time.grid, alike, seconds, self.energy_left, self.steps + time.steps)

    def _take_stems(self) -> None:
        wanted = wanted_stems(self.recipe)
        harmony = the(Harmony, self.recipe)
        if not wanted and harmony is None:
            return
        self.progress.report(0.1, "Taking the stems apart")
        stems = self._stems(self.heard, self.audio, (0.1, 0.3))
        said = []
        if wanted:
            self.audio, one = mixing.mixed(stems, wanted)
            self.energy_left = mixing.energy_left(self.audio.samples, stems, wanted)
            said = [one]
        if harmony is not None:
            gain = mixing.factor(wanted.get("vocals", 0.0))
            self.voice = Audio(stems.get("vocals") * gain, self.audio.rate)
        self.steps += [*stems.steps, *said]

    def _stems(self, of: Heard, audio: Audio, part: tuple[float, float]) -> Stems:
        on_piece = self.progress.part(*part, "Taking the stems apart")
        supplied = of.source.stems
        return Stems(
            audio, supplied, self.separator, on_piece, self.progress.cancelled, self.cache, of.sha256
        )

    def _arrange(self) -> None:
        operation = the(Arrange, self.recipe)
        if operation is None:
            return
        self.progress.report(0.32, "Arranging")
        sections = tuple(section.start_s for section in self.heard.facts.sections)
        bars = arrange.bars(spectra.at_analysis_rate(self.audio), self.grid, self.audio.seconds, sections)
        spans = splice.aligned(self.audio, arrange.spans(operation, bars))
        self.audio = splice.spliced(self.audio, spans)
        if self.voice is not None:
            self.voice = splice.spliced(self.voice, spans)
        self.grid = splice.spliced_grid(self.grid, spans)
        self.chroma = splice.spliced_frames(self.chroma, CHROMA_A_SECOND, spans)
        listed = [[round(start, 4), round(end, 4)] for start, end in spans]
        self._write("arrange", {"form": operation.form, "seconds": operation.seconds, "spans_s": listed})

    def _join_second(self) -> None:
        operation, second = the(Mashup, self.recipe), self.second
        if operation is None or second is None:
            return
        self.progress.report(0.35, "Bringing the second song to the first")
        found = mashup.match(self.heard.facts, second.facts)
        theirs = self._take_of(second, operation.take)
        other = mashup.brought(
            theirs, second.grid, self.grid, self.audio.frames, found, self.audio.rate, self.progress.cancelled
        )
        self.audio = mashup.together(self.audio, other, operation.gain_db)
        facts = {
            "tempo_ratio": found.ratio,
            "semitones": found.semitones,
            "keys_fit": found.semitones is not None,
        }
        params = {"take": operation.take, "gain_db": operation.gain_db, **facts}
        self.steps.append(step("mashup", params, tools.rubberband()))

    def _take_of(self, second: Heard, take: str) -> Audio:
        audio = second.take_audio()
        if take == "all":
            return audio
        stems = self._stems(second, audio, (0.35, 0.45))
        if take == "vocals":
            taken = Audio(stems.get("vocals"), audio.rate)
        else:
            taken, _ = mixing.mixed(stems, {"vocals": None})
        self.steps += [{**said, "source": "second"} for said in stems.steps]
        return taken

    def _write(self, name: str, params: dict[str, Any]) -> None:
        self.steps.append(step(name, params, tools.numeric_tools()))
