"""A recipe has one form, one hash, and cannot be out of range."""

import json
import math
from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import (
    AMBIENCES,
    FILTERS,
    FORMANTS,
    FORMS,
    PATTERNS,
    STEMS,
    TAKES,
    Ambience,
    Arrange,
    Bpm,
    Drums,
    Echo,
    Fade,
    Filter,
    Harmony,
    Loudness,
    Mashup,
    Operation,
    Pitch,
    Recipe,
    Reverb,
    Stem,
    Tempo,
    facts,
    from_json,
    recipe_hash,
    resolve,
    slot,
    to_json,
    uses,
)


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


operations: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Tempo, numbers(0.5, 2)),
    st.builds(Bpm, numbers(30, 300)),
    st.builds(Pitch, numbers(-12, 12), st.sampled_from(FORMANTS)),
    st.builds(Echo, numbers(0.25, 4), numbers(0, 0.85), numbers(0, 1)),
    st.builds(Arrange, st.sampled_from(FORMS), numbers(10, 900)),
    st.builds(Mashup, st.sampled_from(TAKES), numbers(-24, 12)),
    st.builds(Ambience, st.sampled_from(AMBIENCES), numbers(-24, 12)),
    st.builds(Stem, st.sampled_from(STEMS), st.none() | numbers(-24, 12)),
    st.builds(Filter, st.sampled_from(FILTERS), numbers(20, 20_000)),
    st.builds(Reverb, numbers(0, 1), numbers(0.1, 10)),
    st.builds(Drums, st.sampled_from(PATTERNS), numbers(-24, 12)),
    st.builds(Fade, numbers(0, 10), numbers(0, 10)),
    st.builds(Loudness, numbers(-30, -9)),
)
recipes = st.builds(
    Recipe, st.lists(operations, unique_by=slot, max_size=10).map(tuple), st.none() | st.just("lofi")
)


@given(recipes)
def test_a_recipe_survives_being_written_and_read(recipe: Recipe) -> None:
    written = json.dumps(to_json(recipe))

    assert from_json(json.loads(written)) == recipe
    assert recipe_hash(from_json(json.loads(written))) == recipe_hash(recipe)


@given(st.lists(operations, unique_by=slot, max_size=8), st.randoms())
def test_the_order_of_writing_changes_nothing(written: list[Operation], random: Random) -> None:
    shuffled = list(written)
    random.shuffle(shuffled)

    assert recipe_hash(Recipe(tuple(shuffled))) == recipe_hash(Recipe(tuple(written)))


def test_whole_numbers_and_minus_zero_hash_like_their_equals() -> None:
    assert recipe_hash(Recipe((Pitch(2),))) == recipe_hash(Recipe((Pitch(2.0),)))
    assert recipe_hash(Recipe((Pitch(-0.0),))) == recipe_hash(Recipe((Pitch(0.0),)))


def test_the_hash_is_a_promise_to_every_stored_recipe() -> None:
    recipe = Recipe((Stem("vocals", None), Tempo(0.9), Loudness(-14)), "lofi")

    assert recipe_hash(recipe) == "1e658e5dbe25e7cbe194a37e8cb77c0000db25c24b49286352485a3783e700d8"


def test_what_version_1_could_say_stays_version_1() -> None:
    recipe = Recipe((Stem("vocals", None), Pitch(-2), Drums("house", -7), Loudness(-14)), "lofi")

    assert recipe.version == 1
    assert "formants" not in to_json(recipe)["operations"][1]
    assert recipe_hash(recipe) == "d3dcff02790e8dcd7140470638d83af0f9f408535810906df942e6a029d84889"
    assert from_json({**to_json(recipe), "version": 2}) == recipe


@pytest.mark.parametrize(
    "operation", [Pitch(-2, "kept"), Drums("trap", -7), Ambience("rain", -20), Mashup("all", 0)]
)
def test_what_version_1_could_not_say_is_version_2(operation: Operation) -> None:
    recipe = Recipe((operation, Loudness(-14)))

    assert recipe.version == 2
    assert from_json(to_json(recipe)) == recipe


