"""The stems of one source: the label's where it supplied them, else taken apart once by the engine's separator.
They lie in files and are read as needed: four stems of a long recording never stand in memory at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from rightsdesk.domain.disclosure import step
from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.cache import Cache, key
from rightsdesk.generation.contract import Cancelled, Separator
from rightsdesk.generation.tools import numeric_tools

LABEL, SEPARATED = "label", "separated"
_MOST_LENGTH_DIFFERENCE_S = 1.0


@dataclass(slots=True)
class Stems:
    """`sha256` names the source's content for the cache; `steps` says when something was taken apart."""

    audio: Audio
    supplied: Mapping[str, Path]
    separator: Separator
    on_piece: Callable[[float], None]
    cancelled: Cancelled
    cache: Cache | None = None
    sha256: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    _parts: Mapping[str, Samples] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    """The stems that were read, and where each came from."""

    def supplies(self, *names: str) -> bool:
        """Whether the label gave all of these."""
        return all(name in self.supplied for name in names)

    def at_hand(self, name: str) -> bool:
        """Whether it can be read without taking anything apart."""
        return self.supplies(name) or bool(self._parts)

    def get(self, name: str, origin: str | None = None) -> Samples:
        """A stem in the source's shape; the label's own if it gave one and no origin is asked for."""
        origin = origin or (LABEL if self.supplies(name) else SEPARATED)
        self.used[name] = origin
        return self._label(name) if origin == LABEL else self._separated(name)

    def _label(self, name: str) -> Samples:
        """Raises Invalid("stem_length") when it is of another length."""
        audio = self.audio
        mono = audio.channels == 1
        stem = decode(self.supplied[name], rate=audio.rate, mono=mono, max_seconds=audio.seconds + 10)
        if abs(stem.seconds - audio.seconds) > _MOST_LENGTH_DIFFERENCE_S:
            facts = {"stem_s": round(stem.seconds, 3), "source_s": round(audio.seconds, 3)}
            raise Invalid("stem_length", "A supplied stem is not as long as its recording.", facts)
        samples = np.broadcast_to(stem.samples, (stem.frames, audio.channels))[: audio.frames]
        return np.pad(samples, ((0, audio.frames - len(samples)), (0, 0)))

    def _separated(self, name: str) -> Samples:
        """One of four parts that sum to the source."""
        if not self._parts:
            self._parts = self._remembered() or self._taken_apart()
            how = self.separator
            self.steps.append(
                step("separate", {"method": how.method}, numeric_tools(), how.kind, grade=how.grade)
            )
        return self._parts[name]

    def _remembered(self) -> Mapping[str, Samples] | None:
        known = self.cache.get(self._key()) if self.cache else None
        return known.arrays if known else None

    def _taken_apart(self) -> Mapping[str, Samples]:
        parts = self.separator.separate(self.audio, self.on_piece, self.cancelled)
        if self.cache:
            self.cache.put(self._key(), {}, parts)
            return self._remembered() or parts
        return parts

    def _key(self) -> str:
        shape = [self.audio.frames, self.audio.channels, self.audio.rate]
        return key("stems", sha256=self.sha256, separator=self.separator.identity, shape=shape)


def default_separator() -> Separator:
    """The one that needs no weights."""
    from rightsdesk.generation.separation import PreviewSeparator

    return PreviewSeparator()
