"""A recipe: what shall be done to a recording, as typed operations with one canonical form and one hash.
Consent is decided on it; how each operation sounds is the engine's business."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Invalid

VERSION = 1
STEMS = ("vocals", "drums", "bass", "other")
FILTERS = ("lowpass", "highpass")
PATTERNS = ("lofi", "house", "dnb", "rock")
TEMPO_RATIO = (0.5, 2.0)
_STYLE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


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
    kind: ClassVar[str] = "pitch"
    semitones: float


@dataclass(frozen=True, slots=True)
class Stem:
    """`gain_db` None mutes the stem."""

    kind: ClassVar[str] = "stem"
    name: str
    gain_db: float | None


@dataclass(frozen=True, slots=True)
class Filter:
    kind: ClassVar[str] = "filter"
    shape: str
    hz: float


@dataclass(frozen=True, slots=True)
class Reverb:
    """`mix` 0..1 of wet sound; `seconds` until the tail is 60 dB down."""

    kind: ClassVar[str] = "reverb"
    mix: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Drums:
    kind: ClassVar[str] = "drums"
    pattern: str
    gain_db: float


@dataclass(frozen=True, slots=True)
class Fade:
    kind: ClassVar[str] = "fade"
    in_s: float
    out_s: float


@dataclass(frozen=True, slots=True)
class Loudness:
    kind: ClassVar[str] = "loudness"
    lufs: float


Operation = Tempo | Bpm | Pitch | Stem | Filter | Reverb | Drums | Fade | Loudness
# The order is the order of work: sources first, time and pitch, tone, room, added drums, ends, level.
_KINDS: tuple[type[Operation], ...] = (Stem, Bpm, Tempo, Pitch, Filter, Reverb, Drums, Fade, Loudness)
_BY_NAME = {kind.kind: kind for kind in _KINDS}
_RANGES: dict[str, tuple[float, float]] = {
    "ratio": TEMPO_RATIO,
    "bpm": (30.0, 300.0),
    "semitones": (-12.0, 12.0),
    "gain_db": (-24.0, 12.0),
    "hz": (20.0, 20_000.0),
    "mix": (0.0, 1.0),
    "seconds": (0.1, 10.0),
    "in_s": (0.0, 10.0),
    "out_s": (0.0, 10.0),
    "lufs": (-30.0, -9.0),
}
_CHOICES = {"name": STEMS, "shape": FILTERS, "pattern": PATTERNS}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Operations in their canonical order, each at most once. Raises Invalid for anything out of range."""

    operations: tuple[Operation, ...]
    style: str | None = None
    version: int = VERSION

    def __post_init__(self) -> None:
        if type(self.version) is not int or self.version != VERSION:
            raise _invalid(f"Recipes of version {self.version!r} are not known.")
        if self.style is not None and not _is_style(self.style):
            raise _invalid("A style is a short name of small letters.")
        exact = tuple(_checked(operation) for operation in self.operations)
        _refuse_twice(exact)
        object.__setattr__(self, "operations", tuple(sorted(exact, key=_order)))


def to_json(recipe: Recipe) -> dict[str, Any]:
    """Plain JSON values; `from_json` gives the same recipe back."""
    listed = [{"kind": o.kind, **{f.name: getattr(o, f.name) for f in fields(o)}} for o in recipe.operations]
    return {"version": recipe.version, "style": recipe.style, "operations": listed}


def from_json(data: object) -> Recipe:
    """Raises Invalid("recipe_invalid") for an unknown version, kind or field and for values out of range."""
    if not isinstance(data, Mapping) or set(data) - {"version", "style", "operations"}:
        raise _invalid("A recipe is an object with version, style and operations.")
    listed = data.get("operations")
    if not isinstance(listed, list) or len(listed) > 40:
        raise _invalid("A recipe's operations are a list of at most 40.")
    return Recipe(tuple(_operation(item) for item in listed), data.get("style"), data.get("version", VERSION))


def recipe_hash(recipe: Recipe) -> str:
    """SHA-256 of the canonical JSON: the same for every way of writing the same recipe."""
    return content_hash(to_json(recipe))


