"""Terms as the editor shows them: what holds for every use once, and beside each use only what is its own.

Folding loses nothing: unfolding a folded sheet gives the same answers, conditions and obligations again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rightsdesk.domain.consent import Use

OBLIGATIONS = ("credit_line", "label", "split_template", "notice")
# Said once for every use; a use may say otherwise.
GENERAL = (
    "territories", "period", "distribution", "topics_forbidden", "engines", "models", "cap_live",
    "cap_listener_month", *OBLIGATIONS,
)  # fmt: skip
# What belongs to the sound, and so to some uses only.
SPECIFIC = ("tempo_ratio", "semitones", "styles", "styles_forbidden", "imitation")
FITTING: dict[Use, tuple[str, ...]] = {
    Use.REMIX: SPECIFIC,
    Use.COVER: SPECIFIC,
    Use.STEMS: (),
    Use.VOICE: ("styles", "styles_forbidden", "imitation"),
    Use.TEMPO: ("tempo_ratio",),
    Use.KEY: ("semitones",),
    Use.STYLE: ("styles", "styles_forbidden", "imitation"),
    Use.LYRICS: (),
    Use.MASHUP: ("tempo_ratio", "semitones", "styles", "styles_forbidden"),
    Use.COMMERCIAL: (),
    Use.TRAINING: (),
}
GRANTING = frozenset({"allow", "ask"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """`common`: what every granted use shares; `uses`: {use: (answer, what is its own)}. Values as stored."""

    common: Mapping[str, Any] = field(default_factory=dict)
    uses: Mapping[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)


def fold(clauses: Iterable[Mapping[str, Any]]) -> Sheet:
    """From stored clauses {"use", "answer", "conditions", "obligations"} to a sheet."""
    facts = {c["use"]: (c["answer"], _facts(c)) for c in clauses}
    granted = [own for answer, own in facts.values() if answer in GRANTING]
    common = {name: granted[0][name] for name in GENERAL if granted and _shared(name, granted)}
    uses = {
        use: (answer, {name: value for name, value in own.items() if name not in common})
        for use, (answer, own) in facts.items()
    }
    return Sheet(common, uses)


def unfold(sheet: Sheet) -> list[dict[str, Any]]:
    """From a sheet to the clauses to be stored, in the law's order. A no carries no conditions."""
    return [_clause(use, *sheet.uses[use], sheet.common) for use in Use if use in sheet.uses]


def _shared(name: str, granted: list[dict[str, Any]]) -> bool:
    return all(name in own and own[name] == granted[0][name] for own in granted)


def _facts(clause: Mapping[str, Any]) -> dict[str, Any]:
    if clause["answer"] not in GRANTING:
        return {}
    facts = {**(clause.get("conditions") or {}), **(clause.get("obligations") or {})}
    return {name: value for name, value in facts.items() if value is not None}


def _clause(use: str, answer: str, own: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Any]:
    facts = {**common, **own} if answer in GRANTING else {}
    return {
        "use": str(use),
        "answer": answer,
        "conditions": {name: value for name, value in facts.items() if name not in OBLIGATIONS},
        "obligations": {name: facts[name] for name in OBLIGATIONS if name in facts},
    }
