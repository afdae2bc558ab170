"""An acknowledgement file, record by record: a society's answers, and its notices of ISWCs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.exchange.incoming.cwr import layout
from rightsdesk.exchange.incoming.problems import Problem


@dataclass(slots=True)
class Answer:
    """One ACK or ISW record with the messages that follow it."""

    line: int
    record: str
    title: str = ""
    our_number: str = ""
    their_number: str = ""
    iswc: str = ""
    status: str = ""
    day: date | None = None
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CwrFile:
    """`sender` is the society's name as its header says it; `message` the version for people."""

    path: Path
    sender: str
    message: str

    @classmethod
    def of(cls, path: Path) -> "CwrFile":
        """Check header, versions and trailers. Raises Invalid when it is another version, or cut off."""
        sender, versions, count, record = "", set(), 0, ""
        for count, (_, record) in enumerate(_records(path), 1):  # noqa: B007
            if record[layout.KIND] == "HDR":
                sender = record[layout.HEADER_NAME].strip()
            elif record[layout.KIND] == "GRH":
                versions.add(record[layout.GROUP_VERSION])
        if record[layout.KIND] != "TRL":
            raise Invalid("file_cut_off", "The file has no trailer (TRL): it was cut off.")
        _whole(record, count)
        if not sender or not versions or versions - layout.VERSIONS.keys():
            words = "Acknowledgements of CWR 2.1 and 2.2 are read; this says it is "
            raise Invalid("version_unknown", words + (", ".join(sorted(versions)) or "nothing") + ".")
        return cls(path, sender, "CWR " + ", ".join(sorted(layout.VERSIONS[each] for each in versions)))

    def answers(self) -> Iterator[Answer | Problem]:
        current: Answer | None = None
        for line, record in _records(self.path):
            kind = record[layout.KIND]
            if kind in ("ACK", "ISW"):
                if current:
                    yield _checked(current)
                current = _ack(line, record) if kind == "ACK" else _isw(line, record)
            elif current and kind == "MSG":
                current.words.append(record[layout.MESSAGE].strip())
            elif current and kind == "EXC":
                current.words.append(_existing(record))
            elif kind in ("GRT", "TRL") and current:
                yield _checked(current)
                current = None


def _whole(trailer: str, records: int) -> None:
    """The trailer counts the records of the file, itself included."""
    said = trailer[layout.TRAILER_RECORDS].strip()
    if not said.isdigit() or int(said) != records:
        words = f"The trailer counts {said or 'no'} records, the file has {records}: something is missing."
        raise Invalid("counts_differ", words, {"said": said, "records": records})


def _records(path: Path) -> Iterator[tuple[int, str]]:
    """CWR is ASCII; what some societies write beyond it is taken as Latin-1, one byte a position."""
    with path.open(encoding="latin-1", newline="") as file:
        for line, text in enumerate(file, 1):
            if record := text.rstrip("\r\n\x1a"):
                yield line, record


def _cut(record: str, places: dict[str, slice]) -> dict[str, str]:
    return {name: record[place].strip() for name, place in places.items()}


def _ack(line: int, record: str) -> Answer:
    cells = _cut(record, layout.ACK)
    day = cells.pop("day")
    answer = Answer(line, "ACK", words=[], day=None, **cells)
    try:
        answer.day = datetime.strptime(day, "%Y%m%d").date() if day.strip("0") else None  # noqa: DTZ007
    except ValueError:
        answer.words.append(f"The day of processing, {day}, is none.")
    return answer


def _isw(line: int, record: str) -> Answer:
    return Answer(line, "ISW", words=[], day=None, **_cut(record, layout.ISW))


def _existing(record: str) -> str:
    cells = _cut(record, layout.EXISTING)
    return f"Existing work: {cells['title']} {cells['iswc']} ({cells['their_number']})"


def _checked(answer: Answer) -> Answer | Problem:
    if answer.record == "ACK" and answer.status not in layout.STATUSES:
        words = f"{answer.status or 'An empty text'} is not a status the desk knows: {', '.join(layout.STATUSES)}."
        return Problem(answer.line, "status", "status_unknown", words)
    try:
        answer.iswc = normalise("iswc", answer.iswc) if answer.iswc else ""
    except IdentifierError as error:
        return Problem(answer.line, "iswc", "identifier_malformed", str(error))
    return answer
