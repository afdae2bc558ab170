"""One line of the template: what it means, or what is wrong with which of its cells."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.artists.actions.bulk.rows import RecordingRow, ShareRow
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.territories import Places
from rightsdesk.exchange.incoming.csv import CsvFile
from rightsdesk.exchange.incoming.csv.cells import millionths
from rightsdesk.exchange.incoming.csv.rows import row_of
from rightsdesk.exchange.incoming.problems import BadCell, Problem
from rightsdesk.exchange.incoming.template import EXAMPLE, NAMES, ROWS
from tests.exchange.incoming.files import ADA, ISRC, ISWC, RECORDING, SHARE, WORK, sheet

OTHER = "T9900000024"


def test_a_share_is_read_exactly() -> None:
    cells = SHARE | {"share": "33.3333", "territories": "WW -US", "to": "2027-01-01", "source": "contract 7"}

    row = row_of("share", 5, cells)

    assert row == ShareRow(
        5, "north", ISRC, "", "master", 333_333, Places.parse("WW -US"), date(2026, 1, 1), date(2027, 1, 1), "contract 7"
    )  # fmt: skip


def test_the_works_of_a_medley_make_the_whole() -> None:
    row = row_of("recording", 2, RECORDING | {"works": f"{ISWC}=60.5 {OTHER}=39.5"})

    assert isinstance(row, RecordingRow)
    assert row.works == ((ISWC, 605_000), (OTHER, 395_000))


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (SHARE | {"share": "33.33333"}, "share", "not_a_share"),
        (SHARE | {"share": "101"}, "share", "not_a_share"),
        (SHARE | {"share": "0"}, "share", "not_a_share"),
        (SHARE | {"share": "33,3"}, "share", "not_a_share"),
        (SHARE | {"from": "1.1.2026"}, "from", "not_a_day"),
        (SHARE | {"from": "2026-02-30"}, "from", "not_a_day"),
        (SHARE | {"to": "2026-01-01"}, "to", "period_empty"),
        (SHARE | {"iswc": ISWC}, "isrc", "one_asset"),
        (SHARE | {"isrc": "ZZT10260000"}, "isrc", "identifier_malformed"),
        (SHARE | {"territories": "Europa"}, "territories", "territory_unknown"),
        (SHARE | {"right": "film"}, "right", "not_a_choice"),
        (SHARE | {"bpm": "120"}, "bpm", "unused"),
        (ADA | {"name": ""}, "name", "missing"),
        (ADA | {"name": "A" * 201}, "name", "too_long"),
        (ADA | {"isni": "0000000121032684"}, "isni", "identifier_malformed"),
        (ADA | {"party": "ada brook"}, "party", "key_malformed"),
        (ADA | {"tax_residence": "Germany"}, "tax_residence", "territory_unknown"),
        (WORK | {"iswc": "T9900000014"}, "iswc", "identifier_malformed"),
        (WORK | {"version": "NEW"}, "version", "not_a_choice"),
        (RECORDING | {"works": f"{ISWC}=60"}, "works", "weights_not_whole"),
        (RECORDING | {"works": f"{ISWC}=50 {ISWC}=50"}, "works", "work_twice"),
        (RECORDING | {"seconds": "3:05"}, "seconds", "not_a_number"),
    ],
)
def test_a_bad_cell_is_named(row: dict[str, str], column: str, code: str) -> None:
    cells = {name: value for name, value in row.items() if value}

    with pytest.raises(BadCell) as bad:
        row_of(row["row"], 2, cells)

    assert (bad.value.column, bad.value.code) == (column, code)


@given(st.integers(1, 1_000_000))
def test_per_cent_and_millionths_are_the_same_number(ppm: int) -> None:
    assert millionths("share", f"{ppm // 10_000}.{ppm % 10_000:04d}") == ppm


def test_every_row_of_the_example_is_good(tmp_path: Path) -> None:
    file = CsvFile.of(sheet(tmp_path, *EXAMPLE))

    rows = [row for kind in ROWS for row in file.rows(kind)]

    assert len(rows) == len(EXAMPLE)
    assert not [row for row in rows if isinstance(row, Problem)]


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text(f"\ufefftitle;ISWC;row\n \nGlass Orchard;{ISWC};work\n", encoding="utf-8")

    [row] = CsvFile.of(path).rows("work")

    assert (row.line, getattr(row, "title", "")) == (3, "Glass Orchard")


def test_a_line_is_counted_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "quoted.csv"
    path.write_text(f'row,iswc,title\nwork,{ISWC},"Glass\nOrchard"\nwork,{OTHER}\nsong,,\n', encoding="utf-8")
    file = CsvFile.of(path)

    works, strays = list(file.rows("work")), list(file.rows("party"))

    assert [row.line for row in works] == [2, 4]
    assert [(p.line, p.code) for p in strays if isinstance(p, Problem)] == [(5, "row_unknown")]
    assert isinstance(works[1], Problem)
    assert works[1].words == "This line has 2 cells, the first line has 3."


@pytest.mark.parametrize("first", ["row,isrc,colour", "isrc,title", "row,isrc,isrc"])
def test_a_first_line_that_is_not_the_templates_is_refused(tmp_path: Path, first: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(f"{first}\n", encoding="utf-8")

    with pytest.raises(Invalid, match="The first line must name columns of the template"):
        CsvFile.of(path)


def test_a_quote_that_never_closes_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text(f'row,iswc,title\nwork,{ISWC},"Glass\n' + "more\n" * 50, encoding="utf-8")

    with pytest.raises(Invalid, match="From line 2 on this is not CSV"):
        list(CsvFile.of(path).rows("work"))


def test_a_guard_against_formulas_is_taken_off(tmp_path: Path) -> None:
    [row] = CsvFile.of(sheet(tmp_path, WORK | {"title": "'=Equal"})).rows("work")

    assert getattr(row, "title", "") == "=Equal"
    assert len(NAMES) == len(set(NAMES))
