"""Prompts: what is understood, what is not, and names that are facts rather than sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.prompts import Understanding, understand
from rightsdesk.domain.prompts.reading import left_over, read
from rightsdesk.domain.prompts.settling import settle
from rightsdesk.domain.prompts.stop_words import STOP_WORDS
from rightsdesk.domain.recipe import Ambience, Mashup, Pitch, Recipe, Reverb, Tempo, uses
from rightsdesk.domain.styles import MASTER, STYLES, preset


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

    assert heard.understood == ("slow", "lo-fi", "rain")
    assert heard.not_understood == ("thunder",)


def test_it_never_pretends_to_change_the_key() -> None:
    heard = understand("make it slower and move it to D minor")

    assert heard.recipe == Recipe((Tempo(0.9), MASTER))
    assert heard.not_understood == ("to D minor",)
    assert [phrase for phrase, _ in heard.because] == ["to D minor"]
    assert "re-harmonises" in heard.because[0][1]


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


def test_a_slip_of_the_pen_is_mended_and_said() -> None:
    heard = understand("nightcroe")

    assert heard.recipe == preset("nightcore")
    assert heard.understood == ("nightcroe",)
    assert heard.nearest == ("nightcore",)


@pytest.mark.parametrize(
    ("prompt", "nearest"),
    [
        ("techno remix", ("house", "dnb")),
        ("make it sad", ("slowed", "lofi")),
        ("jazz", ("bossa", "lofi")),
        ("hip hop", ("trap", "lofi")),
        ("like in the 80s", ("disco", "house")),
    ],
)
def test_kinds_of_music_that_are_no_preset_name_the_nearest(prompt: str, nearest: tuple[str, ...]) -> None:
    heard = understand(prompt)

    assert heard.recipe is None
    assert heard.nearest == nearest


def test_a_mashup_needs_a_second_song() -> None:
    alone = understand("mashup with Get Lucky by Daft Punk, slower")
    together = understand("mashup with Get Lucky by Daft Punk, slower", second_song=True)

    assert alone.recipe == Recipe((Tempo(0.9), MASTER))
    assert alone.not_understood == ("mashup with Get Lucky by Daft Punk",)
    assert "second licensed song" in alone.because[0][1]
    assert together.recipe == Recipe((Mashup("vocals", 0.0), Tempo(0.9), MASTER))
    assert (together.not_understood, together.named_artists) == ((), ())


@pytest.mark.parametrize(
    ("prompt", "take"),
    [
        ("mash this up with Bohemian Rhapsody", "vocals"),
        ("put the vocals of the other song over this beat", "vocals"),
        ("put her voice over the other song's beat", "backing"),
        ("mélange les deux chansons", "all"),
        ("blend both songs", "all"),
    ],
)
def test_a_mashup_says_what_is_taken_from_the_second_song(prompt: str, take: str) -> None:
    assert understand(prompt, second_song=True).recipe == Recipe((Mashup(take, 0.0), MASTER))


def test_of_two_styles_the_first_stays_and_the_second_is_reported() -> None:
    heard = understand("lofi house")

    assert heard.recipe == preset("lofi")
    assert heard.not_understood == ("house",)


def test_of_two_backgrounds_the_first_stays_and_the_second_is_reported() -> None:
    heard = understand("vagues et pluie")

    assert heard.recipe == Recipe((Ambience("waves", -20.0), MASTER))
    assert heard.not_understood == ("pluie",)


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("in the style of Daft Punk, faster", ("Daft Punk",)),
        ("make it sound like taylor swift and slower", ("taylor swift",)),
        ("comme Édith Piaf mais plus vite", ("Édith Piaf",)),
        ("like Simon and Garfunkel with reverb", ("Simon and Garfunkel",)),
        ("acoustic version à la Bob Marley", ("Bob Marley",)),
        ("sung by Björk", ("Björk",)),
        ("drake type beat, slower", ("drake",)),
        ("Billie Eilish vibes", ("Billie Eilish",)),
        ("Taylor's Version", ("Taylor",)),
        ("remix façon Stromae", ("Stromae",)),
        ("version Aznavour en plus lent", ("Aznavour",)),
        ("AC/DC style", ("AC/DC",)),
        ("like P!nk", ("P!nk",)),
        ("like 50 Cent but faster", ("50 Cent",)),
        ("comme Les Rita Mitsouko, avec de la pluie", ("Les Rita Mitsouko",)),
        ("feat. Drake", ("Drake",)),
        ("like the beatles", ("the beatles",)),
        ("like the ocean", ()),
        ("like crazy fast", ()),
        ("I would like slower", ()),
        ("like in a stadium", ()),
        ("harmonies à la tierce", ()),
        ("fondu à la fin", ()),
        ("inspired by lofi", ()),
        ("Summer vibes", ()),
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
        "rain",
        "loop",
        "harmonies",
        "guitar",
        "8d",
        "or",
        "seconds",
        "mashup",
        "thunder",
    ]
)


@given(st.lists(lexicon_words, max_size=25).map(" ".join))
def test_every_word_is_understood_or_reported_or_carries_no_wish(text: str) -> None:
    found = read(text)
    settled = settle(found.claims, second_song=False)

    claims = [*settled.understood, *(claim for claim, _ in settled.refused)]
    spans = [(each.first, each.after) for each in claims] + [(first, end) for first, _, end in found.names]
    told = {place for span in [*spans, *left_over(found)] for place in range(*span)}
    for place, token in enumerate(found.text.tokens):
        assert place in told or not token.is_word or set(token.plain.split()) <= STOP_WORDS


def test_heaps_of_words_and_signs_are_read_in_good_time() -> None:
    for heap in ("very " * 400, "l'" * 1000, "no or " * 100):
        assert understand(heap).recipe in (None, Recipe((Tempo(0.8), MASTER)))


@given(st.text(max_size=200))
def test_no_text_makes_it_fall_over(text: str) -> None:
    heard = understand(text)

    assert heard.recipe is None or heard.understood


@given(st.lists(lexicon_words, max_size=20).map(" ".join))
def test_no_heap_of_its_own_words_makes_it_fall_over(text: str) -> None:
    first, second = understand(text), understand(text)

    assert first == second
    assert (first.recipe is None) == (first.understood == ())
