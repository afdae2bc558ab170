"""What the keepers of one import share: when it is, who is meant by a key, and which assets' shares have changed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rightsdesk.artists.actions.bulk.rows import Kept, Row, refused

SIZE = 1_000
"""Rows an INSERT writes."""


@dataclass(slots=True)
class Keeping:
    """`people`: key → party of this batch, filled by the caller. `recordings`, `works`: whose shares have changed."""

    now: datetime
    people: dict[str, int] = field(default_factory=dict)
    recordings: set[int] = field(default_factory=set)
    works: set[int] = field(default_factory=set)


def compared(row: Row, what: str, before: dict[str, Any], after: dict[str, Any]) -> Kept:
    """Unchanged, or changed with only what differs."""
    names = [name for name, value in after.items() if before.get(name) != value]
    if not names:
        return Kept(row.line, "unchanged", what)
    was, becomes = {name: before.get(name) for name in names}, {name: after[name] for name in names}
    return Kept(row.line, "changed", what, was, becomes)


def new(row: Row, what: str, after: dict[str, Any]) -> Kept:
    """Something the catalogue did not have."""
    return Kept(
        row.line, "new", what, {}, {name: value for name, value in after.items() if value is not None}
    )


def nobody(row: Row, what: str, key: str) -> Kept:
    words = f"Nobody is known as {key}: a row of kind party must say who that is."
    return refused(row, what, "party", "party_unknown", words)


def nothing(row: Row, what: str, column: str, code: str) -> Kept:
    return refused(
        row, what, column, f"{column}_unknown", f"There is no {column.upper()} {code} here or in this file."
    )
