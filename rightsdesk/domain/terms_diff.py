"""Two versions of terms side by side: what was answered or asked before, what now, and which way it moved.

Reads the stored form of clauses and says every change in words; it decides nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rightsdesk.domain.terms_words import ANSWER_WORDS, TITLES, USE_TITLES, Place, ending, listed, phrases
from rightsdesk.domain.territories import Places, name_of

MORE, LESS, OTHER = "more", "less", ""
_GENEROUS = {"allow": 2, "ask": 1, "deny": 0}
_ALLOWED_SETS = {"territories", "styles", "engines", "models", "distribution"}
_FORBIDDEN_SETS = {"styles_forbidden", "topics_forbidden"}
_RANGES = {"tempo_ratio", "semitones"}
_CAPS = {"cap_live", "cap_listener_month"}
_CONDITIONS = _ALLOWED_SETS | _FORBIDDEN_SETS | _RANGES | _CAPS | {"period"}
SILENT = "no answer"


@dataclass(frozen=True, slots=True)
class Said:
    """One version as it is stored: {use: {"answer", "conditions", "obligations"}}, and what a withdrawal does."""

    clauses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    on_withdrawal: str = ""
    take_down_days: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. `name` is the stored name; the other texts are words; `toward` is more, less or ""."""

    name: str
    what: str
    before: str
    after: str
    toward: str


@dataclass(frozen=True, slots=True)
class UseChanges:
    """All that changes for one use; `use` is empty for what concerns the terms as a whole."""

    use: str
    title: str
    changes: tuple[Change, ...]


def said(clauses: Iterable[Any], on_withdrawal: str = "", take_down_days: int | None = None) -> Said:
    """From anything that has use, answer, conditions and obligations as attributes (a stored clause)."""
    return Said(
        {
            str(c.use): {"answer": c.answer, "conditions": c.conditions, "obligations": c.obligations}
            for c in clauses
        },
        on_withdrawal,
        take_down_days,
    )


def compare(before: Said, after: Said, place: Place = name_of) -> tuple[UseChanges, ...]:
    """What changes from one version to the other, use by use in the law's order; empty when nothing does."""
    found = [
        UseChanges(use, title, changes)
        for use, title in USE_TITLES.items()
        if (changes := _use(before.clauses.get(use), after.clauses.get(use), place))
    ]
    was, now = (ending(v.on_withdrawal, v.take_down_days) for v in (before, after))
    if was != now:
        change = Change("on_withdrawal", TITLES["on_withdrawal"], was, now, OTHER)
        found.append(UseChanges("", "The terms as a whole", (change,)))
    return tuple(found)


def gathered(found: Iterable[UseChanges]) -> tuple[UseChanges, ...]:
    """The same with what changes alike for several uses said once for all of them."""
    uses: dict[Change, list[str]] = {}
    for each in found:
        for change in each.changes:
            uses.setdefault(change, []).append(each.title)
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change, titles in uses.items():
        groups.setdefault(tuple(titles), []).append(change)
    return tuple(UseChanges("", _together(titles), tuple(changes)) for titles, changes in groups.items())


def _together(titles: tuple[str, ...]) -> str:
    """Covers, single stems and changes of tempo."""
    return listed([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])])


def _use(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, place: Place
) -> tuple[Change, ...]:
    was, now = (str((clause or {}).get("answer", "")) for clause in (before, after))
    return (*_answer(was, now), *(_facts(before, after, place) if _GENEROUS.get(now) else ()))


def _facts(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, place: Place
) -> Iterator[Change]:
    """What a yes depends on. After a no there is nothing to say, and before one nothing to measure against."""
    old, new = _conditions(before), _conditions(after)
    was, now = phrases(old, place), phrases(new, place)
    measured = bool(_GENEROUS.get(str((before or {}).get("answer"))))
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            toward = _toward(name, old, new) if measured else OTHER
            yield Change(name, TITLES[name], was.get(name, ""), now.get(name, ""), toward)


def _conditions(clause: Mapping[str, Any] | None) -> dict[str, Any]:
    """What an answer other than no depends on and asks in return; a no depends on nothing."""
    if not clause or not _GENEROUS.get(str(clause.get("answer"))):
        return {}
    return {**(clause.get("conditions") or {}), **(clause.get("obligations") or {})}


def _answer(was: str, now: str) -> list[Change]:
    if was == now:
        return []
    step = _GENEROUS.get(now, 0) - _GENEROUS.get(was, 0)
    toward = MORE if step > 0 else LESS if step < 0 else OTHER
    return [
        Change(
            "answer", TITLES["answer"], ANSWER_WORDS.get(was, SILENT), ANSWER_WORDS.get(now, SILENT), toward
        )
    ]


def _toward(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Whether a condition now lets more or less through; "" where neither can be said."""
    was, now = before.get(name), after.get(name)
    if name not in _CONDITIONS:
        return OTHER
    if was is None or now is None:
        return MORE if now is None else LESS
    wider, narrower = _within(name, was, now), _within(name, now, was)
    return MORE if wider and not narrower else LESS if narrower and not wider else OTHER


def _within(name: str, small: Any, large: Any) -> bool:
    """Whether everything the first lets through the second lets through as well."""
    if name in _CAPS:
        return bool(small <= large)
    if name in _RANGES:
        return bool(large[0] <= small[0] and small[1] <= large[1])
    if name == "period":
        return (large[0] or "") <= (small[0] or "") and (small[1] or "9999") <= (large[1] or "9999")
    if name in _FORBIDDEN_SETS:
        return set(large) <= set(small)
    if name == "territories":
        return Places.parse(small) <= Places.parse(large)
    return set(small) <= set(large)
