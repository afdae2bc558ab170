"""Small readers of elements: the text there, the default of several, days and lengths of time."""

import re
from datetime import date, timedelta

from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.exchange.incoming.ern.document import Element
from rightsdesk.exchange.incoming.problems import BadCell

LENGTH = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}).*)?")


def line(element: Element) -> int:
    """Where it begins in the file."""
    found: int | None = element.sourceline  # type: ignore[assignment]
    return found or 0


def text(element: Element | None, path: str = ".") -> str:
    """The trimmed text at a path; empty when nothing is there."""
    found = None if element is None else element.find(path)
    return " ".join((found.text or "").split()) if found is not None else ""


def texts(element: Element, path: str) -> tuple[str, ...]:
    """The different texts at a path, in their order."""
    return tuple(dict.fromkeys(filter(None, (text(each) for each in element.findall(path)))))


def default(element: Element, path: str) -> Element | None:
    """Of several for different territories or languages the one marked as default, else the first."""
    found = element.findall(path)
    return next((each for each in found if each.get("IsDefault") == "true"), found[0] if found else None)


def identifier(element: Element, path: str, kind: str) -> str:
    """A checked, normalised identifier; empty when there is none. Raises BadCell."""
    said = text(element, path)
    try:
        return normalise(kind, said) if said else ""
    except IdentifierError as error:
        raise BadCell(path.rsplit("/", 1)[-1], "identifier_malformed", str(error)) from error


def place(said: str | None) -> int:
    """A place in a sequence; what has none comes first."""
    return int(said) if said and said.isdigit() and len(said) < 9 else 0


def title(element: Element) -> str:
    """The title to show. Raises BadCell when it is missing or too long."""
    found = text(default(element, "DisplayTitle"), "TitleText") or text(default(element, "DisplayTitleText"))
    return fits("DisplayTitle", found)


def fits(name: str, said: str, most: int = 200) -> str:
    if not 0 < len(said) <= most:
        raise BadCell(name, "text_length", f"{name} has {len(said)} characters; 1 to {most} are needed.")
    return said


def seconds(element: Element, path: str) -> float | None:
    """An ISO 8601 length such as PT4M23.5S."""
    said = text(element, path)
    found = LENGTH.fullmatch(said)
    if not said or (found and not any(found.groups())):
        return None
    if not found:
        raise BadCell(path, "not_a_length", f"{said[:40]} is not a length of time like PT4M23S.")
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    return round((hours * 60 + minutes) * 60 + rest, 3)


def first_day(element: Element | None, name: str) -> date | None:
    """The day of NameDate, or of NameDateTime as its sender writes it."""
    return _day(element, name)[0]


def day_after(element: Element | None, name: str) -> date | None:
    """The first day that is over: an end date is the last day, an end at midnight is not."""
    found, clock = _day(element, name)
    return found + timedelta(days=clock != "00:00:00") if found else None


def _day(element: Element | None, name: str) -> tuple[date | None, str]:
    said = text(element, f"{name}Time") or text(element, name)
    if not said:
        return None, ""
    found = DAY.fullmatch(said)
    try:
        if found is None:
            raise ValueError
        return date.fromisoformat(found[1]), found[2] or ""
    except ValueError as error:
        raise BadCell(name, "not_a_day", f"{said[:40]} is not a day like 2026-01-31.") from error
