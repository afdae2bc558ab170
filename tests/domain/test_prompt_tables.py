"""What people really type, in English and French, each with the exact recipe it must become."""

import pytest

from rightsdesk.domain.prompts import understand
from tests.domain.prompts.english import ENGLISH
from tests.domain.prompts.expected import Row, recipe_of
from tests.domain.prompts.french import FRENCH


def sections(rows: list[Row]) -> list[list[Row]]:
    """Rows in tens: a parametrised test for each row would cost more than reading the prompts."""
    return [rows[start : start + 10] for start in range(0, len(rows), 10)]


@pytest.mark.parametrize("rows", [*sections(ENGLISH), *sections(FRENCH)], ids=lambda rows: str(rows[0][0]))
def test_a_prompt_becomes_exactly_its_recipe(rows: list[Row]) -> None:
    for prompt, expected in rows:
        assert understand(prompt).recipe == recipe_of(expected), prompt


def test_the_tables_are_long_and_say_nothing_twice() -> None:
    prompts = [prompt for prompt, _ in ENGLISH + FRENCH]

    assert len(prompts) >= 200
    assert len(set(prompts)) == len(prompts)
