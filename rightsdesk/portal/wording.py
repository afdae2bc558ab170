"""Recipes and conditions as a person reads them: "slower (× 0.9), vocals left out, lo-fi drums added"."""

from collections.abc import Callable, Mapping
from typing import Any

from rightsdesk.domain.recipe.words import stored_in_words
from rightsdesk.domain.terms_words import ANSWER_WORDS, USE_TITLES, phrases, style_name
from rightsdesk.domain.territories import name_of

__all__ = ["ANSWER_WORDS", "NO_ANSWER", "USE_WORDS", "conditions_in_words", "recipe_in_words", "style_name"]

USE_WORDS = USE_TITLES | {"voice": "Your voice"}
NO_ANSWER = "no answer, so no"


def recipe_in_words(recipe: Mapping[str, Any]) -> list[str]:
    """A stored recipe, one phrase for each change a listener would hear; the style first."""
    return stored_in_words(recipe)


def conditions_in_words(
    conditions: Mapping[str, Any],
    place: Callable[[str], str] = name_of,
    obligations: Mapping[str, Any] | None = None,
) -> list[str]:
    """What an answer depends on and asks in return, a phrase for each. `place` names a territory."""
    return list(phrases({**conditions, **(obligations or {})}, place).values())
