"""What a prompt is about, as far as somebody may forbid it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.prompts.topics import TOPICS, topics


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("10% slower with rain", set()),
        ("a remix for my ELECTION campaign", {"politics"}),
        ("pour une propagande d'extrême droite", {"politics"}),
        ("a drinking song about whiskey and guns", {"alcohol", "violence"}),
        ("jingle for a casino", {"advertising", "gambling"}),
        ("plein de haine", {"hate"}),
        ("a drum and bass mix", set()),
        ("kill the vocals, nu-disco, brand new drums", set()),
        ("a killing and a brand", {"violence", "advertising"}),
        ("warm and soft, with a beat that shines", set()),
    ],
)
def test_topics_are_found_by_whole_words(prompt: str, found: set[str]) -> None:
    assert topics(prompt) == found


@given(st.text(max_size=200))
def test_any_text_has_some_of_the_known_topics(prompt: str) -> None:
    assert topics(prompt) <= set(TOPICS)
