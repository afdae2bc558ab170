"""A whole message as typed rows, in the kinds the catalogue keeps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rightsdesk.artists.actions.bulk.rows import Row
from rightsdesk.domain.errors import Invalid
from rightsdesk.exchange.incoming.ern.deals import DealRow, deals
from rightsdesk.exchange.incoming.ern.document import document
from rightsdesk.exchange.incoming.ern.elements import text
from rightsdesk.exchange.incoming.ern.parties import Parties
from rightsdesk.exchange.incoming.ern.releases import Releases
from rightsdesk.exchange.incoming.ern.resources import DisclosureRow, Resources
from rightsdesk.exchange.incoming.problems import Problem


@dataclass(frozen=True, slots=True)
class ErnFile:
    """A message that has been read. `sender` is a DPID; `message` its id and version for people."""

    sender: str
    message: str
    version: str
    parties: Parties
    resources: Resources
    releases: Releases
    deals: list[DealRow | Problem]

    @classmethod
    def of(cls, path: Path) -> "ErnFile":
        """Read and check it. Raises Invalid when it is hostile, broken or no new-release message."""
        root, version = document(path)
        sender, number = (
            text(root, "MessageHeader/MessageSender/PartyId"),
            text(root, "MessageHeader/MessageId"),
        )
        if not 0 < len(sender) <= 60:
            raise Invalid("header_missing", "The message does not say who sent it.")
        parties = Parties.of(root)
        resources = Resources.of(root, parties)
        releases = Releases.of(root, parties, resources.isrcs)
        named = ", ".join(filter(None, (number[:100], f"ERN {version}")))
        return cls(sender, named, version, parties, resources, releases, deals(root, releases.targets))

    def rows(self, kind: str) -> Iterator[Row | Problem]:
        """Rows of one kind; the problems of an element come with the kind it would have been."""
        found: dict[str, Iterable[Row | Problem]] = {
            "party": chain(self.parties.rows(), self.parties.problems),
            "work": self.resources.works,
            "writer": self.resources.writers,
            "recording": chain(self.resources.recordings, self.resources.problems),
            "credit": self.resources.credits,
            "release": chain(self.releases.releases, self.releases.problems),
            "track": self.releases.tracks,
        }
        return iter(found.get(kind, ()))

    @property
    def disclosures(self) -> list[DisclosureRow]:
        return self.resources.disclosures
