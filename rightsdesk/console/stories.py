"""What a row's page tells beside its fields: tables, differences between versions, and what the journal says of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model

from rightsdesk.domain.differences import Difference, lines
from rightsdesk.journal.queries import history

LAST = 50


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table, or the differences between two states; `empty` says what would be here. A cell may be (text, address)."""

    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    differences: tuple[Difference, ...] = ()
    empty: str = ""
    note: str = ""
    cells: tuple[tuple[tuple[str, str], ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        cells = tuple(
            tuple(cell if isinstance(cell, tuple) else (str(cell), "") for cell in row) for row in self.rows
        )
        object.__setattr__(self, "cells", cells)


def story(subject: str) -> list[Section]:
    """The journal of one subject, newest first, with people by their names."""
    if not subject:
        return []
    entries = list(history(subject).order_by("-pk")[:LAST])
    names = names_of({entry.actor for entry in entries})
    told = tuple(
        (f"{entry.at:%Y-%m-%d %H:%M}", entry.verb, names[entry.actor], entry.reason, facts(entry.facts))
        for entry in entries
    )
    columns = ("when (UTC)", "what", "by whom", "reason", "facts")
    return [Section("What the journal says", columns, told, empty="Nothing was done to this yet.")]


def names_of(actors: set[str]) -> dict[str, str]:
    """Actors as a reader knows them: people by name, everything else as it is."""
    ids = [actor.removeprefix("user:") for actor in actors if actor.startswith("user:")]
    people = get_user_model().objects.filter(public_id__in=ids) if ids else ()
    return {
        **{actor: actor for actor in actors},
        **{f"user:{person.public_id}": str(person) for person in people},
    }


def facts(said: Any) -> str:
    """Facts of an entry in one line."""
    return (
        "; ".join(f"{name}: {value}" for name, value in lines(said)) if isinstance(said, dict) else str(said)
    )


def differing(
    title: str, found: Iterable[Difference], empty: str = "Nothing is different.", note: str = ""
) -> Section:
    """A section that shows what is different."""
    return Section(title, differences=tuple(found), empty=empty, note=note)
