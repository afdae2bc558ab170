"""ERN 4.3.2 messages: valid by DDEX's schema, and truthful about AI for every person and role."""

import itertools

import pytest
from lxml import etree

from rightsdesk.domain.disclosure import ALL_FACETS, GENERATIVE, METHODS, TRAINED
from rightsdesk.domain.disclosure.ddex import Facets, of_recording
from rightsdesk.domain.disclosure.table import ROLES
from rightsdesk.exchange.outgoing.credits import PERFORMED, WROTE
from rightsdesk.exchange.outgoing.ern import xml
from rightsdesk.exchange.outgoing.message import Credit
from tests.exchange.outgoing.ddex import ADA, contributors, message, problems, with_schema

PEOPLE = of_recording("")
SUNG_BY_A_MODEL: Facets = {**PEOPLE, "vocals": frozenset({GENERATIVE})}


def contains(data: bytes) -> list[str]:
    return [str(found.text) for found in etree.fromstring(data).iter("ContainsAI")]


def test_where_no_model_generated_anything_every_contribution_says_none() -> None:
    sent = xml(message(facets={**PEOPLE, "instrumentation": frozenset({"source", TRAINED})}))

    assert contains(sent) == ["None", "None"]
    assert contributors(sent) == [
        ("Part_ada", "Artist", "None"),
        ("Part_ada", "Vocalist", "None"),
        ("Ppty_bea", "ComposerLyricist", "None"),
    ]


def test_a_generated_voice_is_a_contributor_of_its_own_and_takes_nobodys_credit() -> None:
    sent = xml(message(facets=SUNG_BY_A_MODEL))

    assert contains(sent) == ["Partly", "Partly"]
    assert contributors(sent) == [
        ("Part_ada", "Artist", "Partly"),
        ("Ppty_bea", "ComposerLyricist", "None"),
        ("GenerativeAI", "Vocalist", "All"),
    ]


def test_a_recording_that_is_all_generated_names_no_person_as_contributor() -> None:
    sent = xml(message(facets=of_recording("All")))

    assert contains(sent) == ["All", "All"]
    assert {who for who, _, _ in contributors(sent)} == {"GenerativeAI"}
    assert {part for _, _, part in contributors(sent)} == {"All"}


def test_where_nobody_has_said_how_it_was_made_the_message_claims_nothing() -> None:
    sent = xml(message(facets=None))

    assert contains(sent) == []
    assert {part for _, _, part in contributors(sent)} == {""}


def test_the_same_facts_are_the_same_bytes() -> None:
    assert xml(message(facets=PEOPLE)) == xml(message(facets=PEOPLE))


def test_a_title_with_markup_and_control_characters_stays_a_title() -> None:
    sent = xml(message(title="<b>&\x00\x1b\ud800 ]]>"))

    assert etree.fromstring(sent).findtext(".//TitleText") == "<b>&��� ]]>"


@with_schema
@pytest.mark.parametrize("kind", ["remix", "cover", "mashup"])
@pytest.mark.parametrize(
    "facets", [None, PEOPLE, SUNG_BY_A_MODEL, of_recording("Partly"), of_recording("All")]
)
def test_every_kind_of_message_is_valid_by_ddexs_schema(kind: str, facets: Facets | None) -> None:
    assert problems(xml(message(kind=kind, facets=facets))) == []


@with_schema
def test_every_method_in_every_facet_gives_a_valid_message() -> None:
    for facet, method in itertools.product(ALL_FACETS, sorted(METHODS)):
        assert problems(xml(message(facets={**PEOPLE, facet: frozenset({method})}))) == [], (facet, method)


@with_schema
def test_every_role_of_the_catalogue_is_a_role_of_ddex() -> None:
    assert {*PERFORMED.values(), *WROTE.values()} <= set(ROLES)
    assert problems(xml(message(facets=PEOPLE, credits=[Credit(ADA, role) for role in ROLES]))) == []
