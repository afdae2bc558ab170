"""A CSV file read once a kind of row, so that rows may stand in any order and memory does not grow with the file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rightsdesk.artists.actions.bulk.rows import Row
from rightsdesk.domain.errors import Invalid
from rightsdesk.exchange.cells import plain
from rightsdesk.exchange.incoming.csv.rows import row_of
from rightsdesk.exchange.incoming.problems import BadCell, Problem
from rightsdesk.exchange.incoming.template import NAMES, ROWS

FIRST = next(iter(ROWS))


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file of the template. `rows(kind)` gives typed rows, and a Problem for each line that is none."""

    path: Path
    delimiter: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> "CsvFile":
        """Reads the first line. Raises Invalid when it is not the template's."""
        with _opened(path) as file:
            first = file.readline().strip()
        delimiter = max(",;\t", key=first.count)
        columns = tuple(cell.strip().strip('"').lower() for cell in first.split(delimiter))
        unknown = sorted(set(columns) - set(NAMES))
        if "row" not in columns or unknown or len(set(columns)) < len(columns):
            raise Invalid(
                "columns_unknown",
                "The first line must name columns of the template, each once, with `row` among them. "
                + (f"Not of the template: {', '.join(unknown)[:200]}." if unknown else ""),
                {"unknown": unknown[:20]},
            )
        return cls(path, delimiter, columns)

    def rows(self, kind: str) -> Iterator[Row | Problem]:
        place = self.columns.index("row")
        with _opened(self.path) as file:
            for line, values in _lines(file, self.delimiter):
                said = values[place].strip() if len(values) > place else ""
                if said == kind:
                    yield self._row(kind, line, values)
                elif kind == FIRST and said not in ROWS and any(values):
                    words = f"{said or 'Nothing'} is not a kind of row; they are {', '.join(ROWS)}."
                    yield Problem(line, "row", "row_unknown", words)

    def _row(self, kind: str, line: int, values: list[str]) -> Row | Problem:
        if len(values) != len(self.columns):
            words = f"This line has {len(values)} cells, the first line has {len(self.columns)}."
            return Problem(line, "", "cells_missing", words)
        cells = {
            name: plain(value.strip())
            for name, value in zip(self.columns, values, strict=True)
            if value.strip()
        }
        try:
            return row_of(kind, line, cells)
        except BadCell as bad:
            return bad.at(line)


def _opened(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")


def _lines(file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record but the first with the number of its first line. Raises Invalid where quotes never close."""
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    before = 0
    try:
        for values in reader:
            if before:
                yield before + 1, values
            before = reader.line_num
    except csv.Error as error:
        raise Invalid(
            "csv_broken", f"From line {before + 1} on this is not CSV: {error}.", {"line": before + 1}
        ) from error
