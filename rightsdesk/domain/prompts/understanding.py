"""A prompt becomes a recipe: what was understood, what was not and why, the nearest presets, and the artists it names.
Names never become sound: they are facts for consent."""

from __future__ import annotations

from dataclasses import dataclass

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.prompts.near import DEFAULT, MOST, nearest
from rightsdesk.domain.prompts.reading import Read, left_over, read
from rightsdesk.domain.prompts.settling import Settled, settle
from rightsdesk.domain.recipe import Recipe
from rightsdesk.domain.styles import STYLES

MAX_CHARACTERS = 2000
_MOST_LEFT = 20


@dataclass(frozen=True, slots=True)
class Understanding:
    """`recipe` is None when nothing was understood. `nearest` names presets close to what was not, and those that a slip
    of the pen was taken for. `because`: phrases of `not_understood` that the desk knows, each with the reason."""

    recipe: Recipe | None
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]
    nearest: tuple[str, ...]
    named_artists: tuple[str, ...]
    because: tuple[tuple[str, str], ...] = ()


def understand(text: str, *, second_song: bool = False) -> Understanding:
    """Read a prompt of at most 2000 characters. `second_song`: one was given beside the prompt, so that a mashup is
    possible. Raises Invalid("prompt_too_long"); never raises for any other text."""
    if len(text) > MAX_CHARACTERS:
        facts = {"characters": len(text), "most": MAX_CHARACTERS}
        raise Invalid("prompt_too_long", f"A prompt has at most {MAX_CHARACTERS} characters.", facts)
    found = read(text)
    settled = settle(found.claims, second_song)
    reasons = {(claim.first, claim.after): reason for claim, reason in settled.refused}
    left = sorted([*reasons, *left_over(found)])[:_MOST_LEFT]
    understood = sorted((claim.first, claim.after) for claim in settled.understood)
    return Understanding(
        settled.recipe,
        tuple(found.text.words(*place) for place in understood),
        tuple(found.text.words(*place) for place in left),
        _nearest(found, settled, left),
        _names(found),
        tuple((found.text.words(*place), reasons[place]) for place in left if place in reasons),
    )


def _names(found: Read) -> tuple[str, ...]:
    names = (found.text.words(first, after) for _, first, after in sorted(found.names))
    return tuple(dict.fromkeys(_plain_name(name) for name in names))


def _plain_name(name: str) -> str:
    return name.replace("’", "'").removesuffix("'s")


def _nearest(found: Read, settled: Settled, left: list[tuple[int, int]]) -> tuple[str, ...]:
    phrases = [" ".join(token.plain for token in found.text.tokens[first:after]) for first, after in left]
    near = nearest([*_mended_styles(found, settled), *phrases])
    return near or (DEFAULT[:MOST] if settled.recipe is None else ())


def _mended_styles(found: Read, settled: Settled) -> list[str]:
    """Presets whose name was written with a slip: said, so that nobody wonders what was heard."""
    styled = [claim for claim in settled.understood if claim.rule.style in STYLES]
    return [
        str(claim.rule.style)
        for claim in styled
        if any(_is_mended(found, place) for place in range(claim.first, claim.after))
    ]


def _is_mended(found: Read, place: int) -> bool:
    token = found.text.tokens[place]
    return token.plain in STYLES and found.text.words(place, place + 1).lower() != token.plain
