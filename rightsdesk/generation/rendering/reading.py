"""What a settled recipe asks of one render, with what holds where it says nothing."""

from __future__ import annotations

from typing import TypeVar

from rightsdesk.domain.recipe import Loudness, Mashup, Operation, Pitch, Recipe, Stem, Tempo
from rightsdesk.domain.styles import MASTER

# What the first song of a mashup gives up when the second one brings this.
_GIVEN_UP: dict[str, tuple[str, ...]] = {"vocals": ("vocals",), "backing": ("drums", "bass", "other")}

_Kind = TypeVar("_Kind", bound=Operation)


def the(kind: type[_Kind], recipe: Recipe) -> _Kind | None:
    """The operation of a kind that a recipe holds at most once."""
    return next((o for o in recipe.operations if isinstance(o, kind)), None)


def ratio_of(recipe: Recipe) -> float:
    tempo = the(Tempo, recipe)
    return tempo.ratio if tempo else 1.0


def pitch_of(recipe: Recipe) -> Pitch:
    return the(Pitch, recipe) or Pitch(0.0)


def loudness_of(recipe: Recipe) -> Loudness:
    """Everything is mastered: what goes out is never louder or quieter than the rest by accident."""
    return the(Loudness, recipe) or MASTER


def wanted_stems(recipe: Recipe) -> dict[str, float | None]:
    """Each stem that is not left as it is, with its gain; a mashup takes out of the first song what the second brings."""
    wanted = {o.name: o.gain_db for o in recipe.operations if isinstance(o, Stem)}
    joined = the(Mashup, recipe)
    given_up = _GIVEN_UP.get(joined.take, ()) if joined else ()
    return wanted | dict.fromkeys(given_up)
