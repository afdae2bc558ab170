"""What an engine is to the desk, whatever stands behind it: built in, trained, or remote.
Engines never learn who the user is, what was paid, or what was consented to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from rightsdesk.domain.recipe import Recipe

OnProgress = Callable[[float, str], None]
Cancelled = Callable[[], bool]


class CancelledError(Exception):
    """The caller asked the engine to stop; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class Description:
    """What an engine can do, and what must be said about it."""

    id: str
    version: str
    kind: str
    stems: tuple[str, ...]
    operations: tuple[str, ...]
    styles: tuple[str, ...]
    patterns: tuple[str, ...]
    formats: tuple[str, ...]
    limits: Mapping[str, float]
    deterministic: bool
    tools: Mapping[str, str]
    separation_grade: str
    model: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the catalogue knows about a source; it wins over what is measured."""

    bpm: float | None = None
    key: str | None = None
    downbeat_s: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Measured facts with a confidence of 0..1 each. `beat_steady` says whether a grid may be laid on the source."""

    duration_s: float
    tempo_bpm: float
    tempo_confidence: float
    beat_steady: bool
    downbeat_s: float
    downbeat_confidence: float
    key: str
    key_confidence: float
    lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Why a recipe cannot be rendered from this source; the same words as a refusal."""

    code: str
    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a render made and measured. With failures in `self_check` both files are None: it is not delivered."""

    master: Path | None
    delivery: Path | None
    sha256: str
    pcm_sha256: str
    steps: list[dict[str, Any]]
    metrics: dict[str, Any]
    disclosure: dict[str, Any]
    self_check: list[str]


class Engine(Protocol):
    """One way to make sound from a recipe. Every engine passes the same tests."""

    def describe(self) -> Description: ...

    def analyse(self, path: Path, overrides: SourceFacts = ...) -> Analysis:
        """Raises Invalid for what cannot be read or is silent."""
        ...

    def plan(self, recipe: Recipe, analysis: Analysis) -> Recipe | Unsupported:
        """The recipe with every open value settled for this source, or why it cannot be done."""
        ...

    def render(
        self,
        recipe: Recipe,
        source: Path,
        stems: Mapping[str, Path],
        seed: int,
        out_dir: Path,
        overrides: SourceFacts = ...,
        on_progress: OnProgress = ...,
        cancelled: Cancelled = ...,
    ) -> Rendered:
        """Write master and delivery into `out_dir`. Raises Invalid (source or recipe) or CancelledError."""
        ...
