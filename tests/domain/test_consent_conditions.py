"""Conditions and obligations: read strictly, written back the same, each unmet one a reason of its own in words."""

from datetime import date
from typing import Any

import pytest

from rightsdesk.domain.consent import (
    Answer,
    Clause,
    Conditions,
    Grantor,
    Outcome,
    Request,
    ScopeKind,
    Use,
    decide,
    obligations_from_json,
)
from rightsdesk.domain.consent.conditions import READERS
from rightsdesk.domain.errors import Invalid

ADA = Grantor("pty_ada", "Ada", "featured artist")
FULL: dict[str, Any] = {
    "territories": ["2120", "-DE"],
    "period": ["2026-01-01", "2027-01-01"],
    "tempo_ratio": [0.9, 1.1],
    "semitones": [-2, 2],
    "styles": ["lofi"],
    "styles_forbidden": ["house"],
    "topics_forbidden": ["politics"],
    "imitation": False,
    "engines": ["builtin"],
    "models": ["builtin 1.0"],
    "cap_live": 10,
    "cap_listener_month": 2,
    "distribution": ["private", "in_app"],
}
MET: dict[str, Any] = {
    "territory": "FR", "on": date(2026, 6, 1), "styles": frozenset({"lofi"}), "engine": "builtin",
    "model": "builtin 1.0", "live_derivatives": 9, "listener_this_month": 1, "distribution": "private",
}  # fmt: skip


def decided(conditions: dict[str, Any], **facts: Any) -> list[tuple[str, str]]:
    request = Request(frozenset({Use.REMIX}), **(MET | facts))
    rules = Conditions.from_json(conditions)
    clause = Clause(ADA.id, ADA.name, "trm_1", 3, ScopeKind.PARTY, Use.REMIX, Answer.ALLOW, rules)
    verdict = decide(request, [ADA], [clause])
    return [(reason.code, reason.message) for reason in verdict.reasons if reason.grantor == ADA.id]


def test_every_condition_can_be_met_at_once() -> None:
    assert decided(FULL) == [("clause_allow", "Ada allows remixes.")]
    assert set(FULL) == set(READERS)


@pytest.mark.parametrize(
    ("facts", "code", "words"),
    [
        ({"territory": "DE"}, "territory", "; you asked for DE."),
        ({"territory": "FR DE"}, "territory", "; you asked for DE FR."),
        ({"territory": "WW"}, "territory", "; you asked for WW."),
        ({"on": date(2025, 12, 31)}, "period", "only from 2026-01-01 before 2027-01-01; you asked for 2025-12-31."),
        ({"on": date(2027, 1, 1)}, "period", "you asked for 2027-01-01."),
        ({"tempo_ratio": 1.2}, "tempo_ratio", "tempo × 0.9 to 1.1; you asked for × 1.2."),
        ({"semitones": -3.0}, "semitones", "-2 to +2 semitones; you asked for -3."),
        ({"styles": frozenset({"rock"})}, "style", "only the styles lofi; you asked for rock."),
        ({"styles": frozenset({"lofi", "house"})}, "style_forbidden", "does not allow the style house."),
        ({"topics": frozenset({"politics"})}, "topic", "does not allow the topic politics."),
        ({"engine": ""}, "engine", "only the engines builtin; it would be made by an engine nobody named."),
        ({"model": "builtin 2.0"}, "model", "only the models builtin 1.0; it would be made by builtin 2.0."),
        ({"live_derivatives": 10}, "cap_live", "10 live derivatives of a recording; there are 10."),
        ({"listener_this_month": 2}, "cap_listener_month", "2 a month for one listener; this listener has 2."),
        ({"distribution": "off_platform"}, "distribution", "only in the app or in private; you asked for off the platform."),
    ],
)  # fmt: skip
def test_an_unmet_condition_is_a_no_in_words(facts: dict[str, Any], code: str, words: str) -> None:
    found = dict(decided(FULL, **facts))

    assert found[code].startswith("Ada ")
    assert found[code].endswith(words)


