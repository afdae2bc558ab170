"""The self-check of a render as a moderator reads it: what was asked beside what the sound itself shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rightsdesk.derivatives.models import Derivative

UNKNOWN = "not measured"
UNHEARD = "cannot be heard in this sound"
UNASKED = "—"


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the comparison."""

    what: str
    asked: str
    measured: str

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to compare."""
        return self.measured in (UNKNOWN, UNHEARD)


def measures(derivative: Derivative) -> list[Measure]:
    """Every figure of the self-check. What a platform rendered itself was only measured for level and length."""
    rendering = getattr(derivative, "rendering", None)
    metrics: Mapping[str, Any] = rendering.metrics if rendering else {}
    asked = {str(o.get("kind")): o for o in derivative.recipe.get("operations", [])}
    loudness = asked.get("loudness", {}).get("lufs", -14.0)
    rows = [
        _row(metrics, "Tempo", "tempo_bpm", "tempo_asked", ".1f", " bpm", _tempo(asked)),
        _row(metrics, "Pitch", "semitones", "semitones_asked", "+.1f", " semitones", _pitch(asked)),
        Measure("Loudness", _figure(loudness, ".1f", " LUFS"), _found(metrics, "lufs", ".1f", " LUFS")),
        Measure("True peak", "at most −1 dBTP", _found(metrics, "true_peak_dbtp", ".1f", " dBTP")),
        _row(metrics, "Length", "duration_s", "duration_asked_s", ".1f", " s", UNASKED),
        Measure("Silence, longest", UNASKED, _found(metrics, "longest_silence_s", ".1f", " s")),
        Measure("Clipped samples", "none", _found(metrics, "clipped", ".3%", "")),
        Measure("Like its source", UNASKED, _found(metrics, "similarity", ".0%", "")),
    ]
    return rows + _left(metrics.get("energy_left"))


def _row(
    metrics: Mapping[str, Any], what: str, name: str, asked: str, form: str, unit: str, otherwise: str
) -> Measure:
    wanted = metrics.get(asked)
    said = otherwise if wanted is None else _figure(wanted, form, unit)
    return Measure(what, said, _found(metrics, name, form, unit))


def _found(metrics: Mapping[str, Any], name: str, form: str, unit: str) -> str:
    """A figure that was looked for and not found is told apart from one nobody looked for."""
    if name not in metrics:
        return UNKNOWN
    value = metrics[name]
    return UNHEARD if value is None else _figure(value, form, unit)


def _figure(value: float, form: str, unit: str) -> str:
    return f"{value:{form}}{unit}".replace("-", "−")


def _tempo(asked: Mapping[str, Mapping[str, Any]]) -> str:
    return f"× {asked['tempo']['ratio']:g}" if "tempo" in asked else "unchanged"


def _pitch(asked: Mapping[str, Mapping[str, Any]]) -> str:
    return _figure(asked["pitch"]["semitones"], "+g", " semitones") if "pitch" in asked else "unchanged"


def _left(energy: Mapping[str, float | None] | None) -> list[Measure]:
    """How much of each stem of the source is still in it, where the render took the source apart."""
    return [
        Measure(
            f"Left of the source's {stem}", UNASKED, UNHEARD if share is None else _figure(share, ".0%", "")
        )
        for stem, share in (energy or {}).items()
    ]
