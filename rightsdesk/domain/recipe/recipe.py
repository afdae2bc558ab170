"""A recipe: what shall be done to a recording, as typed operations with one canonical form and one hash.
Consent is decided on it; how each operation sounds is the engine's business."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe.operations import (
    BY_NAME,
    CHOICES,
    KINDS,
    KINDS_1,
    PATTERNS_1,
    Bpm,
    Drums,
    Operation,
    Pitch,
    Stem,
    Tempo,
    limits,
    slot,
)

VERSION = 2
VERSIONS = (1, 2)
"""Version 2 knows more operations. What version 1 can say stays version 1, in the same bytes with the same hash."""
MOST_OPERATIONS = 40
_STYLE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Operations in their canonical order, each at most once. Raises Invalid for anything out of range."""

    operations: tuple[Operation, ...]
    style: str | None = None
    version: int = VERSION

    def __post_init__(self) -> None:
        if type(self.version) is not int or self.version not in VERSIONS:
            raise _invalid(f"Recipes of version {self.version!r} are not known.")
        needed = _version_of(self.operations)
        if self.version < needed:
            raise _invalid(f"Version {self.version} of recipes does not know every operation of this one.")
        if self.style is not None and not _is_style(self.style):
            raise _invalid("A style is a short name of small letters.")
        exact = tuple(_checked(operation) for operation in self.operations)
        _refuse_twice(exact)
        object.__setattr__(self, "operations", tuple(sorted(exact, key=_order)))
        object.__setattr__(self, "version", needed)


def to_json(recipe: Recipe) -> dict[str, Any]:
    """Plain JSON values; `from_json` gives the same recipe back. A field at its default is left out."""
    listed = [{"kind": o.kind, **_said(o)} for o in recipe.operations]
    return {"version": recipe.version, "style": recipe.style, "operations": listed}


def from_json(data: object) -> Recipe:
    """Raises Invalid("recipe_invalid") for an unknown version, kind or field and for values out of range."""
    if not isinstance(data, Mapping) or set(data) - {"version", "style", "operations"}:
        raise _invalid("A recipe is an object with version, style and operations.")
    listed = data.get("operations")
    if not isinstance(listed, list) or len(listed) > MOST_OPERATIONS:
        raise _invalid(f"A recipe's operations are a list of at most {MOST_OPERATIONS}.")
    return Recipe(tuple(_operation(item) for item in listed), data.get("style"), data.get("version", VERSION))


def recipe_hash(recipe: Recipe) -> str:
    """SHA-256 of the canonical JSON: the same for every way of writing the same recipe."""
    return content_hash(to_json(recipe))


def resolve(recipe: Recipe, source_bpm: float) -> Recipe:
    """Replace a tempo in BPM by a ratio. Takes the octave of the source's tempo (72, 144, 36 are one pulse)
    that needs the smallest change. Raises Invalid when even that one is out of range."""
    if not (math.isfinite(source_bpm) and source_bpm > 0):
        raise _invalid("The source has no known tempo.")
    return replace(recipe, operations=tuple(_resolved(o, source_bpm) for o in recipe.operations))


def _resolved(operation: Operation, source_bpm: float) -> Operation:
    if not isinstance(operation, Bpm):
        return operation
    ratios = [operation.bpm / (source_bpm * octave) for octave in (1.0, 2.0, 0.5)]
    nearest = min(ratios, key=lambda ratio: round(abs(math.log2(ratio)), 9))
    return Tempo(round(nearest, 6))


def _said(operation: Operation) -> dict[str, Any]:
    values = {field: getattr(operation, field.name) for field in fields(operation)}
    return {field.name: value for field, value in values.items() if value != field.default}


def _operation(item: object) -> Operation:
    kind = item.get("kind") if isinstance(item, Mapping) else None
    make: Callable[..., Operation] | None = BY_NAME.get(kind) if isinstance(kind, str) else None
    if make is None or not isinstance(item, Mapping):
        raise _invalid("An operation names one of: " + ", ".join(BY_NAME) + ".")
    known = fields(BY_NAME[str(kind)])
    needed = {field.name for field in known if field.default is dataclasses.MISSING}
    given = set(item) - {"kind"}
    if not needed <= given <= {field.name for field in known}:
        raise _invalid(f"The operation {kind} takes exactly: {', '.join(sorted(f.name for f in known))}.")
    return make(**{name: item[name] for name in given})


def _checked(operation: Operation) -> Operation:
    """The operation with every number as a float within its range, so that 1 and 1.0 hash alike."""
    make: Callable[..., Operation] = type(operation)
    return make(**{f.name: _value(operation, f.name) for f in fields(operation)})


def _value(operation: Operation, name: str) -> str | float | None:
    value = getattr(operation, name)
    choices = CHOICES.get((operation.kind, name))
    if choices is not None:
        if value not in choices:
            raise _invalid(f"The {name} of {operation.kind} is one of: {', '.join(choices)}.")
        return str(value)
    if value is None and isinstance(operation, Stem):
        return None
    low, high = limits(operation.kind, name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _invalid(f"The {name} of {operation.kind} is a number from {low:g} to {high:g}.")
    return float(value) + 0.0  # -0.0 becomes 0.0


def _version_of(operations: tuple[Operation, ...]) -> int:
    """The lowest version that can say all of it."""
    return 1 if all(_in_version_1(operation) for operation in operations) else 2


def _in_version_1(operation: Operation) -> bool:
    if isinstance(operation, Drums):
        return operation.pattern in PATTERNS_1
    return isinstance(operation, KINDS_1) and not (
        isinstance(operation, Pitch) and operation.formants != "moved"
    )


def _refuse_twice(operations: tuple[Operation, ...]) -> None:
    seen: set[tuple[str, str]] = set()
    for operation in operations:
        same = slot(operation)
        if same in seen:
            raise _invalid(f"The operation {' '.join(same).strip()} is given twice.")
        seen.add(same)


def _order(operation: Operation) -> tuple[int, str]:
    return (KINDS.index(type(operation)), slot(operation)[1])


def _is_style(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 40 and set(value) <= _STYLE_LETTERS


def _invalid(message: str) -> Invalid:
    return Invalid("recipe_invalid", message)
