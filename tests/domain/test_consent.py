"""The law of consent, rule by rule; `test_consent_matrix` and `test_consent_properties` hold it against everything."""

from dataclasses import replace
from datetime import date
from itertools import product

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
)

DAY = date(2026, 11, 1)
ADA = Grantor("pty_ada", "Ada Ferro", "featured artist")
LABEL = Grantor("pty_label", "Northlight", "owner of the master")
HARDNESS = {Answer.ALLOW: 0, Answer.ASK: 1, Answer.DENY: 2}


def clause(
    who: Grantor, use: Use, answer: Answer, scope: ScopeKind = ScopeKind.PARTY, **conditions: object
) -> Clause:
    rules = Conditions.from_json(conditions)
    return Clause(who.id, who.name, f"trm_{who.id}_{scope}", 1, scope, use, answer, rules)


def request(*uses: Use, territory: str = "DE", **facts: object) -> Request:
    return Request(frozenset(uses or (Use.REMIX,)), territory, DAY, **facts)  # type: ignore[arg-type]


def test_missing_consent_is_no_consent() -> None:
    verdict = decide(request(), [ADA, LABEL], [clause(ADA, Use.REMIX, Answer.ALLOW)])

    assert verdict.outcome is Outcome.DENY
    assert [(r.code, r.grantor) for r in verdict.reasons][0] == ("missing_consent", "pty_label")


def test_nobody_who_could_allow_it_means_no() -> None:
    assert decide(request(), [], [clause(ADA, Use.REMIX, Answer.ALLOW)]).outcome is Outcome.DENY


def test_who_answers_for_no_part_is_not_passed_over() -> None:
    narrow = Clause(
        ADA.id, ADA.name, "trm_1", 1, ScopeKind.RECORDING, Use.REMIX, Answer.ALLOW, target="rec_another"
    )

    verdict = decide(
        request(), [replace(ADA, parts=()), LABEL], [narrow, clause(LABEL, Use.REMIX, Answer.ALLOW)]
    )

    assert verdict.outcome is Outcome.DENY
    assert (verdict.reasons[0].code, verdict.reasons[0].grantor) == ("missing_consent", "pty_ada")


def test_a_wider_no_of_the_same_grantor_gives_way_to_a_specific_yes() -> None:
    clauses = [
        clause(ADA, Use.REMIX, Answer.DENY),
        clause(ADA, Use.REMIX, Answer.ALLOW, ScopeKind.RECORDING),
    ]

    assert decide(request(), [ADA], clauses).outcome is Outcome.ALLOW


def test_a_specific_yes_never_outvotes_another_grantors_no() -> None:
    clauses = [
        clause(ADA, Use.REMIX, Answer.ALLOW, ScopeKind.RECORDING),
        clause(LABEL, Use.REMIX, Answer.DENY),
    ]

    assert decide(request(), [ADA, LABEL], clauses).outcome is Outcome.DENY


def test_it_says_who_still_has_to_be_asked() -> None:
    clauses = [clause(ADA, Use.REMIX, Answer.ASK), clause(LABEL, Use.REMIX, Answer.ALLOW)]

    assert decide(request(), [ADA, LABEL], clauses).to_ask == ("pty_ada",)


def test_nobody_is_asked_when_somebody_says_no() -> None:
    clauses = [clause(ADA, Use.REMIX, Answer.ASK), clause(LABEL, Use.REMIX, Answer.DENY)]

    assert decide(request(), [ADA, LABEL], clauses).to_ask == ()


@pytest.mark.parametrize(
    ("conditions", "facts", "words"),
    [
        ({"territories": ["FR"]}, {}, "only in FR; you asked for DE"),
        ({"styles": ["lofi"]}, {"styles": frozenset({"house"})}, "only the styles lofi; you asked for house"),
        ({"styles_forbidden": ["house"]}, {"styles": frozenset({"house"})}, "does not allow the style house"),
        ({"tempo_ratio": [0.9, 1.1]}, {"tempo_ratio": 1.2}, "tempo × 0.9 to 1.1; you asked for × 1.2"),
        ({"semitones": [-2, 2]}, {"semitones": 3}, "-2 to +2 semitones; you asked for +3"),
    ],
)
def test_an_unmet_condition_is_a_no_in_words(
    conditions: dict[str, object], facts: dict[str, object], words: str
) -> None:
    verdict = decide(request(**facts), [ADA], [clause(ADA, Use.REMIX, Answer.ALLOW, **conditions)])

    assert verdict.outcome is Outcome.DENY
    assert words in verdict.reasons[0].message


def test_a_condition_the_law_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="knows no condition named moon_phase"):
        Conditions.from_json({"moon_phase": "full"})


def oracle(answers: dict[tuple[str, str], Answer | None], uses: list[Use]) -> Outcome:
    """The prose, spelled out: per grantor and use the specific answer, else the general one, else no."""
    worst = 0
    for who, _use in product((ADA.id, LABEL.id), uses):
        said = answers[(who, "recording")] or answers[(who, "party")]
        worst = max(worst, 2 if said is None else HARDNESS[said])
    return (Outcome.ALLOW, Outcome.ASK, Outcome.DENY)[worst]


def test_every_combination_of_two_grantors_and_two_scopes_agrees_with_the_oracle() -> None:
    options: list[Answer | None] = [None, *Answer]
    keys = [(who, scope) for who in (ADA.id, LABEL.id) for scope in ("party", "recording")]
    for said in product(options, repeat=4):
        answers = dict(zip(keys, said, strict=True))
        clauses = [
            clause(ADA if who == ADA.id else LABEL, Use.REMIX, answer, ScopeKind(scope))
            for (who, scope), answer in answers.items()
            if answer is not None
        ]

        assert decide(request(), [ADA, LABEL], clauses).outcome is oracle(answers, [Use.REMIX]), answers
