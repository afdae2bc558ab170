"""One line of a bulk question, read: the recordings and the request it names, or what is wrong with it in words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rightsdesk.artists.models import Artist, Party
from rightsdesk.domain.consent import Request
from rightsdesk.domain.consent.plain import name
from rightsdesk.domain.errors import Refusal
from rightsdesk.domain.identifiers import IdentifierError, normalise

Json = dict[str, Any]
LONGEST = 100_000
MOST_SOURCES = 20
ALIASES = {"use": "uses", "tempo": "tempo_ratio", "style": "styles", "topic": "topics", "voice": "voices"}
LISTS = ("uses", "styles", "topics", "voices", "imitates")
PEOPLE = ("voices", "imitates")


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that cannot be answered: its number and name, a code and the words."""

    line: int
    label: Any
    code: str
    words: str

    def to_json(self) -> Json:
        return _named(self.line, self.label) | {"error": {"code": self.code, "message": self.words}}


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that can. `stated`: the counts that it says itself; the register's are taken for the others."""

    line: int
    label: Any
    isrcs: tuple[str, ...]
    request: Request
    listener: str = ""
    stated: frozenset[str] = frozenset()

    @property
    def named(self) -> Json:
        return _named(self.line, self.label)

    def with_counts(self, **counts: int) -> Request:
        """The request with the register's counts, but for those it stated."""
        taken = {key: count for key, count in counts.items() if key not in self.stated}
        return replace(self.request, **taken)  # type: ignore[arg-type]


def _named(line: int, label: Any) -> Json:
    return {"line": line} | ({} if label is None else {"id": label})


def read(line: int, content: str | Mapping[str, Any], today: date, default: str) -> Asked | Malformed:
    """`{"isrc": …, "use": "remix", "territory": "DE", "on": "2026-11-01", "tempo": 1.1, …}`; never raises.

    A tempo, key or style that is named is asked as a use as well. `id` is given back; `listener` is the platform's pseudonym. Voices and imitated artists are artists' names or public ids."""
    label = None
    try:
        facts = _object(content)
        label, listener = facts.pop("id", None), facts.pop("listener", "")
        isrcs = _isrcs(facts.pop("isrc", None) or facts.pop("isrcs", None))
        request = Request.from_json({"on": today, "default": default} | _request_facts(facts)).with_changes()
    except Refusal as refusal:
        return Malformed(line, label, refusal.code, refusal.message)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        return Malformed(line, label, "line_malformed", f"{error}"[:300])
    return Asked(line, label, isrcs, request, str(listener), frozenset(facts))


def _object(content: str | Mapping[str, Any]) -> Json:
    if not isinstance(content, str):
        return dict(content)
    if len(content) > LONGEST:
        raise ValueError("the line is too long")
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError("a line is one JSON object")
    return found


def _isrcs(value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_SOURCES:
        raise ValueError(f"a question names 1 to {MOST_SOURCES} recordings by isrc")
    try:
        return tuple(dict.fromkeys(normalise("isrc", name(each)) for each in listed))
    except IdentifierError as error:
        raise ValueError(str(error)) from error


def _request_facts(facts: Mapping[str, Any]) -> Json:
    plain = {ALIASES.get(key, key): value for key, value in facts.items()}
    for key in LISTS:
        if isinstance(plain.get(key), str):
            plain[key] = [plain[key]]
    return plain | {key: parties_named(plain[key]) for key in PEOPLE if plain.get(key)}


def parties_named(names: Iterable[Any]) -> list[str]:
    """Public ids of the parties behind artists, by name or public id. Raises ValueError for nobody or several."""
    return [_party(name(each)) for each in names]


def _party(text: str) -> str:
    artists = Artist.objects.filter(name__iexact=text) | Artist.objects.filter(public_id=text)
    found = set(artists.values_list("party__public_id", flat=True))
    found |= set(Party.objects.filter(public_id=text).values_list("public_id", flat=True))
    if len(found) != 1:
        raise ValueError(f"{'several artists are' if found else 'no artist is'} called {text[:80]}")
    return found.pop()