def test_every_unmet_condition_is_a_reason_of_its_own() -> None:
    found = decided(FULL, territory="DE", tempo_ratio=2.0, semitones=5.0, live_derivatives=99)

    assert [code for code, _ in found] == ["cap_live", "semitones", "tempo_ratio", "territory"]


def test_they_are_written_as_they_were_read() -> None:
    rules = Conditions.from_json(FULL)

    assert Conditions.from_json(rules.to_json()) == rules
    assert rules.stated == tuple(READERS)
    assert Conditions.from_json({}).to_json() == {}


def test_nothing_allowed_is_not_the_same_as_no_condition() -> None:
    assert decided({"styles": []})[0][0] == "style"
    assert decided({}) == [("clause_allow", "Ada allows remixes.")]


@pytest.mark.parametrize(
    "conditions",
    [
        {"moon_phase": "full"},
        {"territories": "ATLANTIS"},
        {"territories": ["DE", "-DE"]},
        {"territories": 5},
        {"period": ["2026-01-01"]},
        {"period": ["2027-01-01", "2026-01-01"]},
        {"period": ["soon", None]},
        {"tempo_ratio": [1.1, 0.9]},
        {"tempo_ratio": ["slow", "fast"]},
        {"semitones": [float("nan"), 2]},
        {"semitones": [0, float("inf")]},
        {"styles": "lofi"},
        {"styles": [""]},
        {"styles": ["a\x00b"]},
        {"styles": [{"name": "lofi"}]},
        {"imitation": "yes"},
        {"cap_live": -1},
        {"cap_live": 1.5},
        {"cap_live": True},
        {"distribution": ["everywhere"]},
    ],
)
def test_what_cannot_be_read_is_refused_and_never_passed_over(conditions: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Conditions.from_json(conditions)


@pytest.mark.parametrize(
    "facts", [{"tip": "a beer"}, {"credit_line": 5}, {"label": "x" * 301}, {"notice": " "}]
)
def test_obligations_the_law_does_not_know_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        obligations_from_json(facts)


def test_obligations_are_owed_once_with_their_uses() -> None:
    owed = obligations_from_json({"notice": "monthly", "credit_line": "Ada Ferro"})
    said = [
        Clause(ADA.id, "Ada", "trm_1", 3, ScopeKind.PARTY, use, Answer.ALLOW, obligations=owed)
        for use in (Use.REMIX, Use.KEY)
    ]

    verdict = decide(Request(frozenset({Use.REMIX, Use.KEY}), "DE", date(2026, 6, 1)), [ADA], said)

    assert verdict.outcome is Outcome.ALLOW
    assert verdict.obligations == [
        {"kind": kind, "value": value, "grantor": "pty_ada", "grantor_name": "Ada", "terms": "trm_1", "version": 3,
         "uses": ["key", "remix"]}
        for kind, value in (("credit_line", "Ada Ferro"), ("notice", "monthly"))
    ]  # fmt: skip


def test_a_request_is_written_as_it_was_read() -> None:
    facts = {
        "uses": ["remix"],
        "territory": "WW -US",
        "on": "2026-06-01",
        "voices": ["pty_b", "pty_a"],
        "tempo_ratio": 1,
    }

    request = Request.from_json(facts)

    assert request.uses == {Use.REMIX, Use.VOICE}
    assert Request.from_json(request.to_json()) == request
    assert Request.from_json(request.to_json() | {"recordings": ["DEA"]}) == request


@pytest.mark.parametrize(
    "change",
    [{"uses": []}, {"uses": "remix"}, {"uses": ["juggling"]}, {"on": "soon"}, {"mood": "blue"}, {"live_derivatives": 0.5},
     {"distribution": "everywhere"}, {"default": "maybe"}, {"tempo_ratio": float("inf")}, {"voices": [1]}],
)  # fmt: skip
def test_a_request_that_cannot_be_read_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Request.from_json({"uses": ["remix"], "territory": "DE", "on": "2026-06-01"} | change)


def test_an_unknown_territory_is_a_typed_refusal() -> None:
    with pytest.raises(Invalid, match="not a country"):
        Request(frozenset({Use.REMIX}), "ZZ", date(2026, 6, 1))
