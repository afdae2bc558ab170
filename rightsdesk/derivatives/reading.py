"""From what a platform sent (a prompt or a recipe) to one typed recipe whose tempo is resolved."""

from dataclasses import dataclass
from typing import Any

from rightsdesk.domain import recipe as recipes
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.prompts import understand
from rightsdesk.domain.recipe import Bpm, Recipe


@dataclass(frozen=True, slots=True)
class Reading:
    """The recipe, what of the prompt was and was not understood, and artists it names."""

    recipe: Recipe
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]
    named_artists: tuple[str, ...]


def read(*, prompt: str, recipe: dict[str, Any] | None, source_bpm: float | None) -> Reading:
    """Raises Invalid when nothing was understood: the answer is never silently the original."""
    understood = understand(prompt)
    found = recipes.from_json(recipe) if recipe is not None else understood.recipe
    if found is None or (recipe is None and not found.operations):
        raise Invalid(
            "prompt_not_understood",
            "Nothing in the prompt names a change the desk can make.",
            {"not_understood": list(understood.not_understood), "nearest": list(understood.nearest)},
        )
    return Reading(
        recipe=_resolved(found, source_bpm),
        understood=understood.understood,
        not_understood=understood.not_understood,
        named_artists=understood.named_artists,
    )


def _resolved(recipe: Recipe, source_bpm: float | None) -> Recipe:
    if not any(isinstance(operation, Bpm) for operation in recipe.operations):
        return recipe
    if source_bpm is None:
        raise Invalid(
            "tempo_unknown", "The recording's tempo is not on record; ask for a change in percent instead."
        )
    return recipes.resolve(recipe, source_bpm)
