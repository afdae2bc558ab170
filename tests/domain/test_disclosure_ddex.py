"""What is told of AI follows from what the engine did: nothing is claimed that nobody said, nothing is hidden."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsdesk.domain.disclosure import (
    ALL_FACETS,
    GENERATIVE,
    METHODS,
    TRAINED,
    ContainsAI,
    disclosure,
    step,
)
from rightsdesk.domain.disclosure.ddex import (
    SOMEWHERE,
    Facets,
    contains,
    contribution,
    facets,
    inherited,
    left_to_a_machine,
    machine_roles,
    of_recording,
)
from rightsdesk.domain.disclosure.table import ROLES
from tests.domain.disclosed import ENGINE

PEOPLE = of_recording("")


def told(*steps: dict[str, Any]) -> Facets:
    found = facets(disclosure(list(steps), ENGINE), steps)
    assert found is not None
    return found


def test_signal_processing_synthesis_and_trained_separation_are_no_generative_ai() -> None:
    made = inherited(
        told(
            step("tempo", {}, "rubberband"),
            step("drums", {}, "numpy", "synthesis"),
            step("separate", {}, "x", TRAINED),
        ),
        PEOPLE,
    )

    assert made is not None
    assert contains(made) is ContainsAI.NONE
    assert machine_roles(made) == []
    assert {contribution(made, role) for role in ROLES} == {ContainsAI.NONE}


def test_a_generated_facet_is_told_of_its_roles_and_of_no_other() -> None:
    made = inherited(told(step("tempo", {}, "x"), step("drums", {}, "a model", GENERATIVE)), PEOPLE)

    assert made is not None
    assert contains(made) is ContainsAI.PARTLY
    assert machine_roles(made) == ["Musician"]
    assert contribution(made, "Artist") is ContainsAI.PARTLY
    assert contribution(made, "Vocalist") is ContainsAI.NONE
    assert contribution(made, "ComposerLyricist") is ContainsAI.NONE


def test_a_facet_that_is_nothing_but_generated_credits_no_person() -> None:
    made: Facets = {**PEOPLE, "vocals": frozenset({GENERATIVE})}

    assert left_to_a_machine(made, "Vocalist")
    assert not left_to_a_machine(made, "Artist")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"facets": {}},
        {"facets": "all human"},
        {"facets": dict.fromkeys(ALL_FACETS, "source")},
        {"facets": {key: [] for key in ALL_FACETS}},
        {"facets": {key: ["machine"] for key in ALL_FACETS}},
        {"vocals": "human", "drums": "machine"},
    ],
)
def test_a_disclosure_in_other_words_is_none_and_never_read_as_no(said: dict[str, Any]) -> None:
    assert facets(said, []) is None


def test_a_step_that_ran_counts_even_where_the_disclosure_is_silent_about_it() -> None:
    silent = {"facets": {key: ["source"] for key in ALL_FACETS}}

    found = facets(silent, [step("drums", {}, "a model", GENERATIVE)])

    assert found is not None
    assert contains(found) is ContainsAI.PARTLY


def test_a_generative_step_of_an_unknown_name_is_told_of_the_whole() -> None:
    silent = {"facets": {key: ["source"] for key in ALL_FACETS}}

    found = facets(silent, [{"step": "inpaint", "method": GENERATIVE}])

    assert found is not None
    assert contains(found) is ContainsAI.PARTLY
    assert contribution(found, "Vocalist") is None


def test_generated_without_saying_where_is_partly_and_says_nothing_of_single_people() -> None:
    found = facets({"generative_ai": True, "facets": {key: ["source"] for key in ALL_FACETS}}, [])

    assert found is not None
    assert contains(found) is ContainsAI.PARTLY
    assert contribution(found, "Composer") is None


def test_a_source_that_holds_ai_is_heard_in_what_is_made_of_it() -> None:
    slower = told(step("tempo", {}, "rubberband"))

    partly, wholly = (inherited(slower, of_recording(said)) for said in ("Partly", "All"))

    assert partly is not None
    assert wholly is not None
    assert contains(partly) is ContainsAI.PARTLY
    assert SOMEWHERE in partly["vocals"]
    assert contribution(partly, "Vocalist") is None
    assert contribution(wholly, "Vocalist") is ContainsAI.PARTLY


def test_what_is_not_known_of_a_source_is_not_known_of_what_is_made_of_it() -> None:
    assert inherited(told(step("tempo", {}, "x")), None) is None
    assert inherited(None, PEOPLE) is None


some = st.frozensets(st.sampled_from(sorted(METHODS)), min_size=1)
any_facets = st.fixed_dictionaries(dict.fromkeys(ALL_FACETS, some))


@settings(max_examples=60, deadline=None)
@given(any_facets, any_facets)
def test_what_is_told_of_the_whole_and_of_its_parts_never_disagrees(own: Facets, source: Facets) -> None:
    found = inherited(own, source)
    assert found is not None
    parts = {contribution(found, role) for role in ROLES}

    whole = contains(found)
    assert (whole is ContainsAI.NONE) == (parts == {ContainsAI.NONE})
    assert (whole is ContainsAI.NONE) == (machine_roles(found) == [])
    assert (whole is ContainsAI.ALL) == all(left_to_a_machine(found, role) for role in ROLES)
    assert contains(own) is ContainsAI.NONE or whole is not ContainsAI.NONE
