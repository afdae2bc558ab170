"""docs/imports.md describes the template as it is."""

from pathlib import Path

import pytest

from rightsdesk.exchange.incoming.template import COLUMNS, ROWS, Column

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "imports.md").read_text()


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_is_explained(column: Column) -> None:
    assert f"| `{column.name}` | {column.help} |" in PAGE


@pytest.mark.parametrize("kind", ROWS)
def test_every_kind_of_row_names_its_cells(kind: str) -> None:
    needed = ", ".join(f"`{c.name}`" for c in COLUMNS if kind in c.needed and c.name != "row")
    optional = ", ".join(f"`{c.name}`" for c in COLUMNS if kind in c.optional)

    assert f"| `{kind}` | {ROWS[kind]} | {needed} | {optional} |" in PAGE