@pytest.mark.parametrize(
    "make",
    [
        lambda: Recipe((Tempo(0.4),)),
        lambda: Recipe((Tempo(math.nan),)),
        lambda: Recipe((Pitch(math.inf),)),
        lambda: Recipe((Pitch(True),)),
        lambda: Recipe((Stem("guitar", None),)),
        lambda: Recipe((Drums("polka", -6),)),
        lambda: Recipe((Tempo(1.1), Bpm(100))),
        lambda: Recipe((Stem("vocals", None), Stem("vocals", 3))),
        lambda: Recipe((), "Lo Fi"),
        lambda: Recipe((), None, 3),
        lambda: Recipe((Echo(0.5, 0.3, 0.2),), None, 1),
        lambda: Recipe((Drums("trap", -6),), None, 1),
        lambda: Recipe((Pitch(2, "kept"),), None, 1),
        lambda: Recipe((Arrange("radio", 5),)),
        lambda: Recipe((Pitch(2, "gone"),)),
        lambda: Recipe((Ambience("rain", -20), Ambience("vinyl", -20))),
    ],
)
def test_it_refuses_what_is_out_of_range_or_said_twice(make: Callable[[], Recipe]) -> None:
    with pytest.raises(Invalid) as refusal:
        make()

    assert refusal.value.code == "recipe_invalid"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "lofi",
        {"operations": "tempo"},
        {"operations": [], "extra": 1},
        {"operations": [{"kind": "explode"}]},
        {"operations": [{"kind": "tempo"}]},
        {"operations": [{"kind": "tempo", "ratio": 1.1, "bpm": 3}]},
        {"operations": [{"kind": ["tempo"], "ratio": 1.1}]},
        {"operations": [{"kind": "tempo", "ratio": "fast"}]},
        {"operations": [{"kind": "tempo", "ratio": 10**400}]},
        {"operations": [{"kind": "pitch", "semitones": None}]},
        {"operations": [{"kind": "pitch", "semitones": 1, "formants": None}]},
        {"operations": [{"kind": "echo", "beats": 1}]},
        {"operations": [{"kind": "tape", "depth": 0.5}], "version": 1},
        {"operations": [], "version": True},
        {"operations": [], "style": 7},
        {"operations": [{"kind": "tempo", "ratio": 1.1}] * 41},
    ],
)
def test_it_refuses_json_that_is_no_recipe(data: object) -> None:
    with pytest.raises(Invalid) as refusal:
        from_json(data)

    assert refusal.value.code == "recipe_invalid"


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_a_recipe_or_is_refused(data: object) -> None:
    with suppress(Invalid):
        assert from_json(to_json(from_json(data))) == from_json(data)


def test_uses_are_what_consent_has_to_allow() -> None:
    assert uses(Recipe((Loudness(-14),))) == {"remix"}
    assert uses(Recipe((Tempo(1.0), Pitch(0.0)))) == {"remix"}
    assert uses(Recipe((Tempo(0.9), Pitch(2), Stem("vocals", None)), "lofi")) == {
        "remix",
        "tempo",
        "key",
        "stems",
        "style",
    }


def test_a_second_song_and_doubled_voices_are_uses_too() -> None:
    assert uses(Recipe((Mashup("all", 0),))) == {"remix", "mashup"}
    assert uses(Recipe((Mashup("vocals", 0),))) == {"remix", "mashup", "stems"}
    assert uses(Recipe((Harmony("third", -8),))) == {"remix", "stems"}
    assert uses(Recipe((Ambience("rain", -20), Arrange("radio", 90)))) == {"remix"}


def test_facts_are_what_conditions_read() -> None:
    recipe = Recipe((Tempo(0.9), Pitch(-2), Stem("vocals", None)), "slowed")

    assert facts(recipe) == {"tempo_ratio": 0.9, "semitones": -2.0, "styles": ["slowed"], "stems": ["vocals"]}


def test_a_tempo_in_bpm_has_no_ratio_until_the_source_is_known() -> None:
    recipe = Recipe((Bpm(100),))

    assert facts(recipe)["tempo_ratio"] is None
    assert "tempo" in uses(recipe)
    assert facts(resolve(recipe, 125.0))["tempo_ratio"] == 0.8


@pytest.mark.parametrize(("source", "ratio"), [(87.0, 1.0), (174.0, 1.0), (92.0, 0.945652), (43.5, 1.0)])
def test_a_tempo_in_bpm_takes_the_octave_that_changes_least(source: float, ratio: float) -> None:
    assert facts(resolve(Recipe((Bpm(87),)), source))["tempo_ratio"] == ratio


def test_a_source_without_a_tempo_cannot_be_brought_to_one() -> None:
    with pytest.raises(Invalid):
        resolve(Recipe((Bpm(100),)), 0.0)
