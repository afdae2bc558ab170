"""From what a platform sent (a prompt or a recipe) to one typed recipe whose tempo is resolved."""

from dataclasses import dataclass, replace
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
    nearest: tuple[str, ...] = ()
    because: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What the platform is told of its prompt, and what is kept with the derivative."""
        return {
            "understood": list(self.understood),
            "not_understood": list(self.not_understood),
            "nearest": list(self.nearest),
            "because": [{"phrase": phrase, "reason": reason} for phrase, reason in self.because],
        }


def read(
    *, prompt: str, recipe: dict[str, Any] | None, source_bpm: float | None, second_song: bool = False
) -> Reading:
    """Raises Invalid when nothing was understood: the answer is never silently the original."""
    heard = understand(prompt, second_song=second_song)
    found = recipes.from_json(recipe) if recipe is not None else heard.recipe
    said = Reading(
        recipe=found or Recipe(()),
        understood=heard.understood,
        not_understood=heard.not_understood,
        named_artists=heard.named_artists,
        nearest=heard.nearest,
        because=heard.because,
    )
    if found is None or (recipe is None and not found.operations):
        words = "Nothing in the prompt names a change the desk can make."
        raise Invalid("prompt_not_understood", words, said.to_json())
    return replace(said, recipe=_resolved(found, source_bpm))


def _resolved(recipe: Recipe, source_bpm: float | None) -> Recipe:
    if not any(isinstance(operation, Bpm) for operation in recipe.operations):
        return recipe
    if source_bpm is None:
        raise Invalid(
            "tempo_unknown", "The recording's tempo is not on record; ask for a change in percent instead."
        )
    return recipes.resolve(recipe, source_bpm)
