"""What cannot be done with a source is said before any sound is made."""

from dataclasses import replace

import pytest

from rightsdesk.domain.recipe import (
    Arrange,
    Bpm,
    Drums,
    Groove,
    Harmony,
    Operation,
    Pad,
    Pitch,
    Recipe,
    Stem,
    Tempo,
)
from rightsdesk.generation.contract import Analysis, Request, Unsupported
from rightsdesk.generation.planning import plan

SONG = Analysis(60.0, 100.0, 1.0, True, 0.4, 1.0, "D minor", 1.0, -14.0, -2.0)
RUBATO = replace(SONG, beat_steady=False, tempo_confidence=0.2)
NO_VOICE = (Stem("vocals", None), Harmony("third", -6.0))


def refusal(analysis: Analysis, *operations: Operation) -> Unsupported:
    answer = plan(Request(Recipe(operations), analysis))
    assert isinstance(answer, Unsupported)
    return answer


@pytest.mark.parametrize(
    "operation",
    [Arrange("radio", 30.0), Bpm(120.0), Drums("trap", -6.0), Groove(0.2, 0.5), Pad("warm", -12.0)],
    ids=lambda operation: operation.kind,
)
def test_nothing_is_laid_on_a_beat_that_is_not_steady(operation: Operation) -> None:
    answer = refusal(RUBATO, operation)

    assert answer.code == "beat_unsteady"
    assert answer.facts["operations"] == [operation.kind]


def test_what_needs_no_beat_is_planned_without_one() -> None:
    recipe = Recipe((Tempo(0.8), Pitch(-2.0), Stem("vocals", None)))

    assert plan(Request(recipe, RUBATO)) == recipe


def test_a_tempo_in_beats_a_minute_is_settled() -> None:
    assert plan(Request(Recipe((Bpm(110.0),)), SONG)) == Recipe((Tempo(1.1),))


@pytest.mark.parametrize(
    ("analysis", "operations", "code"),
    [
        (replace(SONG, duration_s=8.0), (Arrange("loop", 30.0),), "too_few_bars"),
        (SONG, NO_VOICE, "harmony_without_vocals"),
        (replace(SONG, tempo_bpm=45.0), (Bpm(300.0),), "tempo_out_of_range"),
    ],
)
def test_what_the_source_does_not_give_is_refused(
    analysis: Analysis, operations: tuple[Operation, ...], code: str
) -> None:
    assert refusal(analysis, *operations).code == code
