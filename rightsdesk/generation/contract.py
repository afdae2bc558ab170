"""What an engine is to the desk, whatever stands behind it: built in, trained, or remote.
Engines never learn who the user is, what was paid, or what was consented to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from rightsdesk.domain.recipe import Recipe
from rightsdesk.engines.audio_samples import Audio, Samples

OnProgress = Callable[[float, str], None]
Cancelled = Callable[[], bool]
FORMATS = ("flac", "wav", "opus", "m4a", "mp3")


class CancelledError(Exception):
    """The caller asked the engine to stop; nothing was left behind."""


class Kind(StrEnum):
    """What stands behind an engine: signal processing alone, a trained model, or somebody else's machine."""

    DSP = "dsp"
    TRAINED = "trained"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model: its name, the SHA-256 of its weights, their licence, and what is known of its training data."""

    name: str
    sha256: str
    licence: str
    training: str


@dataclass(frozen=True, slots=True)
class Description:
    """What an engine can do, and what must be said about it. `facets`: the parts of the music its methods can touch,
    with the kinds of method (rightsdesk.domain.disclosure)."""

    id: str
    version: str
    kind: Kind
    stems: tuple[str, ...]
    operations: tuple[str, ...]
    styles: tuple[str, ...]
    patterns: tuple[str, ...]
    formats: tuple[str, ...]
    limits: Mapping[str, float]
    deterministic: bool
    tools: Mapping[str, str]
    separation_grade: str
    facets: Mapping[str, tuple[str, ...]]
    model: Model | None = None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the catalogue knows about a source; it wins over what is measured."""

    bpm: float | None = None
    key: str | None = None
    downbeat_s: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A recording as an engine gets it. `stems`: the label's own, by name. `second`: the other song of a mashup."""

    path: Path
    facts: SourceFacts = field(default_factory=SourceFacts)
    stems: Mapping[str, Path] = field(default_factory=dict)
    second: Source | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a recording whose sound is of one kind; stretches with one label sound alike."""

    start_s: float
    end_s: float
    label: str
    confidence: float


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
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What `plan` is asked: a recipe for an analysed source (and for a mashup the other song's analysis)."""

    recipe: Recipe
    analysis: Analysis
    second: Analysis | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Why a recipe cannot be rendered from this source; the same words as a refusal."""

    code: str
    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Separated:
    """One WAV for each stem, and how they were taken apart. `grade`: "label", "preview" or "trained"."""

    files: Mapping[str, Path]
    method: str
    grade: str
    steps: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a render made and measured. `files` by format. With failures in `self_check` there are none: a render that
    breaks a promise is not delivered. `steps` are lines of the record (rightsdesk.domain.disclosure.step)."""

    files: Mapping[str, Path]
    pcm_sha256: str
    recipe: Recipe
    steps: list[dict[str, Any]]
    metrics: dict[str, Any]
    disclosure: dict[str, Any]
    self_check: list[str]


class Separator(Protocol):
    """Takes a mix apart. Its stems sum to the mix. Inside an engine; knows samples only."""

    method: str
    grade: str
    kind: str
    """A kind of method of rightsdesk.domain.disclosure: signal_processing or trained_model."""
    identity: str
    """Names method, version and weights: stems kept under it may be used again."""
    model: Model | None
    """The trained model behind it, if there is one."""

    def separate(
        self, audio: Audio, on_progress: Callable[[float], None], cancelled: Cancelled
    ) -> Mapping[str, Samples]:
        """vocals, drums, bass, other in the shape of `audio`. Raises CancelledError."""
        ...


class Engine(Protocol):
    """One way to make sound from a recipe. Every engine passes the same tests (tests/generation/conformance)."""

    def describe(self) -> Description: ...

    def analyse(self, source: Source) -> Analysis:
        """Raises Invalid for what cannot be read or is silent."""
        ...

    def plan(self, request: Request) -> Recipe | Unsupported:
        """The recipe with every open value settled for this source, or why it cannot be done."""
        ...

    def separate(
        self,
        source: Source,
        stems: Sequence[str],
        out_dir: Path,
        on_progress: OnProgress = ...,
        cancelled: Cancelled = ...,
    ) -> Separated:
        """Write the named stems into `out_dir`. Raises Invalid or CancelledError."""
        ...

    def render(
        self,
        recipe: Recipe,
        source: Source,
        seed: int,
        out_dir: Path,
        formats: Sequence[str] = ...,
        on_progress: OnProgress = ...,
        cancelled: Cancelled = ...,
    ) -> Rendered:
        """Write `remix.<format>` for each format into `out_dir` (default: the FLAC master alone). Raises Invalid (source
        or recipe) or CancelledError."""
        ...
