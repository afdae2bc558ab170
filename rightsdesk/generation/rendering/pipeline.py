"""One render from sources to master: material, layers, level; each step written down when it has run."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from rightsdesk.domain.recipe import KINDS, Groove, Recipe, to_json
from rightsdesk.engines.audio import Audio
from rightsdesk.generation import selfcheck, tools
from rightsdesk.generation.cache import Cache, file_sha256, key
from rightsdesk.generation.contract import Separator
from rightsdesk.generation.progress import Progress
from rightsdesk.generation.rendering import layers, material
from rightsdesk.generation.rendering.hearing import Heard
from rightsdesk.generation.rendering.making import Making
from rightsdesk.generation.rendering.material import Material
from rightsdesk.generation.rendering.reading import loudness_of, pitch_of, ratio_of

# Raised when the same recipe would give other material.
_MADE_AS = 1
_LAST_OF_MATERIAL = KINDS.index(Groove) + 1
_NO_BEAT_S = 0.5


@dataclass(slots=True)
class Job:
    """A render under way, and the record of what made it so. `recipe` is settled."""

    heard: Heard
    second: Heard | None
    recipe: Recipe
    seed: int
    separator: Separator
    cache: Cache | None
    progress: Progress
    steps: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> tuple[Audio, selfcheck.Asked]:
        """The music before its mastering, and what it must show. Raises CancelledError at the next boundary after the
        caller asks to stop."""
        made = self._remembered() or self._made()
        self.steps += made.steps
        setting, audio = self._setting(made), made.audio
        asked = self._asked(made, setting.beat_s)
        del made  # a long recording is let go of as soon as it has become something else
        for operation in self.recipe.operations:
            words = layers.words_for(operation)
            if words is not None:
                self.progress.report(0.65, words)
                audio, said = layers.lay(audio, operation, setting)
                self.steps.append(said)
        return audio, asked

    def _made(self) -> Material:
        making = Making(self.heard, self.second, self.recipe, self.separator, self.cache, self.progress)
        made = making.run()
        if self.cache:
            self.cache.put(self._key(), *material.to_entry(made))
        return made

    def _remembered(self) -> Material | None:
        known = self.cache.get(self._key()) if self.cache else None
        return material.from_entry(known) if known else None

    def _key(self) -> str:
        """The part of the recipe that makes the material, and all the files that it is made of."""
        early = [o for o in self.recipe.operations if KINDS.index(type(o)) < _LAST_OF_MATERIAL]
        songs = [
            {"sha256": each.sha256, "known": asdict(each.source.facts), "stems": _stem_hashes(each)}
            for each in (self.heard, self.second)
            if each is not None
        ]
        recipe = to_json(Recipe(tuple(early)))["operations"]
        made_by = [self.separator.identity, tools.rubberband(), tools.numeric_tools()]
        return key("material", version=_MADE_AS, recipe=recipe, songs=songs, tools=made_by)

    def _setting(self, made: Material) -> layers.Setting:
        from rightsdesk.generation.playing import transposed

        facts, ratio = self.heard.facts, ratio_of(self.recipe)
        beat_s = 60.0 / (facts.tempo_bpm * ratio) if facts.tempo_bpm else _NO_BEAT_S
        sounding = transposed(facts.key, pitch_of(self.recipe).semitones)
        return layers.Setting(made.grid, beat_s, sounding, facts.key_confidence, self.seed)

    def _asked(self, made: Material, beat_s: float) -> selfcheck.Asked:
        tail_s = sum(layers.tail_s(operation, beat_s) for operation in self.recipe.operations)
        return selfcheck.Asked(
            ratio=ratio_of(self.recipe),
            semitones=pitch_of(self.recipe).semitones,
            lufs=loudness_of(self.recipe).lufs,
            duration_s=made.seconds + tail_s,
            source=self.heard.facts,
            likeness=made.likeness,
            energy_left=made.energy_left,
        )


def _stem_hashes(of: Heard) -> dict[str, str]:
    return {name: file_sha256(path) for name, path in sorted(of.source.stems.items())}
