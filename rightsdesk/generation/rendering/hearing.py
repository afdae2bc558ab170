"""A source as a render meets it: measured once and remembered, its samples decoded only when somebody needs them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from rightsdesk.engines.audio import Audio
from rightsdesk.generation import tools
from rightsdesk.generation.cache import Cache, Entry, file_sha256, key
from rightsdesk.generation.contract import Analysis, Section, Source
from rightsdesk.generation.listening import analysis
from rightsdesk.generation.listening.beats import Grid

# Raised when the same sound would be measured differently.
_MEASURED_AS = 3


@dataclass(slots=True)
class Heard:
    """`sha256` names the file's content where a cache needs it, else it is empty."""

    source: Source
    facts: Analysis
    grid: Grid
    sha256: str
    _audio: Audio | None

    def take_audio(self) -> Audio:
        """The samples; they are not kept here, so that the caller may let them go."""
        audio, self._audio = self._audio, None
        return audio or analysis.opened(self.source.path)


def heard(source: Source, cache: Cache | None) -> Heard:
    """Raises Invalid as `analysis.measure` does."""
    sha256 = file_sha256(source.path) if cache else ""
    name = key("heard", version=_MEASURED_AS, sha256=sha256, known=asdict(source.facts), tools=_tools())
    known = cache.get(name) if cache else None
    if known is not None:
        return Heard(source, _facts(known), _grid(known), sha256, None)
    measured = analysis.measure(source.path, source.facts)
    if cache:
        grid = {"downbeat": measured.grid.downbeat, "confidence": measured.grid.downbeat_confidence}
        cache.put(name, {"facts": asdict(measured.facts), "grid": grid}, {"beats": measured.grid.beats})
    return Heard(source, measured.facts, measured.grid, sha256, measured.audio)


def _tools() -> list[str]:
    return [tools.numeric_tools(), tools.ffmpeg()]


def _facts(entry: Entry) -> Analysis:
    known: dict[str, Any] = dict(entry.facts["facts"])
    return Analysis(**known | {"sections": tuple(Section(**each) for each in known["sections"])})


def _grid(entry: Entry) -> Grid:
    said = entry.facts["grid"]
    return Grid(np.array(entry.arrays["beats"]), said["downbeat"], said["confidence"])
