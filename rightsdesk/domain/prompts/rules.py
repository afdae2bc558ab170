"""What a rule of the lexicon is: a phrase, and the wishes it stands for or the reason why it cannot be fulfilled."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rightsdesk.domain.recipe import Operation


@dataclass(frozen=True, slots=True)
class Length:
    """The whole shall last about so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Natural:
    """The voice keeps its size whatever happens to the notes."""


@dataclass(frozen=True, slots=True)
class Stay:
    """What shall be left as it is: a style leaves it alone."""

    slot: tuple[str, str]


Wish = Operation | Length | Natural | Stay
Build = Callable[[re.Match[str]], tuple[Wish, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`build` gives the wishes of a match (none: it was no match); `style` is the preset they come from; `reason` says
    why nobody here can do it."""

    pattern: re.Pattern[str]
    build: Build
    style: str | None = None
    reason: str = ""


def rule(pattern: str, build: Build) -> Rule:
    return Rule(_compiled(pattern), build)


def always(pattern: str, *wishes: Wish) -> Rule:
    """The same wishes for every match."""
    return Rule(_compiled(pattern), lambda match: wishes)


def preset_rule(pattern: str, style: str, *wishes: Wish) -> Rule:
    return Rule(_compiled(pattern), lambda match: wishes, style)


def refusal(pattern: str, reason: str) -> Rule:
    """A wish this desk knows and cannot fulfil: named whole, so that nobody believes it was heard."""
    return Rule(_compiled(pattern), lambda match: (), None, reason)


def number(match: re.Match[str], name: str = "number") -> float:
    return float(match[name])


def by_amount(match: re.Match[str], little: float, plain: float, much: float) -> float:
    """One of three sizes, by the words around what was asked."""
    found = match.groupdict()
    if found.get("small") or found.get("small2"):
        return little
    return much if found.get("big") or found.get("big2") else plain


def _compiled(pattern: str) -> re.Pattern[str]:
    """Whole words only. Runs of small words are bounded, so that no heap of them takes long to read."""
    bounded = pattern.replace(") )*", ") ){0,6}").replace("))*", ")){0,6}")
    return re.compile(rf"(?<![^ ])(?:{bounded})(?![^ ])")
