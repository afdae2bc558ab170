"""What is said about a render follows from what ran, and from nothing else."""

from pathlib import Path
from typing import get_args

from rightsdesk.domain.recipe import Drums, Operation, Recipe, Stem, Tempo
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.provenance import ALL_FACETS, FACETS, GENERATIVE, TRAINED, disclosure, step

ENGINE = engine().describe()


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


def test_what_a_trained_model_took_apart_is_said_but_is_not_called_generated() -> None:
    said = disclosure([step("separate", {}, "demucs", TRAINED)], ENGINE)

    assert (said["generative_ai"], said["trained_model"]) == (False, True)
    assert said["facets"]["vocals"] == [TRAINED]


def test_what_a_generative_model_made_is_said_facet_by_facet() -> None:
    said = disclosure([step("drums", {}, "some model", GENERATIVE)], ENGINE)

    assert said["generative_ai"] is True
    assert said["facets"]["instrumentation"] == [GENERATIVE]
    assert said["facets"]["vocals"] == ["source"]


def test_every_facet_a_step_touches_is_a_known_one() -> None:
    assert {facet for touched in FACETS.values() for facet in touched} <= set(ALL_FACETS)


def test_the_engine_says_that_it_can_do_every_operation_of_a_recipe() -> None:
    assert set(ENGINE.operations) == {kind.kind for kind in get_args(Operation)}
    assert ENGINE.model is None
    assert "rubberband 3" in ENGINE.tools["stretch"]


def test_each_step_says_what_ran_with_which_tool(song: Path, tmp_path: Path) -> None:
    recipe = Recipe((Stem("vocals", None), Tempo(0.9), Drums("lofi", -9.0)))

    rendered = engine().render(recipe, song, {}, 7, tmp_path)

    assert [done["step"] for done in rendered.steps] == [
        "separate",
        "stems",
        "tempo",
        "drums",
        "loudness",
        "encode",
    ]
    assert all(done["tool"] and done["method"] for done in rendered.steps)
    assert rendered.steps[2]["params"] == {"ratio": 0.9}
    assert rendered.disclosure == disclosure(rendered.steps, ENGINE)
    assert rendered.disclosure["facets"]["instrumentation"] == ["signal_processing", "synthesis"]
