"""The parties of a message: local references, their identifiers, and what kind each is by what it does in the message."""

from dataclasses import dataclass, field

from rightsdesk.artists.actions.bulk.rows import PartyRow
from rightsdesk.artists.models import PartyKind
from rightsdesk.exchange.incoming.ern.document import Element
from rightsdesk.exchange.incoming.ern.elements import default, fits, identifier, line, text
from rightsdesk.exchange.incoming.problems import BadCell, Problem

CODES = (("isni", "PartyId/ISNI"), ("dpid", "PartyId/DPID"), ("ipi_name", "PartyId/IpiNameNumber"))
# Who performs is an artist, whatever else they did; whom nobody names in a telling place is a songwriter or publisher.
WEIGHT = (PartyKind.SOCIETY, PartyKind.SONGWRITER, PartyKind.PUBLISHER, PartyKind.LABEL, PartyKind.ARTIST)


@dataclass(frozen=True, slots=True)
class Named:
    """A party as the message names it. `key` is the sender's, stable over their messages."""

    line: int
    key: str
    name: str
    codes: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Parties:
    """Local reference → party; `seen` marks what it does, and so which of them the catalogue needs."""

    named: dict[str, Named] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kinds: dict[str, PartyKind] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> "Parties":
        parties = cls()
        for element in root.findall("PartyList/Party"):
            try:
                parties.named[text(element, "PartyReference")] = _named(element)
            except BadCell as bad:
                parties.problems.append(bad.at(line(element)))
        return parties

    def seen(self, column: str, reference: str, kind: PartyKind) -> Named:
        """The party behind a reference, which acts as `kind` here. Raises BadCell when it has been left out."""
        if reference not in self.named:
            raise BadCell(
                column, "party_unknown", f"The message has no usable party {reference[:40] or '(none)'}."
            )
        known = self.kinds.get(reference, kind)
        self.kinds[reference] = max(known, kind, key=WEIGHT.index)
        return self.named[reference]

    def rows(self) -> list[PartyRow]:
        """Of the parties that were seen; what the catalogue knows better stays as it is."""
        found = {
            self.named[each].key: PartyRow(
                self.named[each].line, self.named[each].key, self.named[each].name, kind.value,
                self.named[each].codes, weak=True,
            )
            for each, kind in self.kinds.items()
        }  # fmt: skip
        return list(found.values())


def _named(element: Element) -> Named:
    codes = tuple((kind, code) for kind, path in CODES if (code := identifier(element, path, kind)))
    plain = [each for each in element.findall("PartyName") if each.get("LanguageAndScriptCode") is None]
    name = text(plain[0] if plain else default(element, "PartyName"), "FullName")
    own = element.find("PartyId/ProprietaryId")
    if own is not None and own.text:
        key = f"id:{own.get('Namespace', '')}:{own.text.strip()}"
    else:
        key = f"{codes[0][0]}:{codes[0][1]}" if codes else f"name:{name}"
    return Named(line(element), fits("PartyId", key, 240), fits("PartyName", name), codes)
