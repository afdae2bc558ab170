"""A recipe: what shall be done to a recording. Operations, their canonical form and hash, and what consent reads in it."""

from rightsdesk.domain.recipe.operations import (
    AMBIENCES,
    FILTERS,
    FORMANTS,
    FORMS,
    INTERVALS,
    KINDS,
    PADS,
    PATTERNS,
    STEMS,
    TAKES,
    TEMPO_RATIO,
    Ambience,
    Arrange,
    Bpm,
    Drums,
    Echo,
    Fade,
    Filter,
    Groove,
    Harmony,
    Loudness,
    Mashup,
    Motion,
    Operation,
    Pad,
    Pitch,
    Reverb,
    Saturation,
    Stem,
    Tape,
    Tempo,
    slot,
)
from rightsdesk.domain.recipe.reading import facts, taken_apart, uses
from rightsdesk.domain.recipe.recipe import VERSION, Recipe, from_json, recipe_hash, resolve, to_json

__all__ = [
    "AMBIENCES", "FILTERS", "FORMANTS", "FORMS", "INTERVALS", "KINDS", "PADS", "PATTERNS", "STEMS", "TAKES",
    "TEMPO_RATIO", "VERSION", "Ambience", "Arrange", "Bpm", "Drums", "Echo", "Fade", "Filter", "Groove", "Harmony",
    "Loudness", "Mashup", "Motion", "Operation", "Pad", "Pitch", "Recipe", "Reverb", "Saturation", "Stem", "Tape",
    "Tempo", "facts", "from_json", "recipe_hash", "resolve", "slot", "taken_apart", "to_json", "uses",
]  # fmt: skip
