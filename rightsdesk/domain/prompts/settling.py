"""Wishes become one recipe: what is said wins over what a style brings, a no takes away, of two wishes that contradict
each other the first one stays. Every claim ends as understood or as refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.prompts.combining import both, same_way
from rightsdesk.domain.prompts.lexicon.styles import OVER_OTHERS
from rightsdesk.domain.prompts.reading import Claim
from rightsdesk.domain.prompts.rules import Length, Natural, Stay, Wish
from rightsdesk.domain.recipe import (
    STEMS,
    Arrange,
    Drums,
    Mashup,
    Motion,
    Operation,
    Pitch,
    Recipe,
    Stem,
    slot,
)
from rightsdesk.domain.styles import MASTER, STYLES

_Slot = tuple[str, str]
_LONGER_THAN = 210.0
"""A length asked for without a form: above three and a half minutes a song is lengthened, below it is cut."""
_AGAINST = "It goes against what was asked first, or there is only one of its kind at a time."
_RANGE = "It is outside what can be asked for."
_ONE_STYLE = "There is one style at a time; the first one stays."
_NO_CHANGE = "It changes nothing by itself."
_INSIDE = "What is heard in the recording itself stays; only vocals, drums, bass and other instruments can be taken out."
_SILENCE = "Nothing would be left to hear."
_SECOND_SONG = "A mashup needs a second licensed song; none was given beside the prompt."


@dataclass(slots=True)
class Settled:
    """`refused` holds each claim with the reason."""

    recipe: Recipe | None = None
    understood: list[Claim] = field(default_factory=list)
    refused: list[tuple[Claim, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Wishes:
    asked: dict[_Slot, Operation] = field(default_factory=dict)
    brought: dict[_Slot, Operation] = field(default_factory=dict)
    style: str | None = None
    length: float | None = None
    natural: bool = False


def settle(claims: list[Claim], second_song: bool) -> Settled:
    """The recipe of what was asked; None when nothing was."""
    found, wishes = Settled(), _Wishes()
    _hear_styles(found, wishes, claims)
    for claim in claims:
        if not claim.negated and claim.rule.style is None:
            problem = claim.rule.reason or _hear(wishes, claim.wishes, second_song)
            _note(found, claim, problem)
    _bring_others(wishes, claims)
    for claim in claims:
        if claim.negated:
            _note(found, claim, _hear_no(wishes, claim))
    found.recipe = _recipe(wishes)
    if found.recipe is None:
        found.refused += [(claim, _SILENCE if wishes.asked else _NO_CHANGE) for claim in found.understood]
        found.understood = []
    return found


def _note(found: Settled, claim: Claim, problem: str) -> None:
    if problem:
        found.refused.append((claim, problem))
    else:
        found.understood.append(claim)


def _hear_styles(found: Settled, wishes: _Wishes, claims: list[Claim]) -> None:
    """One style is the recipe's own; those that lie well over others only add what they do."""
    named = [claim for claim in claims if claim.rule.style and not claim.negated]
    own = [claim.rule.style for claim in named if claim.rule.style not in OVER_OTHERS] or [
        claim.rule.style for claim in named
    ]
    wishes.style = own[0] if own else None
    if wishes.style is not None:
        wishes.brought = {slot(each): each for each in STYLES[wishes.style]}
    for claim in named:
        fits = claim.rule.style == wishes.style or claim.rule.style in OVER_OTHERS
        _note(found, claim, "" if fits else _ONE_STYLE)


def _bring_others(wishes: _Wishes, claims: list[Claim]) -> None:
    kept = (Stem, Arrange, Motion)
    for claim in claims:
        if claim.negated or claim.rule.style is None or claim.rule.style == wishes.style:
            continue
        for wish in claim.wishes if claim.rule.style in OVER_OTHERS else ():
            if isinstance(wish, kept):
                wishes.brought[slot(wish)] = wish


def _hear(wishes: _Wishes, asked: tuple[Wish, ...], second_song: bool) -> str:
    """Why these wishes cannot be kept; "" when they are."""
    operations = [wish for wish in asked if isinstance(wish, Operation)]
    if not second_song and any(isinstance(each, Mashup) for each in operations):
        return _SECOND_SONG
    if not _in_range(operations) or not all(_length_fits(wish) for wish in asked):
        return _RANGE
    merged = {slot(each): both(wishes.asked.get(slot(each)), each) for each in operations}
    wanted = {key: each for key, each in merged.items() if each is not None}
    if len(wanted) < len(merged):
        return _AGAINST
    if _is_silence(wishes.asked | wanted):
        return _SILENCE
    wishes.asked.update(wanted)
    return _hear_rest(wishes, asked)


def _hear_rest(wishes: _Wishes, asked: tuple[Wish, ...]) -> str:
    for wish in asked:
        if isinstance(wish, Length):
            if wishes.length not in (None, wish.seconds):
                return _AGAINST
            wishes.length = wish.seconds
        elif isinstance(wish, Natural):
            wishes.natural = True
        elif isinstance(wish, Stay):
            if wish.slot in wishes.asked and wish.slot != ("tempo", ""):
                return _AGAINST
            wishes.brought.pop(wish.slot, None)
    return ""


def _hear_no(wishes: _Wishes, claim: Claim) -> str:
    """A no takes away what a style brings, is content with what is not there, and never asks for the opposite."""
    if claim.rule.style is not None:
        return "" if claim.rule.style != wishes.style else _AGAINST
    if claim.rule.reason:
        return "" if wishes.asked or wishes.brought else claim.rule.reason
    if claim.removed and not any(
        slot(each) in wishes.brought for each in claim.wishes if isinstance(each, Operation)
    ):
        return _INSIDE
    for wish in claim.wishes:
        if not isinstance(wish, Operation):
            return _NO_CHANGE
        if wishes.asked.get(slot(wish)) is not None and same_way(wishes.asked[slot(wish)], wish):
            return _AGAINST
        if slot(wish) in wishes.brought and same_way(wishes.brought[slot(wish)], wish):
            del wishes.brought[slot(wish)]
    return ""


def _in_range(operations: list[Operation]) -> bool:
    try:
        Recipe(tuple(operations))
    except Invalid:
        return False
    return True


def _length_fits(wish: Wish) -> bool:
    return not isinstance(wish, Length) or _in_range([Arrange("radio", wish.seconds)])


def _is_silence(slots: dict[_Slot, Operation]) -> bool:
    muted = {each.name for each in slots.values() if isinstance(each, Stem) and each.gain_db is None}
    return len(muted) == len(STEMS) and not any(isinstance(each, Drums) for each in slots.values())


def _recipe(wishes: _Wishes) -> Recipe | None:
    slots = wishes.brought | wishes.asked
    if wishes.asked.get(("stem", "drums")) == Stem("drums", None) and ("drums", "") not in wishes.asked:
        slots.pop(("drums", ""), None)  # "lo-fi without drums" wants no added drums either
    _lengthen(slots, wishes.length)
    pitch = slots.get(("pitch", ""))
    if wishes.natural and isinstance(pitch, Pitch):
        slots["pitch", ""] = replace(pitch, formants="kept")
    if not slots or _is_silence(slots):
        return None
    slots.setdefault(("loudness", ""), MASTER)
    return Recipe(tuple(slots.values()), wishes.style)


def _lengthen(slots: dict[_Slot, Operation], seconds: float | None) -> None:
    if seconds is None:
        return
    arranged = slots.get(("arrange", ""))
    form = "extended" if seconds > _LONGER_THAN else "radio"
    slots["arrange", ""] = Arrange(arranged.form if isinstance(arranged, Arrange) else form, seconds)
