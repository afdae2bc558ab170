"""From the text of one cell to a value, or a BadCell that says what to write instead."""

import re
from collections.abc import Mapping
from datetime import date

from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.domain.shares import WHOLE
from rightsdesk.domain.territories import Places, TerritoryError
from rightsdesk.exchange.incoming.problems import BadCell

Cells = Mapping[str, str]
KEYED = ("isni", "ipi_name", "ipi_base", "dpid")
PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?")


def code(cells: Cells, column: str, kind: str = "") -> str:
    """A checked, normalised identifier; empty when the cell is."""
    return checked(column, kind or column, cells[column]) if cells.get(column) else ""


def checked(column: str, kind: str, text: str) -> str:
    try:
        return normalise(kind, text)
    except IdentifierError as error:
        raise BadCell(column, "identifier_malformed", str(error)) from error


def party(cells: Cells) -> str:
    """A party's key; an identifier in it is normalised."""
    text = cells.get("party", "")
    kind, colon, value = text.partition(":")
    if colon and kind in KEYED:
        return f"{kind}:{checked('party', kind, value)}"
    if text and not re.fullmatch(r"\S{1,80}", text):
        raise BadCell("party", "key_malformed", "A key has at most 80 characters and no spaces.")
    return text


def words(cells: Cells, column: str, most: int = 200) -> str:
    """A text that fits its place."""
    text = cells.get(column, "")
    if len(text) > most:
        raise BadCell(column, "too_long", f"At most {most} characters fit here; this has {len(text)}.")
    return text


def one_of(cells: Cells, column: str, choices: tuple[str, ...], default: str = "") -> str:
    text = cells.get(column, "") or default
    if text not in choices:
        raise BadCell(column, "not_a_choice", f"{text} is not one of: {', '.join(choices)}.")
    return text


def millionths(column: str, text: str) -> int:
    """Exact millionths of a per cent text; never rounded."""
    found = PERCENT.fullmatch(text)
    ppm = int(found[1]) * 10_000 + int((found[2] or "").ljust(4, "0")) if found else 0
    if not 0 < ppm <= WHOLE:
        raise BadCell(
            column, "not_a_share", f"{text} is not a part in per cent, like 50 or 33.3333, up to 100."
        )
    return ppm


def day(cells: Cells, column: str) -> date | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadCell(column, "not_a_day", f"{text} is not a day; write it like 2026-01-31.") from error


def number(cells: Cells, column: str, least: float, most: float) -> float | None:
    """A plain decimal number between two bounds; None when the cell is empty."""
    text = cells.get(column, "")
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,20})?", text) or not least <= float(text) <= most:
        raise BadCell(column, "not_a_number", f"{text} is not a number from {least:g} to {most:g}.")
    return float(text)


def count(cells: Cells, column: str, most: int) -> int:
    """A whole number from 1; 1 when the cell is empty."""
    text = cells.get(column, "") or "1"
    if not re.fullmatch(r"[1-9]\d{0,5}", text) or int(text) > most:
        raise BadCell(column, "not_a_number", f"{text} is not a whole number from 1 to {most}.")
    return int(text)


def places(cells: Cells) -> Places:
    text = cells.get("territories", "") or "WW"
    try:
        found = Places.parse(text)
    except TerritoryError as error:
        raise BadCell("territories", "territory_unknown", str(error)) from error
    if not found:
        raise BadCell("territories", "territory_empty", f"Nothing is left of {text}.")
    return found


def works(cells: Cells) -> tuple[tuple[str, int], ...]:
    """The works of a recording with their weights, which make the whole."""
    parts = [part.partition("=") for part in cells.get("works", "").split()]
    if len(parts) == 1 and not parts[0][1]:
        parts = [(parts[0][0], "=", "100")]
    found = tuple((checked("works", "iswc", iswc), millionths("works", text)) for iswc, _, text in parts)
    if found and sum(ppm for _, ppm in found) != WHOLE:
        raise BadCell("works", "weights_not_whole", "The weights of a recording's works must make 100.")
    if len({iswc for iswc, _ in found}) < len(found):
        raise BadCell("works", "work_twice", "A work stands here twice.")
    return found
