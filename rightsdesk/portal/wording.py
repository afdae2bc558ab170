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

STYLE_NAMES = {"lofi": "lo-fi", "dnb": "drum and bass", "acapella": "a cappella"}
STEM_NAMES = {"other": "other instruments"}
USE_WORDS = {
    "remix": "Remixes", "cover": "Covers", "stems": "Single stems", "voice": "Your voice", "tempo": "Changes of tempo",
    "key": "Changes of key", "style": "Changes of style", "lyrics": "Changes of lyrics", "mashup": "Mashups",
    "commercial": "Commercial use", "training": "Training of models",
}  # fmt: skip
ANSWER_WORDS = {"allow": "allowed", "ask": "asks you first", "deny": "not allowed"}
NO_ANSWER = "no answer, so no"


def style_name(style: str) -> str:
    """The name people use for a style."""
    return STYLE_NAMES.get(style, style.replace("-", " "))


def recipe_in_words(recipe: Mapping[str, Any]) -> list[str]:
    """A stored recipe, one phrase for each change a listener would hear; the style first."""
    try:
        known = from_json(recipe)
    except Invalid:
        return ["a recipe this page cannot read"]
    phrases = [f"{style_name(known.style)} style"] if known.style else []
    phrases += [phrase for operation in known.operations if (phrase := _operation(operation))]
    return phrases or ["no change to the sound"]


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


def conditions_in_words(conditions: Mapping[str, Any], place: Callable[[str], str]) -> list[str]:
    """What an answer depends on, a phrase for each condition. `place` names a territory."""
    phrases = []
    if (territories := conditions.get("territories")) is not None:
        phrases.append("only in " + _listed([place(code) for code in territories]))
    if (styles := conditions.get("styles")) is not None:
        phrases.append("only " + _listed([style_name(style) for style in styles]))
    if forbidden := conditions.get("styles_forbidden"):
        phrases.append("never " + _listed([style_name(style) for style in forbidden]))
    if (ratio := conditions.get("tempo_ratio")) is not None:
        phrases.append(f"tempo × {ratio[0]:g} to × {ratio[1]:g}")
    if (steps := conditions.get("semitones")) is not None:
        phrases.append(f"{_signed(steps[0])} to {_signed(steps[1])} semitones")
    return phrases


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "−")


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names) or "nothing"
    return f"{', '.join(names[:-1])} and {names[-1]}"
