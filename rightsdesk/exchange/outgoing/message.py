"""What a DDEX message tells of one published derivative, as plain facts. How it is written stands in `ern.py`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rightsdesk.domain.disclosure.ddex import Facets


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the message names. `key` is unique in it; ids are normalised."""

    key: str
    name: str
    isni: str = ""
    ipi: str = ""
    dpid: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """A person in one DDEX role."""

    person: Person
    role: str


@dataclass(frozen=True, slots=True)
class File:
    """The master that was delivered. `sha256` in hex, size in bytes, rate in Hz."""

    name: str
    sha256: str
    size: int
    channels: int | None
    rate: int | None


@dataclass(frozen=True, slots=True)
class Message:
    """What a message tells of one derivative. `facets` None: nobody has said how it was made, and the message claims nothing."""

    derivative: str
    title: str
    kind: str
    genre: str
    seconds: float
    sender: Person
    recipient: Person
    created: datetime
    artists: Sequence[Person]
    credits: Sequence[Credit]
    facets: Facets | None
    isrcs: Sequence[str]
    file: File
    iswcs: Sequence[str] = field(default=())
