"""Prompts: what is understood, what is not, and names that are facts rather than sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.prompts import Understanding, understand
from rightsdesk.domain.recipe import (
    Bpm,
    Drums,
    Filter,
    Loudness,
    Operation,
    Pitch,
    Recipe,
    Reverb,
    Stem,
    Tempo,
    uses,
)
from rightsdesk.domain.styles import MASTER, STYLES, preset

NO_VOCALS = Stem("vocals", None)


def asked(prompt: str) -> tuple[Operation, ...]:
    """The operations a prompt asks for, without the mastering every recipe has."""
    recipe = understand(prompt).recipe
    assert recipe is not None
    assert recipe.operations[-1] == Loudness(-14.0)
    return recipe.operations[:-1]


@pytest.mark.parametrize(
    ("prompt", "operations"),
    [
        ("slower", (Tempo(0.9),)),
        ("slow it down a little", (Tempo(0.95),)),
        ("much faster please", (Tempo(1.25),)),
        ("10% faster", (Tempo(1.1),)),
        ("slow it down by 12.5 %", (Tempo(0.875),)),
        ("half-time at half speed", (Tempo(0.5),)),
        ("at 100 bpm", (Bpm(100.0),)),
        ("up two semitones", (Pitch(2.0),)),
        ("+3 semitones", (Pitch(3.0),)),
        ("pitch down", (Pitch(-2.0),)),
        ("an octave lower", (Pitch(-12.0),)),
        ("down 1.5 half steps", (Pitch(-1.5),)),
        ("without vocals", (NO_VOCALS,)),
        ("instrumental", (NO_VOCALS,)),
        ("no vocals or drums", (Stem("drums", None), NO_VOCALS)),
        ("only vocals", (Stem("bass", None), Stem("drums", None), Stem("other", None))),
        ("louder drums", (Stem("drums", 5.0),)),
        ("underwater", (Filter("lowpass", 700.0), Reverb(0.25, 2.0))),
        ("with reverb", (Reverb(0.28, 2.2),)),
        ("low-pass at 800 Hz", (Filter("lowpass", 800.0),)),
        ("a house beat", (Drums("house", -7.0),)),
    ],
)
def test_it_understands_english(prompt: str, operations: tuple[Operation, ...]) -> None:
    assert asked(prompt) == operations


@pytest.mark.parametrize(
    ("prompt", "operations"),
    [
        ("plus lent", (Tempo(0.9),)),
        ("un peu plus rapide", (Tempo(1.05),)),
        ("ralenti de 15 %", (Tempo(0.85),)),
        ("Accéléré", (Tempo(1.1),)),
        ("monte de deux demi-tons", (Pitch(2.0),)),
        ("plus grave", (Pitch(-2.0),)),
        ("sans voix", (NO_VOCALS,)),
        ("enlève la voix et la batterie", (Stem("drums", None), NO_VOCALS)),
        ("baisse la batterie", (Stem("drums", -6.0),)),
        ("plus de basse", (Stem("bass", 5.0),)),
        ("sous l’eau", (Filter("lowpass", 700.0), Reverb(0.25, 2.0))),
        ("avec de la réverb", (Reverb(0.28, 2.2),)),
    ],
)
def test_it_understands_french(prompt: str, operations: tuple[Operation, ...]) -> None:
    assert asked(prompt) == operations


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_understood_by_its_name(style: str) -> None:
    assert understand(style).recipe == preset(style)


def test_what_is_said_wins_over_what_a_style_brings() -> None:
    recipe = understand("nightcore but only 5% faster").recipe

    assert recipe is not None
    assert Tempo(1.05) in recipe.operations
    assert Pitch(3.0) in recipe.operations
    assert "style" in uses(recipe)


def test_it_says_what_it_did_not_understand() -> None:
    heard = understand("slow lo-fi with rain and thunder")

    assert heard.understood == ("slow", "lo-fi")
    assert heard.not_understood == ("rain", "thunder")


def test_it_never_pretends_to_change_the_key() -> None:
    heard = understand("make it slower and move it to D minor")

    assert heard.recipe == Recipe((Tempo(0.9), MASTER))
    assert "to D minor" in heard.not_understood


@pytest.mark.parametrize("prompt", ["not faster", "don't slow it down", "pas plus vite", "without reverb"])
def test_a_no_is_never_taken_for_a_yes(prompt: str) -> None:
    heard = understand(prompt)

    assert heard.recipe is None
    assert heard.understood == ()
    assert heard.not_understood != ()


def test_a_no_takes_away_what_a_style_would_bring() -> None:
    recipe = understand("slowed without reverb").recipe

    assert recipe is not None
    assert not any(isinstance(operation, Reverb) for operation in recipe.operations)


@pytest.mark.parametrize("prompt", ["up 20 semitones", "at 900 bpm", "300% faster"])
def test_it_does_not_understand_what_no_engine_may_do(prompt: str) -> None:
    heard = understand(prompt)

    assert heard.recipe is None
    assert len(heard.not_understood) == 1


def test_of_two_wishes_that_contradict_one_is_reported() -> None:
    heard = understand("faster and slower")

    assert len(heard.understood) == 1
    assert len(heard.not_understood) == 1


def test_nothing_understood_gives_no_recipe_but_presets_to_choose_from() -> None:
    heard = understand("xyzzy")

    assert heard == Understanding(None, (), ("xyzzy",), ("lofi", "slowed", "acoustic"), ())


def test_a_slip_of_the_pen_names_the_nearest_preset() -> None:
    assert understand("nightcroe").nearest == ("nightcore",)


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("in the style of Daft Punk, faster", ("Daft Punk",)),
        ("make it sound like taylor swift and slower", ("taylor swift",)),
        ("comme Édith Piaf mais plus vite", ("Édith Piaf",)),
        ("like Simon and Garfunkel with reverb", ("Simon and Garfunkel",)),
        ("acoustic version à la Bob Marley", ("Bob Marley",)),
        ("sung by Björk", ("Björk",)),
        ("like lo-fi", ()),
        ("sound like a dream", ()),
    ],
)
def test_named_artists_are_facts_for_consent(prompt: str, names: tuple[str, ...]) -> None:
    assert understand(prompt).named_artists == names


def test_a_name_alone_never_becomes_sound() -> None:
    assert understand("in the style of House of Pain").recipe is None


def test_it_refuses_a_prompt_that_is_too_long() -> None:
    with pytest.raises(Invalid) as refusal:
        understand("x" * 1_000_000)

    assert refusal.value.code == "prompt_too_long"
    assert refusal.value.facts == {"characters": 1_000_000, "most": 2000}


lexicon_words = st.sampled_from(
    [
        "slow",
        "faster",
        "10%",
        "20",
        "bpm",
        "up",
        "down",
        "two",
        "semitones",
        "no",
        "without",
        "only",
        "vocals",
        "drums",
        "and",
        ",",
        "like",
        "comme",
        "Daft",
        "à",
        "la",
        "not",
        "sans",
        "plus",
        "lofi",
        "house",
        "reverb",
        "at",
        "hz",
        "low-pass",
        "to",
        "D",
        "minor",
        "une",
        "octave",
    ]
)


@given(st.text(max_size=300))
def test_no_text_makes_it_fall_over(text: str) -> None:
    heard = understand(text)

    assert heard.recipe is None or heard.understood


@given(st.lists(lexicon_words, max_size=30).map(" ".join))
def test_no_heap_of_its_own_words_makes_it_fall_over(text: str) -> None:
    first, second = understand(text), understand(text)

    assert first == second
    assert (first.recipe is None) == (first.understood == ())
