"""Finding rows by what people type: words of a name or title, the beginning of a word, or a code however it is written.

The indexes that make this quick at a million rows are in administration's first migration."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from rightsdesk.domain.identifiers import IdentifierError, normalise

PUBLIC_ID = re.compile(r"[a-z]{2,6}_[0-9a-z]{6,40}")
SHORTEST_BEGINNING = 2
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Finds:
    """What a kind of row is found by: fields whose words count, where its codes are ({"isrc": "recording__isrc"}), whole
    names of what it belongs to, and public ids of that. Each way is a query of its own, so that each has its index."""

    words: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def codes_in(text: str, kinds: tuple[str, ...]) -> dict[str, str]:
    """The codes this text may be, normalised: {kind: code}."""
    found = {}
    for kind in kinds:
        try:
            found[kind] = normalise(kind, text)
        except IdentifierError:
            continue
    return found


def tsquery(text: str) -> str:
    """Every word of the text, each as the beginning of one: "glass orch" gives "glass:* & orch:*"."""
    words = re.findall(r"\w+", text.lower())
    return " & ".join(f"{word}:*" if len(word) >= SHORTEST_BEGINNING else word for word in words)


def matching(model: type[Model], finds: Finds, text: str) -> list[Rows]:
    """The primary keys of matching rows, best first: by code, by the whole name or title, by its words."""
    text = text.strip()
    manager: Any = model._default_manager
    if PUBLIC_ID.fullmatch(text.lower()):
        return [_keys(rows) for rows in _by_id(model, finds, text.lower())]
    by_code = [
        _keys(manager.filter(_code(finds.codes[kind], kind, code)))
        for kind, code in codes_in(text, tuple(finds.codes)).items()
    ]
    by_name = [_keys(manager.alias(lowered=Lower(name)).filter(lowered=text.lower())) for name in finds.names]
    return [*by_code, *by_name, *_by_words(manager, finds.words, text)]


def _by_id(model: type[Model], finds: Finds, text: str) -> Iterator[Rows]:
    """Rows with this id, or its beginning; and rows of what has exactly this id."""
    manager: Any = model._default_manager
    if any(each.name == "public_id" for each in model._meta.get_fields()):
        yield manager.filter(public_id__startswith=text)
    for path in finds.ids:
        yield manager.filter(**{path: text})


def _code(path: str, kind: str, code: str) -> Q:
    """`identifiers` names rows of (kind, value); any other path the code itself."""
    if path.endswith("identifiers"):
        return Q(**{f"{path}__kind": kind, f"{path}__value": code})
    return Q(**{path: code})


def _by_words(manager: Any, fields: tuple[str, ...], text: str) -> Iterator[Rows]:
    query = tsquery(text)
    if not fields or not query:
        return
    for name in fields:
        yield _keys(manager.alias(lowered=Lower(name)).filter(lowered=text.lower()))
    vectors = SearchVector(*fields, config="simple")
    found = SearchQuery(query, config="simple", search_type="raw")
    yield _keys(manager.alias(found=vectors).filter(found=found))


def _keys(rows: Rows) -> Rows:
    return rows.order_by().values("pk")


def at_most(rows: list[Rows], most: int) -> list[Rows]:
    """The first so many of each way. The limit also keeps the database from reading a whole table for a rare word."""
    return [each[:most] for each in rows]


def any_of(rows: list[Rows]) -> Q:
    """One condition for rows that any of these name; none if there are none."""
    return Q(pk__in=[]) if not rows else Q(pk__in=reduce(lambda one, two: one.union(two), rows))
