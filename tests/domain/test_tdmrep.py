"""The training clause as a TDM reservation: silence, a question and a condition all reserve."""

from typing import Any

import pytest

from rightsdesk.domain import tdmrep
from rightsdesk.domain.consent import Answer, Use
from rightsdesk.domain.odrl import Said
from tests.domain.test_odrl import terms


def training(answer: Answer, conditions: dict[str, Any] | None = None, **owed: str) -> Said:
    return Said(Use.TRAINING, answer, conditions or {}, owed)


@pytest.mark.parametrize(
    ("said", "reserved"),
    [
        (None, True),
        (training(Answer.DENY), True),
        (training(Answer.ASK), True),
        (training(Answer.ALLOW, {"territories": ["DE"]}), True),
        (training(Answer.ALLOW, {"period": ["2026-01-01", None]}), True),
        (training(Answer.ALLOW, credit_line="Ada"), True),
        (training(Answer.ALLOW, {"territories": ["WW"]}), False),
        (training(Answer.ALLOW), False),
    ],
)
def test_only_an_unconditional_yes_is_not_reserved(said: Said | None, reserved: bool) -> None:
    assert tdmrep.reserved(said) is reserved


def test_a_question_is_a_policy_with_the_duty_to_obtain_consent() -> None:
    declared = tdmrep.declaration(terms(training(Answer.ASK, {"territories": ["DE"]})))

    (rule,) = declared["policy"]["permission"]
    assert declared["tdm-reservation"] == 1
    assert declared["policy"]["profile"] == "http://www.w3.org/ns/tdmrep"
    assert rule["action"] == "tdm:mine"
    assert rule["duty"][0]["action"] == "obtainConsent"
    assert rule["constraint"][-1]["leftOperand"] == "spatial"


def test_a_denial_is_a_policy_that_prohibits_mining() -> None:
    policy = tdmrep.declaration(terms(training(Answer.DENY)))["policy"]

    assert "permission" not in policy
    assert [rule["action"] for rule in policy["prohibition"]] == ["tdm:mine"]


def test_terms_that_do_not_speak_of_training_reserve_without_a_policy() -> None:
    assert tdmrep.declaration(terms(Said(Use.REMIX, Answer.ALLOW))) == {"tdm-reservation": 1}


def test_a_free_yes_declares_no_reservation_and_needs_no_policy() -> None:
    assert tdmrep.declaration(terms(training(Answer.ALLOW))) == {"tdm-reservation": 0}


def test_this_site_reserves_everything_and_says_whom_to_ask() -> None:
    (rule,) = tdmrep.site_rules("https://desk.example/")

    assert rule == {
        "location": "/",
        "tdm-reservation": 1,
        "tdm-policy": "https://desk.example/.well-known/tdm-policy.json",
    }
    assert tdmrep.site_policy("https://desk.example/")["uid"] == rule["tdm-policy"]
