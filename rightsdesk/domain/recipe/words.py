"""A recipe as a listener would say it: "slower (tempo × 0.9), vocals left out, lo-fi drums added". The one table of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe.operations import (
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
)
from rightsdesk.domain.recipe.recipe import Recipe, from_json
from rightsdesk.domain.terms_words import style_name

UNREADABLE = "a recipe this page cannot read"
UNCHANGED = "no change to the sound"
USUAL_LUFS = -14.0
_STEMS = {"other": "other instruments"}
_FORMS = {
    "radio": "cut to about",
    "extended": "made longer, about",
    "loop": "its best bars in a loop of about",
}
_TAKES = {
    "vocals": "the vocals of a second song over it",
    "backing": "its vocals over a second song",
    "all": "mixed with a second song",
}
_PADS = {"warm": "warm", "keys": "keyboard", "strings": "string"}
_AMBIENCES = {"rain": "rain", "vinyl": "vinyl crackle", "waves": "waves"}


def stored_in_words(recipe: Mapping[str, Any]) -> list[str]:
    """A stored recipe, one phrase for each change a listener would hear; says so when it cannot be read."""
    try:
        return in_words(from_json(recipe))
    except Invalid:
        return [UNREADABLE]


def in_words(recipe: Recipe) -> list[str]:
    """One phrase for each change a listener would hear; the style first."""
    said = [f"{style_name(recipe.style)} style"] if recipe.style else []
    said += [phrase for operation in recipe.operations if (phrase := phrase_of(operation))]
    return said or [UNCHANGED]


def phrase_of(operation: Operation) -> str:
    """The operation in words, with true minus signs; empty when nobody would hear it."""
    words: Callable[[Any], str] = _WORDS[type(operation)]
    return words(operation).replace("-", "−") if isinstance(operation, Loudness) else words(operation)


def _tempo(operation: Tempo) -> str:
    if operation.ratio == 1:
        return ""
    return f"{'faster' if operation.ratio > 1 else 'slower'} (tempo × {operation.ratio:.3g})"


def _pitch(operation: Pitch) -> str:
    steps = operation.semitones
    if steps == 0:
        return ""
    unit = "semitone" if abs(steps) == 1 else "semitones"
    voice = ", the voice kept natural" if operation.formants == "kept" else ""
    return f"{'higher' if steps > 0 else 'lower'} by {abs(steps):g} {unit}{voice}"


def _stem(operation: Stem) -> str:
    name = _STEMS.get(operation.name, operation.name)
    if operation.gain_db is None:
        return f"{name} left out"
    if operation.gain_db == 0:
        return ""
    return f"{name} {'louder' if operation.gain_db > 0 else 'quieter'} by {abs(operation.gain_db):g} dB"


def _filter(operation: Filter) -> str:
    removed = "highs softened above" if operation.shape == "lowpass" else "lows removed below"
    return f"{removed} {operation.hz:,.0f} Hz"


def _arrange(operation: Arrange) -> str:
    minutes, seconds = divmod(round(operation.seconds), 60)
    length = " ".join(
        [*([f"{minutes} min"] if minutes else []), *([f"{seconds} s"] if seconds or not minutes else [])]
    )
    return f"{_FORMS[operation.form]} {length}"


def _groove(operation: Groove) -> str:
    if operation.swing:
        return f"swing of {operation.swing:.0%}"
    return "beat straightened" if operation.strength else ""


def _echo(operation: Echo) -> str:
    beat = "beat" if operation.beats == 1 else f"{operation.beats:g} beats"
    return f"echo every {beat} ({operation.mix:.0%} wet)"


def _fade(operation: Fade) -> str:
    if operation.in_s and operation.out_s:
        return "faded at the ends"
    if operation.in_s:
        return "faded in"
    return "faded out" if operation.out_s else ""


def _loudness(operation: Loudness) -> str:
    return "" if operation.lufs == USUAL_LUFS else f"mastered to {operation.lufs:g} LUFS"


_WORDS: dict[type[Operation], Callable[[Any], str]] = {
    Arrange: _arrange,
    Stem: _stem,
    Mashup: lambda operation: _TAKES[operation.take],
    Bpm: lambda operation: f"at {operation.bpm:g} beats a minute",
    Tempo: _tempo,
    Pitch: _pitch,
    Groove: _groove,
    Harmony: lambda operation: f"vocals doubled {'an' if operation.interval == 'octave' else 'a'} {operation.interval} higher",
    Filter: _filter,
    Echo: _echo,
    Reverb: lambda operation: f"reverb of {operation.seconds:g} s ({operation.mix:.0%} wet)",
    Pad: lambda operation: f"{_PADS[operation.sound]} chords added",
    Drums: lambda operation: f"{style_name(operation.pattern)} drums added",
    Ambience: lambda operation: f"{_AMBIENCES[operation.sound]} in the background",
    Saturation: lambda operation: f"distorted by {operation.drive_db:g} dB",
    Tape: lambda operation: f"as from an old tape ({operation.depth:.0%})",
    Motion: lambda operation: f"turning around the head every {operation.period_s:g} s",
    Fade: _fade,
    Loudness: _loudness,
}  # fmt: skip
