"""What an engine says of itself, of a source and of what it made, as JSON; read back with distrust: known words, bounded
sizes, sensible numbers. The record of a job is bound to its files by a hash that the engine signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.disclosure import FACETS, METHODS
from rightsdesk.domain.recipe import Recipe, from_json, to_json
from rightsdesk.generation.contract import Analysis, Description, Kind, Model, Section
from rightsdesk.generation.remote import fields
from rightsdesk.generation.remote.fields import Fields

_MOST_STEPS, _LONGEST_STEP = 200, 8_000
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Record:
    """What ran, as the engine tells it. `failures`: the promises that its own self-check found broken. `separation`:
    method and grade of a separation."""

    recipe: Recipe
    steps: tuple[Mapping[str, Any], ...]
    metrics: Mapping[str, Any]
    failures: tuple[str, ...]
    separation: tuple[str, str] | None = None


def record_json(record: Record) -> dict[str, Any]:
    return {
        "recipe": to_json(record.recipe),
        "steps": [dict(step) for step in record.steps],
        "metrics": dict(record.metrics),
        "failures": list(record.failures),
        "separation": list(record.separation) if record.separation else None,
    }


def read_record(value: object) -> Record:
    """Raises Invalid: body_invalid, recipe_invalid."""
    data = fields.table(value, "record")
    separation = None if data.get("separation") is None else fields.words(data, "separation", 2)
    if separation is not None and len(separation) < 2:
        raise fields.invalid("separation is a method and a grade.")
    return Record(
        recipe=from_json(data.get("recipe")),
        steps=read_steps(data.get("steps")),
        metrics=fields.table(data.get("metrics"), "metrics"),
        failures=fields.words(data, "failures", 50),
        separation=(separation[0], separation[1]) if separation else None,
    )


def read_steps(value: object) -> tuple[Mapping[str, Any], ...]:
    """Steps whose names and kinds of method the desk has words for: what it cannot name, it could not disclose."""
    if not isinstance(value, list) or len(value) > _MOST_STEPS:
        raise fields.invalid(f"steps are a list of at most {_MOST_STEPS}.")
    return tuple(_step(fields.table(item, "step")) for item in value)


def _step(step: Fields) -> Fields:
    name, method = fields.text(step, "step"), fields.text(step, "method")
    fields.table(step.get("params"), "params")
    fields.text(step, "tool", 500)
    if name not in FACETS or method not in METHODS:
        raise fields.invalid(f"The desk has no word for the step {name[:40]!r} by {method[:40]!r}.")
    if len(canonical_json(step)) > _LONGEST_STEP:
        raise fields.invalid("A step is longer than the desk keeps.")
    return step


def description_json(description: Description) -> dict[str, Any]:
    return asdict(description)


def read_description(value: object) -> Description:
    """An engine's description; whatever it calls itself, its kind is remote."""
    data = fields.table(value, "description")
    return Description(
        id=fields.text(data, "id"),
        version=fields.text(data, "version"),
        kind=Kind.REMOTE,
        **{name: fields.words(data, name, 200) for name in ("stems", "operations", "styles", "patterns", "formats")},
        limits={name: fields.number(item, name, 0, 1e12) for item in [_part(data, "limits")] for name in item},
        deterministic=fields.truth(data, "deterministic"),
        tools={name: fields.text(item, name) for item in [_part(data, "tools")] for name in item},
        separation_grade=fields.text(data, "separation_grade"),
        facets={name: fields.words(item, name) for item in [_part(data, "facets")] for name in item},
        model=_model(data.get("model")),
    )  # fmt: skip


def _part(data: Fields, name: str) -> Fields:
    found = fields.table(data.get(name), name)
    if len(found) > 50 or any(len(key) > 100 for key in found):
        raise fields.invalid(f"{name} says more than the desk keeps.")
    return found


def _model(value: object) -> Model | None:
    if value is None:
        return None
    data = fields.table(value, "model")
    named = {name: fields.text(data, name, 500) for name in ("name", "licence", "training")}
    return Model(sha256=fields.sha256(data, "sha256"), **named)


def analysis_json(analysis: Analysis) -> dict[str, Any]:
    return asdict(analysis)


def read_analysis(value: object) -> Analysis:
    """Raises Invalid("body_invalid") for a fact that no recording could have."""
    data = fields.table(value, "analysis")
    sure = ("tempo_confidence", "downbeat_confidence", "key_confidence")
    sections = data.get("sections")
    if not isinstance(sections, list) or len(sections) > 500:
        raise fields.invalid("sections are a list of at most 500.")
    return Analysis(
        duration_s=fields.number(data, "duration_s", 0, _DAY_S),
        tempo_bpm=fields.number(data, "tempo_bpm", 0, 1000),
        beat_steady=fields.truth(data, "beat_steady"),
        downbeat_s=fields.number(data, "downbeat_s", 0, _DAY_S),
        key=fields.text(data, "key", 20),
        lufs=fields.number(data, "lufs", -120, 20),
        true_peak_dbtp=fields.number(data, "true_peak_dbtp", -200, 60),
        sections=tuple(_section(fields.table(item, "section")) for item in sections),
        **{name: fields.number(data, name, 0, 1) for name in sure},
    )


def _section(data: Fields) -> Section:
    start, end = (fields.number(data, name, 0, _DAY_S) for name in ("start_s", "end_s"))
    return Section(start, end, fields.text(data, "label", 20), fields.number(data, "confidence", 0, 1))


def problem_facts(value: object) -> dict[str, Any]:
    """The facts of somebody else's refusal that are short and plain enough to be shown."""
    if not isinstance(value, Mapping):
        return {}
    return {str(name)[:60]: item for name, item in list(value.items())[:20] if _is_plain(item)}


def _is_plain(item: object) -> bool:
    if isinstance(item, str):
        return len(item) <= 200
    if isinstance(item, Sequence):
        return len(item) <= 20 and all(isinstance(each, str) and len(each) <= 60 for each in item)
    return item is None or isinstance(item, bool | int | float)
