"""A recipe as a listener would say it."""

import pytest

from rightsdesk.domain.prompts import understand
from rightsdesk.domain.recipe import (
    KINDS,
    Ambience,
    Arrange,
    Bpm,
    Drums,
    Echo,
    Fade,
    Filter,
    Groove,
    Harmony,
    Loudness,
    Mashup,
    Motion,
    Operation,
    Pad,
    Pitch,
    Recipe,
    Reverb,
    Saturation,
    Stem,
    Tape,
    Tempo,
    to_json,
)
from rightsdesk.domain.recipe.words import in_words, phrase_of, stored_in_words

PHRASES: list[tuple[Operation, str]] = [
    (Arrange("radio", 90.0), "cut to about 1 min 30 s"),
    (Arrange("loop", 600.0), "its best bars in a loop of about 10 min"),
    (Stem("other", None), "other instruments left out"),
    (Stem("bass", -3.0), "bass quieter by 3 dB"),
    (Mashup("vocals", 0.0), "the vocals of a second song over it"),
    (Bpm(128.0), "at 128 beats a minute"),
    (Tempo(0.9), "slower (tempo × 0.9)"),
    (Pitch(3.0, "kept"), "higher by 3 semitones, the voice kept natural"),
    (Groove(0.33, 0.7), "swing of 33%"),
    (Groove(0.0, 1.0), "beat straightened"),
    (Harmony("octave", -8.0), "vocals doubled an octave higher"),
    (Filter("lowpass", 4500.0), "highs softened above 4,500 Hz"),
    (Echo(0.5, 0.35, 0.25), "echo every 0.5 beats (25% wet)"),
    (Reverb(0.12, 1.2), "reverb of 1.2 s (12% wet)"),
    (Pad("keys", -12.0), "keyboard chords added"),
    (Drums("bossa", -9.0), "bossa nova drums added"),
    (Ambience("vinyl", -22.0), "vinyl crackle in the background"),
    (Saturation(8.0), "distorted by 8 dB"),
    (Tape(0.5), "as from an old tape (50%)"),
    (Motion(8.0, 0.9), "turning around the head every 8 s"),
    (Fade(0.5, 2.0), "faded at the ends"),
    (Fade(0.0, 2.0), "faded out"),
    (Loudness(-14.0), ""),
    (Loudness(-16.0), "mastered to −16 LUFS"),
]


@pytest.mark.parametrize(("operation", "words"), PHRASES)
def test_an_operation_has_its_words(operation: Operation, words: str) -> None:
    assert phrase_of(operation) == words


def test_no_operation_is_without_words() -> None:
    assert {type(operation) for operation, _ in PHRASES} == set(KINDS)


def test_a_stored_recipe_is_said_with_its_style_first() -> None:
    recipe = understand("karaoke, slower").recipe
    assert recipe is not None

    assert in_words(recipe)[:2] == ["karaoke style", "vocals left out"]
    assert stored_in_words(to_json(recipe)) == in_words(recipe)


def test_a_recipe_without_a_change_says_so() -> None:
    assert in_words(Recipe((Loudness(-14.0), Tempo(1.0)))) == ["no change to the sound"]


def test_what_cannot_be_read_is_said_to_be_so() -> None:
    assert stored_in_words({"version": 99}) == ["a recipe this page cannot read"]
