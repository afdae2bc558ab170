"""Writes one export to a file, row by row: memory does not grow with it, and the same facts give the same bytes."""

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.errors import NotFound
from rightsdesk.domain.odrl import agreement
from rightsdesk.domain.tdmrep import declaration, training
from rightsdesk.exchange.cells import defused
from rightsdesk.exchange.incoming.template import NAMES
from rightsdesk.exchange.models import ExportKind
from rightsdesk.exchange.outgoing.agreements import SIGNED, WHOLE, agreed
from rightsdesk.exchange.outgoing.catalogue import CHUNK, lines
from rightsdesk.exchange.outgoing.ern import xml
from rightsdesk.exchange.outgoing.messages import sending
from rightsdesk.exchange.outgoing.reach import Reach
from rightsdesk.exchange.outgoing.registers import TABLES

CSV, ZIP, XML, LINES = "text/csv", "application/zip", "application/xml", "application/x-ndjson"
# A zip entry's own time would make every run another file.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: a kind, for whom, with which parameters, as of which instant."""

    kind: ExportKind
    reach: Reach
    asked_at: datetime
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it. `notes` are counts a reader must know."""

    media_type: str
    rows: int
    notes: Mapping[str, int] = field(default_factory=dict)


def write(order: Order, path: Path) -> Written:
    """Write the file. Raises Invalid or NotFound for parameters that cannot be followed."""
    return WRITERS[order.kind](order, path)


def _catalogue(order: Order, path: Path) -> Written:
    rows = ([line.get(name, "") for name in NAMES] for line in lines(order.reach))
    return Written(CSV, _table(path, NAMES, rows))


def _register(order: Order, path: Path) -> Written:
    header, rows = TABLES[order.kind]
    return Written(CSV, _table(path, header, rows(order.reach)))


def _table(path: Path, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> int:
    """Every text is defused: a title may begin with an equals sign, and spreadsheets run what begins so."""
    count = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(header)
        for count, row in enumerate(rows, 1):  # noqa: B007
            table.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
    return count


def _messages(order: Order, path: Path) -> Written:
    """One XML message when a derivative is named, otherwise a zip with a folder for each."""
    named, to_send = str(order.parameters.get("derivative") or ""), sending(order.parameters, order.asked_at)
    found = to_send.messages(order.reach, named)
    if named:
        message = next(found, None)
        if message is None:
            raise NotFound(
                "unknown_derivative", "There is no such published derivative with a known recipient."
            )
        path.write_bytes(xml(message))
        return Written(XML, 1, dict(+to_send.notes))
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folder:
        for message in found:
            entry = zipfile.ZipInfo(f"{message.derivative}/{message.derivative}.xml", EPOCH)
            folder.writestr(entry, xml(message), zipfile.ZIP_DEFLATED)
            count += 1
    return Written(ZIP, count, dict(+to_send.notes))


def _papers(order: Order, path: Path) -> Written:
    """One JSON-LD document a line: agreements, or the declarations of the terms that speak of training."""
    found = order.reach.terms().filter(state__in=SIGNED).select_related(*WHOLE).prefetch_related("clauses")
    count = 0
    with path.open("wb") as file:
        for document in _documents(
            order.kind, (agreed(terms) for terms in found.order_by("pk").iterator(CHUNK))
        ):
            file.write(canonical_json(document) + b"\n")
            count += 1
    return Written(LINES, count)


def _documents(kind: ExportKind, found: Iterable[Any]) -> Iterator[dict[str, Any]]:
    if kind is ExportKind.ODRL:
        yield from (agreement(each) for each in found)
    else:
        yield from (declaration(each) for each in found if training(each))


WRITERS: dict[ExportKind, Callable[[Order, Path], Written]] = {
    ExportKind.CATALOGUE: _catalogue,
    ExportKind.SHARES: _register,
    ExportKind.TERMS: _register,
    ExportKind.VERDICTS: _register,
    ExportKind.CONFLICTS: _register,
    ExportKind.ERN: _messages,
    ExportKind.ODRL: _papers,
    ExportKind.TDM: _papers,
}
