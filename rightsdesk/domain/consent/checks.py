"""Each condition held against a request: None when it is met, else what is allowed and what was asked, as texts."""

from collections.abc import Callable
from functools import lru_cache

from rightsdesk.domain.consent.conditions import Conditions
from rightsdesk.domain.consent.requests import Request
from rightsdesk.domain.territories import Places

Facts = tuple[tuple[str, str], ...]
Unmet = tuple[str, Facts]


def unmet(request: Request, rules: Conditions) -> list[Unmet]:
    """A code and its facts for every condition that the request does not meet."""
    found: list[Unmet] = []
    for name in rules.stated:
        facts = CHECKS[name](request, rules)
        if facts is not None:
            found.append((CODES[name], facts))
    return found


def _territories(request: Request, rules: Conditions) -> Facts | None:
    if rules.territories is None or not request.places.mask & ~rules.territories.mask:
        return None
    return ("allowed", _text(rules.territories)), ("asked", _text(request.places))


@lru_cache(maxsize=4096)
def _text(places: Places) -> str:
    return str(places)


def _period(request: Request, rules: Conditions) -> Facts | None:
    first, after = rules.period or (None, None)
    if (first is None or first <= request.on) and (after is None or request.on < after):
        return None
    return (
        ("after", after.isoformat() if after else ""),
        ("asked", request.on.isoformat()),
        ("first", first.isoformat() if first else ""),
    )


def _range(allowed: tuple[float, float] | None, asked: float) -> Facts | None:
    if allowed is None or allowed[0] <= asked <= allowed[1]:
        return None
    return ("asked", repr(asked + 0.0)), ("high", repr(allowed[1])), ("low", repr(allowed[0]))


def _tempo_ratio(request: Request, rules: Conditions) -> Facts | None:
    return _range(rules.tempo_ratio, request.tempo_ratio)


def _semitones(request: Request, rules: Conditions) -> Facts | None:
    return _range(rules.semitones, request.semitones)


def _styles(request: Request, rules: Conditions) -> Facts | None:
    return _only(rules.styles, request.styles)


def _only(allowed: frozenset[str] | None, asked: frozenset[str]) -> Facts | None:
    if allowed is None or asked <= allowed:
        return None
    return ("allowed", _listed(allowed)), ("asked", _listed(asked))


def _styles_forbidden(request: Request, rules: Conditions) -> Facts | None:
    return _none_of(rules.styles_forbidden, request.styles)


def _topics_forbidden(request: Request, rules: Conditions) -> Facts | None:
    return _none_of(rules.topics_forbidden, request.topics)


def _none_of(forbidden: frozenset[str], asked: frozenset[str]) -> Facts | None:
    found = forbidden & asked
    return (("asked", _listed(found)),) if found else None


def _imitation(request: Request, rules: Conditions) -> Facts | None:
    return () if request.imitates and rules.imitation is False else None


def _engines(request: Request, rules: Conditions) -> Facts | None:
    return _only(rules.engines, frozenset({request.engine}))


def _models(request: Request, rules: Conditions) -> Facts | None:
    return _only(rules.models, frozenset({request.model}))


def _cap_live(request: Request, rules: Conditions) -> Facts | None:
    return _below(rules.cap_live, request.live_derivatives)


def _cap_listener_month(request: Request, rules: Conditions) -> Facts | None:
    return _below(rules.cap_listener_month, request.listener_this_month)


def _below(cap: int | None, there: int) -> Facts | None:
    return None if cap is None or there < cap else (("allowed", str(cap)), ("asked", str(there)))


def _distribution(request: Request, rules: Conditions) -> Facts | None:
    return _only(rules.distribution, frozenset({request.distribution}))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


CHECKS: dict[str, Callable[[Request, Conditions], Facts | None]] = {
    "territories": _territories, "period": _period, "tempo_ratio": _tempo_ratio, "semitones": _semitones,
    "styles": _styles, "styles_forbidden": _styles_forbidden, "topics_forbidden": _topics_forbidden,
    "imitation": _imitation, "engines": _engines, "models": _models, "cap_live": _cap_live,
    "cap_listener_month": _cap_listener_month, "distribution": _distribution,
}  # fmt: skip
CODES = {
    "territories": "territory", "period": "period", "tempo_ratio": "tempo_ratio", "semitones": "semitones",
    "styles": "style", "styles_forbidden": "style_forbidden", "topics_forbidden": "topic", "imitation": "imitation",
    "engines": "engine", "models": "model", "cap_live": "cap_live", "cap_listener_month": "cap_listener_month",
    "distribution": "distribution",
}  # fmt: skip
"""The code of the reason that an unmet condition gives."""
