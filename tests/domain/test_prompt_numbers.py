"""Numbers in words, in English and French."""

import pytest

from rightsdesk.domain.prompts.numbers import number_at


@pytest.mark.parametrize(
    ("words", "number", "taken"),
    [
        ("two", 2, 1),
        ("twenty five percent", 25, 2),
        ("one hundred and twenty bpm", 120, 4),
        ("two and a half", 2.5, 4),
        ("seventeen", 17, 1),
        ("deux et demi", 2.5, 3),
        ("quatre vingt dix", 90, 3),
        ("quatre vingts", 80, 2),
        ("soixante et onze", 71, 3),
        ("soixante dix huit", 78, 3),
        ("cent vingt", 120, 2),
        ("deux cents", 200, 2),
        ("vingt et un", 21, 3),
    ],
)
def test_a_number_in_words_is_a_number(words: str, number: float, taken: int) -> None:
    assert number_at(words.split()) == (number, taken)


@pytest.mark.parametrize("words", ["", "one more time", "un peu", "slower", "and two", "cents"])
def test_articles_and_other_words_are_none(words: str) -> None:
    assert number_at(words.split()) is None