def uses(recipe: Recipe) -> frozenset[str]:
    """The consent uses this recipe touches."""
    touched = {"remix"}
    if any(isinstance(o, Bpm) or (isinstance(o, Tempo) and o.ratio != 1) for o in recipe.operations):
        touched.add("tempo")
    if any(isinstance(o, Pitch) and o.semitones != 0 for o in recipe.operations):
        touched.add("key")
    if any(isinstance(o, Stem) for o in recipe.operations):
        touched.add("stems")
    if recipe.style is not None:
        touched.add("style")
    return frozenset(touched)


def facts(recipe: Recipe) -> dict[str, Any]:
    """What consent's conditions read. `tempo_ratio` is None while a tempo in BPM is not resolved."""
    ratio: float | None = 1.0
    semitones = 0.0
    for operation in recipe.operations:
        if isinstance(operation, Bpm):
            ratio = None
        elif isinstance(operation, Tempo):
            ratio = operation.ratio
        elif isinstance(operation, Pitch):
            semitones = operation.semitones
    stems = [o.name for o in recipe.operations if isinstance(o, Stem)]
    styles = [recipe.style] if recipe.style else []
    return {"tempo_ratio": ratio, "semitones": semitones, "styles": styles, "stems": stems}


def resolve(recipe: Recipe, source_bpm: float) -> Recipe:
    """Replace a tempo in BPM by a ratio. Takes the octave of the source's tempo (72, 144, 36 are one pulse)
    that needs the smallest change. Raises Invalid when even that one is out of range."""
    if not (math.isfinite(source_bpm) and source_bpm > 0):
        raise _invalid("The source has no known tempo.")
    return replace(recipe, operations=tuple(_resolved(o, source_bpm) for o in recipe.operations))


def slot(operation: Operation) -> tuple[str, str]:
    """What a recipe may hold only once: one tempo, one filter of a shape, one treatment of a stem."""
    if isinstance(operation, Bpm | Tempo):
        return ("tempo", "")
    return (operation.kind, getattr(operation, "name", "") or getattr(operation, "shape", ""))


def _resolved(operation: Operation, source_bpm: float) -> Operation:
    if not isinstance(operation, Bpm):
        return operation
    ratios = [operation.bpm / (source_bpm * octave) for octave in (1.0, 2.0, 0.5)]
    nearest = min(ratios, key=lambda ratio: round(abs(math.log2(ratio)), 9))
    return Tempo(round(nearest, 6))


def _operation(item: object) -> Operation:
    kind = item.get("kind") if isinstance(item, Mapping) else None
    make: Callable[..., Operation] | None = _BY_NAME.get(kind) if isinstance(kind, str) else None
    if make is None or not isinstance(item, Mapping):
        raise _invalid("An operation names one of: " + ", ".join(_BY_NAME) + ".")
    expected = {f.name for f in fields(_BY_NAME[str(kind)])}
    if set(item) - {"kind"} != expected:
        raise _invalid(f"The operation {kind} takes exactly: {', '.join(sorted(expected))}.")
    return make(**{name: item[name] for name in expected})


def _checked(operation: Operation) -> Operation:
    """The operation with every number as a float within its range, so that 1 and 1.0 hash alike."""
    make: Callable[..., Operation] = type(operation)
    return make(**{f.name: _value(operation, f.name) for f in fields(operation)})


def _value(operation: Operation, name: str) -> str | float | None:
    value = getattr(operation, name)
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise _invalid(f"The {name} of {operation.kind} is one of: {', '.join(_CHOICES[name])}.")
        return str(value)
    if value is None and isinstance(operation, Stem):
        return None
    low, high = _RANGES[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _invalid(f"The {name} of {operation.kind} is a number from {low:g} to {high:g}.")
    return float(value) + 0.0  # -0.0 becomes 0.0


def _refuse_twice(operations: tuple[Operation, ...]) -> None:
    seen: set[tuple[str, str]] = set()
    for operation in operations:
        same = slot(operation)
        if same in seen:
            raise _invalid(f"The operation {' '.join(same).strip()} is given twice.")
        seen.add(same)


def _order(operation: Operation) -> tuple[int, str]:
    return (_KINDS.index(type(operation)), slot(operation)[1])


def _is_style(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 40 and set(value) <= _STYLE_LETTERS


def _invalid(message: str) -> Invalid:
    return Invalid("recipe_invalid", message)
