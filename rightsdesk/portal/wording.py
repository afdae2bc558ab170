"""Recipes and conditions as a person reads them: "slower (× 0.9), vocals left out, lo-fi drums added"."""

from collections.abc import Callable, Mapping
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import (
    Bpm,
    Drums,
    Fade,
    Filter,
    Loudness,
    Operation,
    Pitch,
    Reverb,
    Stem,
    Tempo,
    from_json,
)
from rightsdesk.domain.terms_words import ANSWER_WORDS, USE_TITLES, phrases, style_name
from rightsdesk.domain.territories import name_of

__all__ = ["ANSWER_WORDS", "NO_ANSWER", "USE_WORDS", "conditions_in_words", "recipe_in_words", "style_name"]

STEM_NAMES = {"other": "other instruments"}
USE_WORDS = USE_TITLES | {"voice": "Your voice"}
NO_ANSWER = "no answer, so no"


def recipe_in_words(recipe: Mapping[str, Any]) -> list[str]:
    """A stored recipe, one phrase for each change a listener would hear; the style first."""
    try:
        known = from_json(recipe)
    except Invalid:
        return ["a recipe this page cannot read"]
    said = [f"{style_name(known.style)} style"] if known.style else []
    said += [phrase for operation in known.operations if (phrase := _operation(operation))]
    return said or ["no change to the sound"]


def _operation(operation: Operation) -> str:
    words: Callable[[Any], str] = _WORDS[type(operation)]
    return words(operation)


def _tempo(operation: Tempo) -> str:
    if operation.ratio == 1:
        return ""
    return f"{'faster' if operation.ratio > 1 else 'slower'} (tempo × {operation.ratio:.3g})"


def _pitch(operation: Pitch) -> str:
    steps = operation.semitones
    if steps == 0:
        return ""
    unit = "semitone" if abs(steps) == 1 else "semitones"
    return f"{'higher' if steps > 0 else 'lower'} by {abs(steps):g} {unit}"


def _stem(operation: Stem) -> str:
    name = STEM_NAMES.get(operation.name, operation.name)
    if operation.gain_db is None:
        return f"{name} left out"
    return f"{name} {'louder' if operation.gain_db > 0 else 'quieter'} by {abs(operation.gain_db):g} dB"


def _filter(operation: Filter) -> str:
    removed = "highs softened above" if operation.shape == "lowpass" else "lows removed below"
    return f"{removed} {operation.hz:,.0f} Hz"


_WORDS: dict[type[Operation], Callable[[Any], str]] = {
    Tempo: _tempo,
    Bpm: lambda operation: f"at {operation.bpm:g} beats a minute",
    Pitch: _pitch,
    Stem: _stem,
    Filter: _filter,
    Reverb: lambda operation: f"reverb of {operation.seconds:g} s ({operation.mix:.0%} wet)",
    Drums: lambda operation: f"{style_name(operation.pattern)} drums added",
    Fade: lambda operation: "faded at the ends",
    Loudness: lambda operation: "",
}


def conditions_in_words(
    conditions: Mapping[str, Any],
    place: Callable[[str], str] = name_of,
    obligations: Mapping[str, Any] | None = None,
) -> list[str]:
    """What an answer depends on and asks in return, a phrase for each. `place` names a territory."""
    return list(phrases({**conditions, **(obligations or {})}, place).values())
