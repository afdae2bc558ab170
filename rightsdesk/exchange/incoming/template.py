"""The catalogue's CSV template: one file of rows of nine kinds. `docs/imports.md` says it in words; exports write the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`rows` are the kinds of row that use it; in the others the cell stays empty."""

    name: str
    help: str
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


ROWS = {
    "party": "a person or company that owns rights or is paid",
    "artist": "a performing identity of a party",
    "work": "a composition, by its ISWC",
    "writer": "who wrote a work, in which CISAC role",
    "recording": "a master recording, by its ISRC, with its main artist and its works",
    "credit": "a further artist of a recording",
    "share": "a party's part of one right in a recording or a work",
    "release": "a product, by its GTIN or GRid",
    "track": "a recording's place on a release",
}

COLUMNS = (
    Column("row", "the kind of row", tuple(ROWS)),
    Column(
        "party",
        "who: pty_… of this desk, isni:…, ipi_name:…, ipi_base:…, dpid:…, or a key of your own without spaces",
        ("party", "artist", "writer", "recording", "credit", "share"),
        ("release",),
    ),
    Column("name", "name of a party, or performing name of an artist", ("party", "artist")),
    Column("type", "artist, songwriter, publisher, label or society", ("party",)),
    Column("isni", "ISNI, checked by its digit", (), ("party",)),
    Column("ipi_name", "IPI name number, eleven digits", (), ("party",)),
    Column("ipi_base", "IPI base number, I-000000000-0", (), ("party",)),
    Column("dpid", "DDEX party id, PADPIDA…", (), ("party",)),
    Column("tax_residence", "ISO 3166 code of the country", (), ("party",)),
    Column("iswc", "ISWC of the work", ("work", "writer"), ("share",)),
    Column("isrc", "ISRC of the recording", ("recording", "credit", "track"), ("share",)),
    Column("title", "title of a work, a recording or a release", ("work", "recording", "release")),
    Column("version", "ORI (original) or MOD (modified); ORI when empty", (), ("work",)),
    Column("role", "CISAC role of a writer (A, C, CA, …) or role of an artist", ("writer", "credit")),
    Column("artist", "performing name of the party on the recording", ("recording", "credit")),
    Column("seconds", "length in seconds", (), ("recording",)),
    Column("bpm", "beats a minute, when the label knows better than analysis", (), ("recording",)),
    Column("key", "musical key, such as C major", (), ("recording",)),
    Column(
        "works", "ISWCs with per cent, T0345246801=60 T0000000010=40; one alone is 100", (), ("recording",)
    ),
    Column("right", "master, performance, mechanical, synchronisation or generate", ("share",)),
    Column("share", "per cent with at most four decimals, 33.3333", ("share",)),
    Column("territories", "WW, DE FR, WW -US, or TIS numbers; WW when empty", (), ("share",)),
    Column("from", "first day, 2026-01-31", ("share",)),
    Column("to", "first day it no longer holds; empty = open", (), ("share",)),
    Column("source", "the document it rests on", (), ("share",)),
    Column("gtin", "barcode of the release", (), ("release", "track")),
    Column("grid", "GRid of the release", (), ("release", "track")),
    Column("released", "day of release", (), ("release",)),
    Column("disc", "number of the disc; 1 when empty", (), ("track",)),
    Column("number", "number on the disc", ("track",)),
)
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = {kind: frozenset(c.name for c in COLUMNS if kind in c.needed) for kind in ROWS}
ALLOWED = {kind: NEEDED[kind] | {c.name for c in COLUMNS if kind in c.optional} for kind in ROWS}

EXAMPLE = (
    {"row": "party", "party": "ada", "name": "Ada Brook", "type": "artist", "isni": "0000000121032683"},
    {"row": "party", "party": "north", "name": "North Star Music", "type": "publisher"},
    {"row": "work", "iswc": "T0345246801", "title": "Glass Orchard", "version": "ORI"},
    {"row": "writer", "iswc": "T0345246801", "party": "ada", "role": "CA"},
    {"row": "recording", "isrc": "ZZT102600001", "title": "Glass Orchard", "party": "ada", "artist": "Ada Brook", "works": "T0345246801"},
    {"row": "share", "party": "ada", "isrc": "ZZT102600001", "right": "master", "share": "100", "territories": "WW", "from": "2026-01-01"},
    {"row": "share", "party": "north", "iswc": "T0345246801", "right": "performance", "share": "100", "territories": "WW -US", "from": "2026-01-01"},
)  # fmt: skip
