"""What the engine says it can do, and what it wrote down of a render, agree with what ran."""

from pathlib import Path

from rightsdesk.domain.disclosure import disclosure
from rightsdesk.domain.recipe import KINDS, Drums, Recipe, Stem, Tempo
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.contract import Source

ENGINE = engine().describe()


def test_the_engine_says_that_it_can_do_every_operation_of_a_recipe() -> None:
    assert set(ENGINE.operations) == {kind.kind for kind in KINDS}
    assert ENGINE.model is None
    assert "rubberband 3" in ENGINE.tools["stretch"]


def test_each_step_says_what_ran_with_which_tool(song: Path, tmp_path: Path) -> None:
    recipe = Recipe((Stem("vocals", None), Tempo(0.9), Drums("lofi", -9.0)))

    rendered = engine().render(recipe, Source(song), 7, tmp_path)

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
