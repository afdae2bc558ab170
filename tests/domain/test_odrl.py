"""Terms as an ODRL agreement: nothing that was said is lost, and nothing is permitted that was not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsdesk.domain import odrl, odrl_rules
from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.consent import Answer, ScopeKind, Use
from rightsdesk.domain.consent.clauses import OBLIGATIONS
from rightsdesk.domain.consent.conditions import READERS
from rightsdesk.domain.odrl import Agreed, Said, agreement

EVERYTHING: dict[str, Any] = {
    "territories": ["2120", "-GB"],
    "period": ["2026-02-01", "2026-12-01"],
    "tempo_ratio": [0.8, 1.25],
    "semitones": [-2, 2],
    "styles": ["lofi"],
    "styles_forbidden": ["metal"],
    "topics_forbidden": ["politics"],
    "imitation": True,
    "engines": ["builtin"],
    "models": ["1.0"],
    "cap_live": 100,
    "cap_listener_month": 3,
    "distribution": ["in_app", "private"],
}
OWED = {"credit_line": "Ada Ferro", "label": "Made with AI", "split_template": "50/50", "notice": "monthly"}


def terms(*said: Said, **changes: Any) -> Agreed:
    plain = Agreed(
        terms="trm_2",
        version=2,
        grantor=("pty_ada", "Ada Ferro"),
        scope=ScopeKind.RECORDING,
        target=("rec_1", "Glass Orchard"),
        first=date(2026, 1, 1),
        clauses=said,
        codes={"isrc": "ZZT102600001"},
    )
    return replace(plain, **changes)


NAMES = ("@type", "@id", "action", "leftOperand", "operator", "conflict")


def names_in(value: Any) -> Iterator[str]:
    """Every key of a document, and every value that stands for a name of its vocabulary."""
    if isinstance(value, dict):
        yield from value
        yield from (each for key, each in value.items() if key in NAMES and isinstance(each, str))
        yield from (name for each in value.values() for name in names_in(each))
    elif isinstance(value, list):
        yield from (name for each in value for name in names_in(each))


def operands(rule: dict[str, Any]) -> dict[tuple[str, str], Any]:
    return {(each["leftOperand"], each["operator"]): each["rightOperand"] for each in rule["constraint"]}


def test_every_condition_and_obligation_of_the_law_has_words_in_the_profile() -> None:
    assert set(odrl_rules.CONDITIONS) == set(READERS) == set(EVERYTHING)
    assert set(odrl_rules.OBLIGATIONS) == set(OBLIGATIONS) == set(OWED)


def test_an_allowed_use_is_a_permission_with_every_condition_as_a_constraint() -> None:
    (rule,) = agreement(terms(Said(Use.REMIX, Answer.ALLOW, EVERYTHING)))["permission"]

    found = operands(rule)
    assert rule["action"] == "rd:remix"
    assert "duty" not in rule
    assert found[("rd:tempoRatio", "gteq")] == {"@value": "0.8", "@type": "xsd:decimal"}
    assert found[("rd:semitones", "lteq")] == {"@value": "2", "@type": "xsd:decimal"}
    assert found[("rd:style", "isAnyOf")] == ["lofi"]
    assert found[("rd:style", "isNoneOf")] == ["metal"]
    assert found[("rd:promptTopic", "isNoneOf")] == ["politics"]
    assert found[("rd:engine", "isAnyOf")] == ["builtin"]
    assert found[("rd:engineModel", "isAnyOf")] == ["1.0"]
    assert found[("rd:liveDerivativesOfRecording", "lteq")] == 100
    assert found[("rd:derivativesOfListenerInMonth", "lteq")] == 3
    assert found[("deliveryChannel", "isAnyOf")] == [{"@id": "rd:in_app"}, {"@id": "rd:private"}]
    places = {code["@value"] for code in found[("spatial", "isAnyOf")]}
    assert "DE" in places
    assert not {"GB", "US"} & places


def test_the_world_without_one_country_is_said_as_that_country() -> None:
    (rule,) = agreement(terms(Said(Use.REMIX, Answer.ALLOW, {"territories": ["WW", "-US"]})))["permission"]

    assert operands(rule)[("spatial", "isNoneOf")] == [{"@value": "US", "@type": "rd:iso3166"}]


def test_an_empty_list_of_styles_permits_no_style_instead_of_every_style() -> None:
    (rule,) = agreement(terms(Said(Use.STYLE, Answer.ALLOW, {"styles": []})))["permission"]

    assert operands(rule)[("rd:style", "isAnyOf")] == [{"@id": "rd:nothing"}]


def test_ask_is_a_permission_with_the_duty_to_obtain_consent() -> None:
    (rule,) = agreement(terms(Said(Use.COVER, Answer.ASK)))["permission"]

    assert rule["duty"] == [{"action": "obtainConsent", "consentingParty": odrl.iri("party", "pty_ada")}]


def test_a_denied_use_is_a_prohibition_and_conflicts_are_decided_for_it() -> None:
    document = agreement(terms(Said(Use.TRAINING, Answer.DENY, EVERYTHING)))

    assert [rule["action"] for rule in document["prohibition"]] == ["rd:training"]
    assert "permission" not in document
    assert document["conflict"] == "prohibit"


def test_what_is_owed_in_return_is_a_duty_towards_the_grantor() -> None:
    (rule,) = agreement(terms(Said(Use.REMIX, Answer.ALLOW, {}, OWED)))["permission"]

    actions = [duty["action"][0]["rdf:value"]["@id"] for duty in rule["duty"]]
    refined = [duty["action"][0]["refinement"][0]["rightOperand"] for duty in rule["duty"]]
    assert actions == ["odrl:attribute", "rd:label", "odrl:compensate", "odrl:inform"]
    assert refined == list(OWED.values())
    assert rule["duty"][0]["attributedParty"] == odrl.iri("party", "pty_ada")


def test_imitation_is_an_action_of_its_own_permitted_or_prohibited_with_the_clause_on_style() -> None:
    allowed = agreement(terms(Said(Use.STYLE, Answer.ASK, {"imitation": True})))
    refused = agreement(terms(Said(Use.STYLE, Answer.ALLOW, {"imitation": False})))
    unsaid = agreement(
        terms(Said(Use.STYLE, Answer.ALLOW), Said(Use.REMIX, Answer.ALLOW, {"imitation": True}))
    )

    assert [rule["action"] for rule in allowed["permission"]] == ["rd:style", "rd:imitate"]
    assert "duty" in allowed["permission"][1]
    assert [rule["action"] for rule in refused["prohibition"]] == ["rd:imitate"]
    assert [rule["action"] for rule in unsaid["permission"]] == ["rd:style", "rd:remix"]


def test_every_rule_holds_only_while_the_terms_do() -> None:
    made = terms(Said(Use.REMIX, Answer.ALLOW), Said(Use.COVER, Answer.DENY), after=date(2027, 1, 1))
    document = agreement(made)

    for rule in document["permission"] + document["prohibition"]:
        assert operands(rule)[("dateTime", "gteq")]["@value"] == "2026-01-01"
        assert operands(rule)[("dateTime", "lt")]["@value"] == "2027-01-01"


def test_taking_down_after_a_withdrawal_is_an_obligation_with_its_days() -> None:
    said = Said(Use.REMIX, Answer.ALLOW)
    (rule,) = agreement(terms(said, on_withdrawal="take_down", take_down_days=30))["obligation"]

    assert rule["action"] == "delete"
    assert operands(rule)[("delayPeriod", "eq")]["@value"] == "P30D"
    assert "obligation" not in agreement(terms(said, on_withdrawal="keep_and_pay"))


def test_the_version_says_what_it_replaces_who_signed_it_and_on_which_evidence() -> None:
    made = terms(Said(Use.REMIX, Answer.ALLOW), signed_by="Ada", evidence="ab" * 32, replaces="trm_1")
    document = agreement(made)

    assert document["rd:version"] == 2
    assert document["rd:signedBy"] == "Ada"
    assert document["rd:evidenceSha256"] == "ab" * 32
    assert document["dct:replaces"] == {"@id": odrl.iri("terms", "trm_1")}


def test_a_condition_or_obligation_without_words_is_refused_and_never_dropped() -> None:
    with pytest.raises(ValueError, match="no words for the condition moon"):
        agreement(terms(Said(Use.REMIX, Answer.ALLOW, {"moon": "full"})))
    with pytest.raises(ValueError, match="no words for the obligation hat"):
        agreement(terms(Said(Use.REMIX, Answer.ALLOW, {}, {"hat": "off"})))


def test_every_name_in_a_document_is_known_to_its_own_context() -> None:
    made = [Said(use, answer, EVERYTHING, OWED) for use in Use for answer in Answer]
    document = agreement(terms(*made, on_withdrawal="take_down", take_down_days=1))
    context = document.pop("@context")[1]

    unknown = {
        name
        for name in names_in(document)
        if not name.startswith(("@", odrl.BASE))
        and name not in context
        and name.partition(":")[0] not in context
    }
    assert unknown == set()


names = st.lists(st.sampled_from(["lofi", "metal", "jazz"]), max_size=3, unique=True)
conditions = st.fixed_dictionaries({}, optional={
    "styles": names, "styles_forbidden": names.filter(bool), "engines": names, "cap_live": st.integers(0, 9),
    "territories": st.sampled_from([["DE"], ["WW", "-US"], ["2120"]]), "semitones": st.sampled_from([[-1, 1], [0, 0.5]]),
})  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(conditions)
def test_each_stated_condition_leaves_its_mark_and_the_document_is_stable(said: dict[str, Any]) -> None:
    document = agreement(terms(Said(Use.REMIX, Answer.ALLOW, said)))
    again = agreement(terms(Said(Use.REMIX, Answer.ALLOW, dict(reversed(said.items())))))

    (rule,) = document["permission"]
    pairs = sum(2 if name == "semitones" else 1 for name in said)
    assert len(rule["constraint"]) == 1 + pairs
    assert canonical_json(document) == canonical_json(again)
