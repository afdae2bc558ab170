"""From published derivatives to DDEX messages. Who sends and who receives must be known by a DDEX party id: nothing is made up."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from rightsdesk.accounts.models import Organisation, OrganisationKind
from rightsdesk.artists.models import IdentifierKind, PartyIdentifier
from rightsdesk.derivatives.models import Derivative, Rendering
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.exchange.outgoing.credits import credits_of, people_of
from rightsdesk.exchange.outgoing.lineage import Lineage, rendering, whole
from rightsdesk.exchange.outgoing.message import File, Message, Person
from rightsdesk.exchange.outgoing.reach import Reach

CHUNK = 200


@dataclass(slots=True)
class Sending:
    """Messages of one export. `notes` counts what was left out, and what goes out without a word on AI."""

    sender: Person
    recipient: str
    created: datetime
    notes: Counter[str] = field(default_factory=Counter)
    lineage: Lineage = field(default_factory=Lineage)

    def messages(self, reach: Reach, derivative: str = "") -> Iterator[Message]:
        """One message a published derivative, in a stable order; only one when it is named."""
        found = whole(reach.published()).order_by("pk")
        for each in (found.filter(public_id=derivative) if derivative else found).iterator(CHUNK):
            if message := self._message(each):
                yield message

    def _message(self, derivative: Derivative) -> Message | None:
        made, recipient = rendering(derivative), self._recipient(derivative.programme.platform)
        if made is None or recipient is None:
            self.notes["without_sound" if made is None else "without_recipient"] += 1
            return None
        facets, recordings = self.lineage.facets(derivative), self.lineage.recordings(derivative)
        self.notes["without_disclosure"] += facets is None
        return Message(
            derivative=derivative.public_id,
            title=derivative.title,
            kind=derivative.kind,
            genre=derivative.recipe.get("style") or derivative.kind.title(),
            seconds=made.master.seconds or 0.0,
            sender=self.sender,
            recipient=recipient,
            created=self.created,
            artists=people_of(recordings),
            credits=credits_of(recordings),
            facets=facets,
            isrcs=[recording.isrc for recording in recordings],
            iswcs=list(
                dict.fromkeys(work.iswc for recording in recordings for work in recording.works.all())
            ),
            file=_file(derivative, made),
        )

    def _recipient(self, platform: Organisation) -> Person | None:
        dpid = self.recipient or dpid_of(platform)
        return Person(platform.public_id, platform.name, dpid=dpid) if dpid else None


def sending(parameters: Mapping[str, Any], created: datetime) -> Sending:
    """Raises Invalid where nobody has said who sends."""
    sender = _checked(parameters.get("sender") or settings.DDEX_PARTY_ID) or _operator()
    if not sender:
        raise Invalid(
            "sender_unknown", "Set DDEX_PARTY_ID to the desk's own DDEX party id, or name a sender."
        )
    recipient = _checked(parameters.get("recipient") or "")
    return Sending(Person("sender", "rightsdesk", dpid=sender), recipient, created)


def dpid_of(organisation: Organisation) -> str:
    """The DDEX party id of a party that this organisation acts for; empty when it has none."""
    rows = PartyIdentifier.objects.filter(party__organisation=organisation, kind=IdentifierKind.DPID)
    return rows.order_by("pk").values_list("value", flat=True).first() or ""


def _operator() -> str:
    at_home = PartyIdentifier.objects.filter(party__organisation__kind=OrganisationKind.OPERATOR)
    found = at_home.filter(kind=IdentifierKind.DPID).order_by("pk")
    return found.values_list("value", flat=True).first() or ""


def _checked(text: str) -> str:
    try:
        return normalise("dpid", text) if text else ""
    except IdentifierError as error:
        raise Invalid("identifier_malformed", str(error), {"dpid": text[:40]}) from error


def _file(derivative: Derivative, made: Rendering) -> File:
    master = made.master
    return File(
        f"{derivative.public_id}.flac", master.sha256, master.size, master.channels, master.sample_rate
    )
