"""The vocabulary of recipes: each operation with its fields, the range of every number and the choices of every name.
The order of KINDS is the order of work. How an operation sounds is the engine's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

STEMS = ("vocals", "drums", "bass", "other")
FILTERS = ("lowpass", "highpass")
PATTERNS = ("lofi", "house", "dnb", "rock", "trap", "reggaeton", "bossa", "disco")
FORMS = ("radio", "extended", "loop")
TAKES = ("vocals", "backing", "all")
INTERVALS = ("third", "fifth", "octave")
PADS = ("warm", "keys", "strings")
AMBIENCES = ("rain", "vinyl", "waves")
FORMANTS = ("moved", "kept")
TEMPO_RATIO = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Arrange:
    """Sections put in another order on bar lines. "radio": about `seconds` with a beginning and an end; "extended":
    longer by looped bars before and after, about `seconds`; "loop": its best bars again and again for `seconds`.
    The length is that of the source's own tempo."""

    kind: ClassVar[str] = "arrange"
    form: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Stem:
    """`gain_db` None mutes the stem."""

    kind: ClassVar[str] = "stem"
    name: str
    gain_db: float | None


@dataclass(frozen=True, slots=True)
class Mashup:
    """A second licensed source, brought to the first one's tempo and key. `take`: what is heard of it; the first then
    gives the rest ("vocals" of the second lie over the first without its vocals; "all" mixes both whole)."""

    kind: ClassVar[str] = "mashup"
    take: str
    gain_db: float


@dataclass(frozen=True, slots=True)
class Tempo:
    """`ratio` above 1 is faster; the pitch stays."""

    kind: ClassVar[str] = "tempo"
    ratio: float


@dataclass(frozen=True, slots=True)
class Bpm:
    """A tempo asked for in beats a minute; `resolve` turns it into a ratio once the source's tempo is known."""

    kind: ClassVar[str] = "bpm"
    bpm: float


@dataclass(frozen=True, slots=True)
class Pitch:
    """`formants` "kept": the voice keeps its size while the notes move; "moved": both move, as on a faster tape."""

    kind: ClassVar[str] = "pitch"
    semitones: float
    formants: str = "moved"


@dataclass(frozen=True, slots=True)
class Groove:
    """The beat pulled onto a grid by `strength` (0..1), every second eighth late by `swing` of an eighth (0: straight)."""

    kind: ClassVar[str] = "groove"
    swing: float
    strength: float


@dataclass(frozen=True, slots=True)
class Harmony:
    """The vocals once more, an interval of the key higher."""

    kind: ClassVar[str] = "harmony"
    interval: str
    gain_db: float


@dataclass(frozen=True, slots=True)
class Filter:
    kind: ClassVar[str] = "filter"
    shape: str
    hz: float


@dataclass(frozen=True, slots=True)
class Echo:
    """Repeats every `beats` beats of the output, each `feedback` times as loud as the one before."""

    kind: ClassVar[str] = "echo"
    beats: float
    feedback: float
    mix: float


@dataclass(frozen=True, slots=True)
class Reverb:
    """`mix` 0..1 of wet sound; `seconds` until the tail is 60 dB down."""

    kind: ClassVar[str] = "reverb"
    mix: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Pad:
    """Held chords of the key, bar by bar; left out, and said to be, where none fits."""

    kind: ClassVar[str] = "pad"
    sound: str
    gain_db: float


@dataclass(frozen=True, slots=True)
class Drums:
    kind: ClassVar[str] = "drums"
    pattern: str
    gain_db: float


@dataclass(frozen=True, slots=True)
class Ambience:
    kind: ClassVar[str] = "ambience"
    sound: str
    gain_db: float


@dataclass(frozen=True, slots=True)
class Saturation:
    kind: ClassVar[str] = "saturation"
    drive_db: float


@dataclass(frozen=True, slots=True)
class Tape:
    """An old machine: wow, flutter and soft highs, by `depth` 0..1. The mean tempo and pitch stay."""

    kind: ClassVar[str] = "tape"
    depth: float


@dataclass(frozen=True, slots=True)
class Motion:
    """The sound turns around the listener once every `period_s` seconds ("8D"), by `depth` 0..1."""

    kind: ClassVar[str] = "motion"
    period_s: float
    depth: float


@dataclass(frozen=True, slots=True)
class Fade:
    kind: ClassVar[str] = "fade"
    in_s: float
    out_s: float


@dataclass(frozen=True, slots=True)
class Loudness:
    kind: ClassVar[str] = "loudness"
    lufs: float


Operation = (
    Arrange | Stem | Mashup | Bpm | Tempo | Pitch | Groove | Harmony | Filter | Echo | Reverb | Pad | Drums
    | Ambience | Saturation | Tape | Motion | Fade | Loudness
)  # fmt: skip
# The order of work: sources first, time and pitch, tone, room, what is added, the whole through a machine, ends, level.
KINDS: tuple[type[Operation], ...] = (
    Arrange, Stem, Mashup, Bpm, Tempo, Pitch, Groove, Harmony, Filter, Echo, Reverb, Pad, Drums,
    Ambience, Saturation, Tape, Motion, Fade, Loudness,
)  # fmt: skip
# What version 1 of recipes could say.
KINDS_1 = (Stem, Bpm, Tempo, Pitch, Filter, Reverb, Drums, Fade, Loudness)
PATTERNS_1 = ("lofi", "house", "dnb", "rock")
BY_NAME = {kind.kind: kind for kind in KINDS}
RANGES: dict[str, tuple[float, float]] = {
    "ratio": TEMPO_RATIO,
    "bpm": (30.0, 300.0),
    "semitones": (-12.0, 12.0),
    "gain_db": (-24.0, 12.0),
    "hz": (20.0, 20_000.0),
    "mix": (0.0, 1.0),
    "beats": (0.25, 4.0),
    "feedback": (0.0, 0.85),
    "swing": (0.0, 0.75),
    "strength": (0.0, 1.0),
    "drive_db": (0.0, 24.0),
    "depth": (0.0, 1.0),
    "period_s": (1.0, 30.0),
    "in_s": (0.0, 10.0),
    "out_s": (0.0, 10.0),
    "lufs": (-30.0, -9.0),
}
# `seconds` is the one name that means two things.
RANGES_OF: dict[tuple[str, str], tuple[float, float]] = {
    ("reverb", "seconds"): (0.1, 10.0),
    ("arrange", "seconds"): (10.0, 900.0),
}
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("stem", "name"): STEMS,
    ("filter", "shape"): FILTERS,
    ("drums", "pattern"): PATTERNS,
    ("arrange", "form"): FORMS,
    ("mashup", "take"): TAKES,
    ("harmony", "interval"): INTERVALS,
    ("pad", "sound"): PADS,
    ("ambience", "sound"): AMBIENCES,
    ("pitch", "formants"): FORMANTS,
}


def limits(kind: str, name: str) -> tuple[float, float]:
    """The least and the greatest value of a number of an operation."""
    return RANGES_OF.get((kind, name)) or RANGES[name]


def slot(operation: Operation) -> tuple[str, str]:
    """What a recipe may hold only once: one tempo, one filter of a shape, one treatment of a stem."""
    if isinstance(operation, Bpm | Tempo):
        return ("tempo", "")
    if isinstance(operation, Stem):
        return (operation.kind, operation.name)
    return (operation.kind, operation.shape if isinstance(operation, Filter) else "")
