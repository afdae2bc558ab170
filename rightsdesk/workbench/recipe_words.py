"""A recipe in words, and what was asked beside what was measured in the sound."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rightsdesk.derivatives.models import Derivative

UNKNOWN = "not measured"


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the comparison."""

    what: str
    asked: str
    measured: str


def _stem(operation: Mapping[str, Any]) -> str:
    gain = operation["gain_db"]
    return f"without {operation['name']}" if gain is None else f"{operation['name']} {gain:+g} dB"


WORDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "tempo": lambda o: f"tempo × {o['ratio']:g}",
    "bpm": lambda o: f"{o['bpm']:g} bpm",
    "pitch": lambda o: f"{o['semitones']:+g} semitones",
    "stem": _stem,
    "filter": lambda o: f"{o['shape']} at {o['hz']:g} Hz",
    "reverb": lambda o: f"reverb {o['mix'] * 100:g} % for {o['seconds']:g} s",
    "drums": lambda o: f"{o['pattern']} drums {o['gain_db']:+g} dB",
    "fade": lambda o: f"fade in {o['in_s']:g} s, out {o['out_s']:g} s",
    "loudness": lambda o: f"loudness {o['lufs']:g} LUFS",
}


def recipe_words(recipe: Mapping[str, Any]) -> list[str]:
    """Each operation as a few words, in the recipe's order; the style first."""
    style = [f"style {recipe['style']}"] if recipe.get("style") else []
    return style + [_words(operation) for operation in recipe.get("operations", [])]


def _words(operation: Mapping[str, Any]) -> str:
    """The operation in words, with true minus signs; its bare name if the desk has no words for it."""
    kind = str(operation.get("kind"))
    speak = WORDS.get(kind)
    return (speak(operation) if speak else kind).replace("-", "−")


def measures(derivative: Derivative) -> list[Measure]:
    """Asked against measured: tempo, pitch, loudness, and figures that only the sound itself knows."""
    rendering = getattr(derivative, "rendering", None)
    metrics: Mapping[str, Any] = rendering.metrics if rendering else {}
    asked = {str(o.get("kind")): o for o in derivative.recipe.get("operations", [])}
    return [
        Measure("Tempo", _asked(asked, "tempo", "unchanged"), _figure(metrics, "tempo_bpm", " bpm")),
        Measure("Pitch", _asked(asked, "pitch", "unchanged"), _pitch(metrics)),
        Measure("Loudness", _asked(asked, "loudness", "−14 LUFS"), _figure(metrics, "lufs", " LUFS")),
        Measure("True peak", "at most −1 dBTP", _figure(metrics, "true_peak_dbtp", " dBTP")),
    ]


def _asked(asked: Mapping[str, Mapping[str, Any]], kind: str, otherwise: str) -> str:
    return _words(asked[kind]).removeprefix(f"{kind} ") if kind in asked else otherwise


def _figure(metrics: Mapping[str, Any], name: str, unit: str) -> str:
    value = metrics.get(name)
    return UNKNOWN if value is None else f"{value:.1f}{unit}".replace("-", "−")


def _pitch(metrics: Mapping[str, Any]) -> str:
    value = metrics.get("semitones")
    return UNKNOWN if value is None else f"{value:+.1f} semitones".replace("-", "−")
