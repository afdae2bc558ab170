"""The releases of a message and the recordings on them, in the order of their groups."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rightsdesk.artists.actions.bulk.rows import ReleaseRow, TrackRow
from rightsdesk.artists.models import PartyKind
from rightsdesk.exchange.incoming.ern.document import Element
from rightsdesk.exchange.incoming.ern.elements import default, first_day, identifier, line, place, text, title
from rightsdesk.exchange.incoming.ern.parties import Parties
from rightsdesk.exchange.incoming.problems import BadCell, Problem

CONTENT = "ResourceGroupContentItem"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference to a release means: a release by its code, or one recording of it."""

    release: str = ""
    isrc: str = ""


@dataclass(slots=True)
class Releases:
    targets: dict[str, Target] = field(default_factory=dict)
    releases: list[ReleaseRow] = field(default_factory=list)
    tracks: list[TrackRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, root: Element, parties: Parties, isrcs: dict[str, str]) -> "Releases":
        found = cls()
        for element in root.findall("ReleaseList/Release"):
            try:
                found._read(element, parties, isrcs)
            except BadCell as bad:
                found.problems.append(bad.at(line(element)))
        for element in root.findall("ReleaseList/TrackRelease"):
            isrc = isrcs.get(text(element, "ReleaseResourceReference"), "")
            if isrc:
                found.targets[text(element, "ReleaseReference")] = Target(isrc=isrc)
        return found

    def _read(self, element: Element, parties: Parties, isrcs: dict[str, str]) -> None:
        row = _row(element, parties)
        code = row.gtin or row.grid
        self.targets[text(element, "ReleaseReference")] = Target(release=code)
        self.releases.append(row)
        discs = enumerate(_discs(element), 1)
        for disc, items in discs:
            sounds = [isrcs[each] for each in items if each in isrcs]
            self.tracks += [TrackRow(row.line, code, isrc, n, disc) for n, isrc in enumerate(sounds, 1)]


def _row(element: Element, parties: Parties) -> ReleaseRow:
    gtin, grid = identifier(element, "ReleaseId/ICPN", "gtin"), identifier(element, "ReleaseId/GRid", "grid")
    if not gtin and not grid:
        raise BadCell("ReleaseId", "missing", "A release without ICPN (GTIN) and GRid cannot be kept.")
    label = text(default(element, "ReleaseLabelReference"))
    key = parties.seen("ReleaseLabelReference", label, PartyKind.LABEL).key if label else ""
    released = first_day(element, "OriginalReleaseDate") or first_day(element, "ReleaseDate")
    return ReleaseRow(line(element), gtin, grid, title(element), key, released)


def _discs(element: Element) -> list[list[str]]:
    """References to resources a group: a group of groups is a set of discs, everything else is one."""
    outer = element.findall("ResourceGroup")
    inner = [group for each in outer for group in each.findall("ResourceGroup")]
    alone = [each for each in outer if each.find(CONTENT) is not None]
    return [list(_items(group)) for group in (inner + alone if inner else outer)]


def _items(group: Element) -> Iterator[str]:
    found = list(group.iter(CONTENT))
    found.sort(key=lambda each: place(text(each, "SequenceNumber")))
    for each in found:
        yield text(each, "ReleaseResourceReference")
