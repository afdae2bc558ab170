"""What is said about a render follows from what ran, and from nothing else; one table holds every word of it."""

from typing import get_args

import pytest

from rightsdesk.domain.disclosure import (
    ALL_FACETS,
    FACETS,
    GENERATIVE,
    METHODS,
    SIGNAL_PROCESSING,
    STEPS,
    SYNTHESIS,
    TRAINED,
    ContainsAI,
    digital_source,
    disclosure,
    step,
)
from rightsdesk.domain.disclosure.table import MACHINE_ROLE, ROLES
from rightsdesk.domain.recipe import Bpm, Operation
from tests.domain.disclosed import ENGINE

# C2PA Technical Specification 2.4, "Actions"; deprecated words left out.
C2PA_ACTIONS = [
    "addedText",
    "adjustedColor",
    "changedSpeed",
    "converted",
    "created",
    "cropped",
    "deleted",
    "drawing",
    "dubbed",
    "edited",
    "edited.metadata",
    "enhanced",
    "filtered",
    "mastered",
    "mixed",
    "opened",
    "orientation",
    "placed",
    "published",
    "redacted",
    "remixed",
    "removed",
    "repackaged",
    "resized",
    "resized.proportional",
    "transcoded",
    "translated",
    "trimmed",
    "unknown",
    "watermarked.bound",
    "watermarked.unbound",
]
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def test_signal_processing_is_not_generative() -> None:
    said = disclosure([step("tempo", {"ratio": 0.9}, "rubberband")], ENGINE)

    assert said["generative_ai"] is False
    assert said["facets"] == {
        "composition": ["source"],
        "lyrics": ["source"],
        "vocals": ["source"],
        "instrumentation": ["source"],
        "post_production": ["signal_processing"],
    }
    assert said["engine"] == {"id": "e", "version": "1", "kind": "dsp"}


def test_what_a_trained_model_took_apart_is_said_but_is_not_called_generated() -> None:
    said = disclosure([step("separate", {}, "demucs", TRAINED)], ENGINE)

    assert (said["generative_ai"], said["trained_model"]) == (False, True)
    assert said["facets"]["vocals"] == [TRAINED]


def test_what_a_generative_model_made_is_said_facet_by_facet() -> None:
    said = disclosure([step("drums", {}, "some model", GENERATIVE)], ENGINE)

    assert said["generative_ai"] is True
    assert said["facets"]["instrumentation"] == [GENERATIVE]
    assert said["facets"]["vocals"] == ["source"]


def test_every_operation_of_a_recipe_has_its_line_in_the_table() -> None:
    # A tempo in BPM runs as a ratio; a stem operation runs as "stems".
    named = {kind.kind for kind in get_args(Operation)} - {Bpm.kind, "stem"}

    assert set(STEPS) == named | {"stems", "separate", "watermark", "encode"}
    assert {facet for touched in FACETS.values() for facet in touched} <= set(ALL_FACETS)


def test_every_action_is_a_word_of_the_specification() -> None:
    assert {kind.action.removeprefix("c2pa.") for kind in STEPS.values()} <= set(C2PA_ACTIONS)


def test_only_generative_ai_is_told_to_ddex() -> None:
    assert [name for name, kind in METHODS.items() if kind.contains_ai is not ContainsAI.NONE] == [GENERATIVE]
    assert {facet for facets in ROLES.values() for facet in facets} == set(MACHINE_ROLE) == set(ALL_FACETS)


@pytest.mark.parametrize(
    ("methods", "sources", "term"),
    [
        ((SIGNAL_PROCESSING,), 1, "algorithmicallyEnhanced"),
        ((SIGNAL_PROCESSING, TRAINED), 1, "algorithmicallyEnhanced"),
        ((SIGNAL_PROCESSING, SYNTHESIS), 1, "composite"),
        ((SIGNAL_PROCESSING,), 2, "composite"),
        ((SIGNAL_PROCESSING, SYNTHESIS, GENERATIVE), 1, "compositeWithTrainedAlgorithmicMedia"),
        ((GENERATIVE,), 2, "compositeSynthetic"),
        ((GENERATIVE,), 0, "trainedAlgorithmicMedia"),
    ],
)
def test_the_source_type_of_the_whole_is_the_strongest_true_word(
    methods: tuple[str, ...], sources: int, term: str
) -> None:
    steps = [step("drums", {}, "x", method) for method in methods]

    assert digital_source.of_whole(steps, sources) == IPTC + term


def test_where_nobody_says_how_it_was_done_nothing_is_claimed_but_generative_ai_is_never_hidden() -> None:
    delivered = [{"step": "delivered"}]

    assert digital_source.of_whole(delivered) is None
    assert (
        digital_source.of_whole(delivered, generative=True) == IPTC + "compositeWithTrainedAlgorithmicMedia"
    )


def test_a_step_says_what_came_out_of_it_and_nothing_for_a_word_nobody_knows() -> None:
    assert digital_source.of_method(SYNTHESIS) == IPTC + "algorithmicMedia"
    assert digital_source.of_method("magic") is None
    assert digital_source.of_method(None) is None
