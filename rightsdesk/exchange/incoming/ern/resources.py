"""The sound recordings of a message: ISRC, title, artists, writers, work, and what a machine did."""

from dataclasses import dataclass, field
from typing import Any

from rightsdesk.artists.actions.bulk.rows import CreditRow, RecordingRow, WorkRow, WriterRow
from rightsdesk.artists.models import PartyKind
from rightsdesk.domain.roles import CreditRole
from rightsdesk.domain.shares import WHOLE
from rightsdesk.exchange.incoming.ern.contributors import (
    DISPLAYED,
    WRITERS,
    contains_ai,
    contribution,
    credited,
    kind_of,
    roles,
)
from rightsdesk.exchange.incoming.ern.document import Element
from rightsdesk.exchange.incoming.ern.elements import identifier, line, place, seconds, text, title
from rightsdesk.exchange.incoming.ern.parties import Parties
from rightsdesk.exchange.incoming.problems import BadCell, Problem

ISRC = ("SoundRecordingEdition/ResourceId/ISRC", "ResourceId/ISRC")


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """What the message says of machines in one recording."""

    line: int
    isrc: str
    contains_ai: str
    contributions: tuple[dict[str, str], ...]


@dataclass(slots=True)
class Resources:
    """Typed rows of all recordings; `isrcs` is what the releases point at."""

    isrcs: dict[str, str] = field(default_factory=dict)
    recordings: list[RecordingRow] = field(default_factory=list)
    credits: list[CreditRow] = field(default_factory=list)
    works: list[WorkRow] = field(default_factory=list)
    writers: list[WriterRow] = field(default_factory=list)
    disclosures: list[DisclosureRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, root: Element, parties: Parties) -> "Resources":
        found = cls()
        for element in root.findall("ResourceList/SoundRecording"):
            try:
                found._read(element, parties)
            except BadCell as bad:
                found.problems.append(bad.at(line(element)))
        return found

    def _read(self, element: Element, parties: Parties) -> None:
        """All rows of one recording, or none of them."""
        where, isrc = line(element), _isrc(element)
        name, works = title(element), self._works(element)
        artists = _displayed(element, parties, where, isrc)
        machine = _disclosure(element, parties, where, isrc)
        first = artists[0]
        links = ((works[0], WHOLE),) if len(works) == 1 else ()
        length = seconds(element, "Duration")
        row = RecordingRow(where, isrc, name, first.party, first.artist, length, works=links)
        writers, others = _contributors(element, parties, where, isrc, works)
        self.recordings.append(row)
        self.credits += dict.fromkeys((*artists[1:], *others))
        self.works += [WorkRow(where, iswc, name, weak=True) for iswc in works]
        self.writers += dict.fromkeys(writers)
        self.disclosures += [machine] if machine.contains_ai or machine.contributions else []
        self.isrcs[text(element, "ResourceReference")] = isrc

    def _works(self, element: Element) -> list[str]:
        found = [identifier(each, "ISWC", "iswc") for each in element.findall("WorkId")]
        works = list(dict.fromkeys(filter(None, found)))
        if len(works) > 1:
            words = "It holds several works, and the message does not say in which parts: link them by a CSV file."
            self.problems.append(Problem(line(element), "WorkId", "weights_missing", words))
        return works


def _isrc(element: Element) -> str:
    found = next((code for path in ISRC if (code := identifier(element, path, "isrc"))), "")
    if not found:
        raise BadCell("ISRC", "missing", "A recording without an ISRC cannot be kept.")
    return found


def _displayed(element: Element, parties: Parties, where: int, isrc: str) -> list[CreditRow]:
    """The artists shown with the recording in their order; the first of them is its main artist."""
    shown = sorted(element.findall("DisplayArtist"), key=lambda each: place(each.get("SequenceNumber")))
    rows = []
    # 4.3.2 also shows artists that are no party, such as a machine: they have no consent to give.
    for each in (one for one in shown if one.find("SpecialDisplayArtist") is None):
        role = text(each, "DisplayArtistRole")
        named = parties.seen("DisplayArtist", text(each, "ArtistPartyReference"), PartyKind.ARTIST)
        rows.append(CreditRow(where, isrc, named.key, named.name, DISPLAYED.get(role) or credited(role)))
    rows.sort(key=lambda row: row.role != CreditRole.MAIN)
    if not rows or rows[0].role != CreditRole.MAIN:
        raise BadCell("DisplayArtist", "missing", "No main artist is named.")
    return list(dict.fromkeys(rows))


def _contributors(
    element: Element, parties: Parties, where: int, isrc: str, works: list[str]
) -> tuple[list[WriterRow], list[CreditRow]]:
    """Who wrote the one work there is, and who else is credited on the recording."""
    writers, performers = [], []
    for each in element.findall("Contributor"):
        reference = text(each, "ContributorPartyReference")
        # Whoever wrote a work the message does not identify is left out: there is nothing to hang them on.
        usable = [role for role in roles(each) if role not in WRITERS or len(works) == 1]
        for role in usable if reference else ():
            named = parties.seen("Contributor", reference, kind_of(role))
            if role in WRITERS:
                writers.append(WriterRow(where, works[0], named.key, WRITERS[role]))
            else:
                performers.append(CreditRow(where, isrc, named.key, named.name, credited(role)))
    return writers, performers


def _disclosure(element: Element, parties: Parties, where: int, isrc: str) -> DisclosureRow:
    said: list[dict[str, Any]] = [contribution(each, parties) for each in element.findall("Contributor")]
    return DisclosureRow(where, isrc, contains_ai(element), tuple(each for each in said if each["ai"]))
