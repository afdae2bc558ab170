"""One maker a kind of row: cells in, a typed row out. Which cells a kind needs or allows is the template's word."""

from collections.abc import Callable

from rightsdesk.artists.actions.bulk.rows import (
    ArtistRow,
    CreditRow,
    PartyRow,
    RecordingRow,
    ReleaseRow,
    Row,
    ShareRow,
    TrackRow,
    WorkRow,
    WriterRow,
)
from rightsdesk.artists.models import PartyKind
from rightsdesk.domain.roles import CreditRole, WorkRole, WorkVersion
from rightsdesk.domain.shares import Right
from rightsdesk.exchange.incoming.csv import cells as read
from rightsdesk.exchange.incoming.csv.cells import KEYED, Cells
from rightsdesk.exchange.incoming.problems import BadCell
from rightsdesk.exchange.incoming.template import ALLOWED, NEEDED


def row_of(kind: str, line: int, cells: Cells) -> Row:
    """The typed row of non-empty cells. Raises BadCell."""
    for column in sorted(NEEDED[kind] - cells.keys()):
        raise BadCell(column, "missing", f"A row of kind {kind} needs {column}.")
    for column in sorted(cells.keys() - ALLOWED[kind]):
        raise BadCell(column, "unused", f"A row of kind {kind} has no {column}: leave it empty.")
    return MAKERS[kind](line, cells)


def _party(line: int, cells: Cells) -> PartyRow:
    key = read.party(cells)
    codes = {kind: read.code(cells, kind) for kind in KEYED if cells.get(kind)}
    kind, colon, value = key.partition(":")
    if colon and kind in KEYED and codes.setdefault(kind, value) != value:
        raise BadCell(kind, "two_identifiers", f"The key of this party says {value}.")
    return PartyRow(
        line,
        key,
        read.words(cells, "name"),
        read.one_of(cells, "type", tuple(PartyKind)),
        tuple(codes.items()),
        _country(cells),
    )


def _country(cells: Cells) -> str:
    text = cells.get("tax_residence", "")
    if text and (len(text) != 2 or not text.isalpha() or not text.isupper()):
        raise BadCell("tax_residence", "territory_unknown", f"{text} is not a country code like DE.")
    return text


def _artist(line: int, cells: Cells) -> ArtistRow:
    return ArtistRow(line, read.party(cells), read.words(cells, "name"))


def _work(line: int, cells: Cells) -> WorkRow:
    version = read.one_of(cells, "version", tuple(WorkVersion), "ORI")
    return WorkRow(line, read.code(cells, "iswc"), read.words(cells, "title"), version)


def _writer(line: int, cells: Cells) -> WriterRow:
    role = read.one_of(cells, "role", tuple(WorkRole))
    return WriterRow(line, read.code(cells, "iswc"), read.party(cells), role)


def _recording(line: int, cells: Cells) -> RecordingRow:
    return RecordingRow(
        line,
        read.code(cells, "isrc"),
        read.words(cells, "title"),
        read.party(cells),
        read.words(cells, "artist"),
        read.number(cells, "seconds", 0.001, 100_000),
        read.number(cells, "bpm", 20, 400),
        read.words(cells, "key", 20) or None,
        read.works(cells),
    )


def _credit(line: int, cells: Cells) -> CreditRow:
    role = read.one_of(cells, "role", tuple(CreditRole))
    return CreditRow(line, read.code(cells, "isrc"), read.party(cells), read.words(cells, "artist"), role)


def _share(line: int, cells: Cells) -> ShareRow:
    isrc, iswc = read.code(cells, "isrc"), read.code(cells, "iswc")
    right = read.one_of(cells, "right", tuple(Right))
    if bool(isrc) == bool(iswc):
        raise BadCell("isrc", "one_asset", "A share is of one recording or of one work.")
    first, after = read.day(cells, "from"), read.day(cells, "to")
    if first is None or (after and after <= first):
        raise BadCell("to", "period_empty", "The period ends before it begins.")
    ppm = read.millionths("share", cells["share"])
    return ShareRow(
        line, read.party(cells), isrc, iswc, right, ppm, read.places(cells), first, after,
        read.words(cells, "source"),
    )  # fmt: skip


def _release(line: int, cells: Cells) -> ReleaseRow:
    gtin, grid = read.code(cells, "gtin"), read.code(cells, "grid")
    if not gtin and not grid:
        raise BadCell("gtin", "missing", "A release needs a GTIN or a GRid.")
    return ReleaseRow(
        line, gtin, grid, read.words(cells, "title"), read.party(cells), read.day(cells, "released")
    )


def _track(line: int, cells: Cells) -> TrackRow:
    release = read.code(cells, "gtin") or read.code(cells, "grid")
    if not release:
        raise BadCell("gtin", "missing", "A track needs the GTIN or the GRid of its release.")
    number, disc = (read.count(cells, column, 9_999) for column in ("number", "disc"))
    return TrackRow(line, release, read.code(cells, "isrc"), number, disc)


MAKERS: dict[str, Callable[[int, Cells], Row]] = {
    "party": _party,
    "artist": _artist,
    "work": _work,
    "writer": _writer,
    "recording": _recording,
    "credit": _credit,
    "share": _share,
    "release": _release,
    "track": _track,
}
