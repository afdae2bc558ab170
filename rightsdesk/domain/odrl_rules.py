"""Conditions and obligations of a clause as ODRL constraints and duties. Knows no policy around them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rightsdesk.domain.territories import WORLD, Places

Rule = dict[str, Any]
Constraints = Callable[[Any], list[Rule]]


def constraint(left: str, operator: str, right: Any) -> Rule:
    """One atomic ODRL constraint."""
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def day(value: date) -> Rule:
    return {"@value": value.isoformat(), "@type": "xsd:date"}


def constraints(conditions: Mapping[str, Any]) -> list[Rule]:
    """Every condition of a clause, in a stable order. Raises ValueError for one that has no words here."""
    unknown = set(conditions) - set(CONDITIONS)
    if unknown:
        raise ValueError(f"The ODRL profile has no words for the condition {', '.join(sorted(unknown))}.")
    said = {name: value for name, value in conditions.items() if value is not None}
    return [rule for name in CONDITIONS if name in said for rule in CONDITIONS[name](said[name])]


def duties(obligations: Mapping[str, Any], grantor: str) -> list[Rule]:
    """What is owed in return. `grantor`: the IRI of the party that is named, paid or told."""
    unknown = set(obligations) - set(OBLIGATIONS)
    if unknown:
        raise ValueError(f"The ODRL profile has no words for the obligation {', '.join(sorted(unknown))}.")
    return [_duty(name, obligations[name], grantor) for name in OBLIGATIONS if obligations.get(name)]


def _duty(name: str, value: Any, grantor: str) -> Rule:
    action, operand, party = OBLIGATIONS[name]
    refined = {"rdf:value": {"@id": action}, "refinement": [constraint(operand, "eq", value)]}
    return {"action": [refined]} | ({party: grantor} if party else {})


def _spatial(tokens: Any) -> list[Rule]:
    places = Places.parse(tokens if isinstance(tokens, str) else tuple(tokens))
    if places == WORLD:
        return []
    codes = [
        {"@value": code, "@type": "rd:iso3166"} for code in (places.missing if places.wide else places.codes)
    ]
    return [constraint("spatial", "isNoneOf" if places.wide else "isAnyOf", codes)]


def _period(ends: Any) -> list[Rule]:
    pairs = zip(("gteq", "lt"), ends, strict=True)
    return [
        constraint("dateTime", operator, day(date.fromisoformat(str(end)))) for operator, end in pairs if end
    ]


def _between(left: str) -> Constraints:
    def both(ends: Any) -> list[Rule]:
        pairs = zip(("gteq", "lteq"), ends, strict=True)
        return [constraint(left, operator, _decimal(end)) for operator, end in pairs if end is not None]

    return both


def _decimal(number: Any) -> Rule:
    return {"@value": f"{Decimal(str(number)):f}", "@type": "xsd:decimal"}


def _only(left: str, prefix: str = "") -> Constraints:
    """One of these; an empty set would vanish from the triples and permit everything, so it is said in a word."""

    def among(names: Any) -> list[Rule]:
        said: list[Any] = [{"@id": f"{prefix}{name}"} if prefix else str(name) for name in sorted(names)]
        return [constraint(left, "isAnyOf", said or [{"@id": "rd:nothing"}])]

    return among


def _none(left: str) -> Constraints:
    return lambda names: [constraint(left, "isNoneOf", sorted(str(name) for name in names))] if names else []


def _at_most(left: str) -> Constraints:
    return lambda cap: [constraint(left, "lteq", int(cap))]


# Imitation is an action of its own (rd:imitate), permitted or prohibited by the policy: no constraint.
CONDITIONS: dict[str, Constraints] = {
    "territories": _spatial,
    "period": _period,
    "tempo_ratio": _between("rd:tempoRatio"),
    "semitones": _between("rd:semitones"),
    "styles": _only("rd:style"),
    "styles_forbidden": _none("rd:style"),
    "topics_forbidden": _none("rd:promptTopic"),
    "imitation": lambda allowed: [],
    "engines": _only("rd:engine"),
    "models": _only("rd:engineModel"),
    "cap_live": _at_most("rd:liveDerivativesOfRecording"),
    "cap_listener_month": _at_most("rd:derivativesOfListenerInMonth"),
    "distribution": _only("deliveryChannel", "rd:"),
}
# Obligation -> the duty's action, what refines it, and the party it is owed to.
OBLIGATIONS: dict[str, tuple[str, str, str]] = {
    "credit_line": ("odrl:attribute", "rd:creditLine", "attributedParty"),
    "label": ("rd:label", "rd:labelText", ""),
    "split_template": ("odrl:compensate", "rd:splitTemplate", "compensatedParty"),
    "notice": ("odrl:inform", "rd:notice", "informedParty"),
}
