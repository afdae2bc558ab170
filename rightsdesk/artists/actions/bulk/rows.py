"""What one line of a file says about the catalogue, as typed values. Identifiers in them are already checked and normalised.

`line` is where it stood (a line of a CSV file, of an XML element). A party is named by a key; who that is, the caller tells.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from rightsdesk.domain.territories import Places

State = Literal["new", "changed", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """`weak` only adds what the catalogue lacks: a message says how its sender names a party, not who it is."""

    line: int
    key: str
    name: str
    kind: str
    codes: tuple[tuple[str, str], ...] = ()
    tax_residence: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class ArtistRow:
    line: int
    party: str
    name: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """`weak`: a work known by its ISWC keeps its title and version."""

    line: int
    iswc: str
    title: str
    version: str = "ORI"
    weak: bool = False


@dataclass(frozen=True, slots=True)
class WriterRow:
    line: int
    iswc: str
    party: str
    role: str


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """`works`: (ISWC, millionths) that make the whole; empty = the row does not speak of works.

    `seconds`, `bpm` and `key_name` are None where the file does not speak of them.
    """

    line: int
    isrc: str
    title: str
    party: str
    artist: str
    seconds: float | None = None
    bpm: float | None = None
    key_name: str | None = None
    works: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CreditRow:
    line: int
    isrc: str
    party: str
    artist: str
    role: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Of one recording (`isrc`) or one work (`iswc`); `ppm` exact millionths; [first, after), open without `after`."""

    line: int
    party: str
    isrc: str
    iswc: str
    right: str
    ppm: int
    places: Places
    first: date
    after: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """By its GTIN, else by its GRid."""

    line: int
    gtin: str
    grid: str
    title: str
    party: str
    released: date | None = None


@dataclass(frozen=True, slots=True)
class TrackRow:
    """`release` is the GTIN or GRid of its release."""

    line: int
    release: str
    isrc: str
    number: int
    disc: int = 1


Row = PartyRow | ArtistRow | WorkRow | WriterRow | RecordingRow | CreditRow | ShareRow | ReleaseRow | TrackRow


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a row. `before` and `after` hold only what differs; a refused row says why, and in which column."""

    line: int
    state: State
    what: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    column: str = ""
    code: str = ""
    words: str = ""


def refused(row: Row, what: str, column: str, code: str, words: str) -> Kept:
    """A row that cannot be kept, with the column to look at."""
    return Kept(row.line, "refused", what, column=column, code=code, words=words)
