"""The bench's table: what was measured, the target beside it, the usual way where there is one, and whether it was met.
Rows are printed as they come: a long measurement is seen to go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_WIDTHS = (54, 26, 34, 13)
HEAD = ("", "target", "here", "the usual way")


@dataclass(frozen=True, slots=True)
class Row:
    """`met` is None where nobody set a target."""

    what: str
    target: str
    here: str
    met: bool | None = None
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A heading and the rows below it; `quick` asks for the cheap version of the same rows."""

    title: str
    rows: Callable[[bool], Iterable[Row]]


def printed(rooms: Iterable[Room], quick: bool) -> Iterator[Row]:
    """Print every row when it is there, and give it back. What cannot be measured is said in its room."""
    _line(HEAD, "met")
    for room in rooms:
        print(f"-- {room.title}", flush=True)
        for row in room.rows(quick):
            met = "" if row.met is None else "yes" if row.met else "NO"
            _line((row.what, row.target, row.here, row.usual), met)
            yield row


def _line(cells: tuple[str, str, str, str], met: str) -> None:
    padded = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
    print(f"{padded}  {met}".rstrip(), flush=True)


def say(words: str) -> None:
    """What a reader must know that is no row."""
    print(f"   {words}", file=sys.stderr, flush=True)
