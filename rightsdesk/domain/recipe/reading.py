"""What consent reads in a recipe: the uses it touches, and the facts that conditions are held against."""

from __future__ import annotations

from typing import Any

from rightsdesk.domain.recipe.operations import Bpm, Harmony, Mashup, Pitch, Stem, Tempo
from rightsdesk.domain.recipe.recipe import Recipe


def uses(recipe: Recipe) -> frozenset[str]:
    """The consent uses this recipe touches."""
    touched = {"remix"}
    if any(isinstance(o, Bpm) or (isinstance(o, Tempo) and o.ratio != 1) for o in recipe.operations):
        touched.add("tempo")
    if any(isinstance(o, Pitch) and o.semitones != 0 for o in recipe.operations):
        touched.add("key")
    if taken_apart(recipe):
        touched.add("stems")
    if any(isinstance(o, Mashup) for o in recipe.operations):
        touched.add("mashup")
    if recipe.style is not None:
        touched.add("style")
    return frozenset(touched)


def taken_apart(recipe: Recipe) -> list[str]:
    """The stems that are heard apart from their mix: kept, muted, raised, doubled or laid over another song."""
    stems = [o.name for o in recipe.operations if isinstance(o, Stem)]
    voiced = any(
        isinstance(o, Harmony) or (isinstance(o, Mashup) and o.take != "all") for o in recipe.operations
    )
    return stems + (["vocals"] if voiced and "vocals" not in stems else [])


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
    styles = [recipe.style] if recipe.style else []
    return {
        "tempo_ratio": ratio,
        "semitones": semitones,
        "styles": styles,
        "stems": taken_apart(recipe),
    }
