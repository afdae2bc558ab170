"""The facts of a run as one plain document, and the waterfall they make: the same document gives the same lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rightsdesk.domain.royalties import LAWS, Cell, Held, Line, Reason, Recording, Share, Waterfall

Document = Mapping[str, Any]


def share_facts(share: Share) -> list[Any]:
    """A share as plain values, in the order its fields have."""
    after = share.after.isoformat() if share.after else None
    return [*share[:3], share.first.isoformat(), after, sorted(share.included), sorted(share.excluded)]


def cell_facts(cell: Cell) -> list[Any]:
    return [cell.derivative, cell.day.isoformat(), cell.territory, cell.plays]


def held_facts(held: Held) -> list[Any]:
    """A hold as plain values; open ends are null."""
    return [held.reason.value, *(day.isoformat() if day else None for day in (held.first, held.after))]


def waterfall(document: Document) -> Waterfall:
    """The waterfall a document describes."""
    recordings = {
        key: Recording(_shares(facts["shares"]), tuple((work, weight) for work, weight in facts["works"]))
        for key, facts in document["recordings"].items()
    }
    return Waterfall(
        recordings=recordings,
        works={key: _shares(shares) for key, shares in document["works"].items()},
        sources={key: tuple((r, w) for r, w in pairs) for key, pairs in document["sources"].items()},
        holds={key: tuple(_held(*facts) for facts in ranges) for key, ranges in document["holds"].items()},
        law=LAWS[document["law"]],
    )


def divide(document: Document) -> dict[str, list[Line]]:
    """Every pool of the document, divided: its key → lines in a stable order."""
    falls = waterfall(document)
    return {
        pool["pool"]: falls.distribute(
            pool["amount"],
            [Cell(key, date.fromisoformat(day), at, plays) for key, day, at, plays in pool["cells"]],
        )
        for pool in document["pools"]
    }


def _shares(rows: list[list[Any]]) -> tuple[Share, ...]:
    return tuple(
        Share(
            party,
            right,
            ppm,
            date.fromisoformat(first),
            date.fromisoformat(after) if after else None,
            frozenset(included),
            frozenset(excluded),
        )
        for party, right, ppm, first, after, included, excluded in rows
    )


def _held(reason: str, first: str | None, after: str | None) -> Held:
    ends = (date.fromisoformat(day) if day else None for day in (first, after))
    return Held(Reason(reason), *ends)
