"""A desk with a published remix, and people who may or may not take files from it."""

from dataclasses import dataclass, field
from typing import Any

from rightsdesk.accounts.models import OrganisationKind, Role, User
from rightsdesk.artists.models import Party, PartyKind
from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative, Rendering
from rightsdesk.domain.disclosure import ALL_FACETS
from rightsdesk.domain.lifecycle import State
from rightsdesk.exchange.models import Export
from rightsdesk.exchange.outgoing import actions
from rightsdesk.media.queries import local_path
from tests import builders

HUMAN: dict[str, Any] = {"generative_ai": False, "facets": {facet: ["source"] for facet in ALL_FACETS}}
DESK, TONEWAVE = "PADPIDA2014111801Y", "PADPIDA2013042401U"


@dataclass(frozen=True, slots=True)
class Desk:
    """Ola at the operator, Lin at the label, Sam at another label, Mia a moderator, around one published remix."""

    ola: User
    lin: User
    sam: User
    mia: User
    song: builders.Song
    made: Derivative
    other: builders.Song = field(repr=False)


def desk(disclosure: dict[str, Any] | None = None) -> Desk:
    operator = builders.organisation("Rightsdesk Operations", OrganisationKind.OPERATOR)
    label = builders.organisation("North Star", OrganisationKind.LABEL)
    others = builders.organisation("South Star", OrganisationKind.LABEL)
    song = builders.consented_song(
        "Glass Orchard", label=builders.party("North Star", PartyKind.LABEL, label)
    )
    other = builders.song("Paper Moon", label=builders.party("South Star", PartyKind.LABEL, others))
    builders.terms(other.label)
    made = published(song, HUMAN if disclosure is None else disclosure)
    return Desk(
        ola=builders.person("Ola", Role.RIGHTS_ADMINISTRATOR, operator, is_staff=True),
        lin=builders.person("Lin", Role.RIGHTS_ADMINISTRATOR, label, is_staff=True),
        sam=builders.person("Sam", Role.RIGHTS_ADMINISTRATOR, others, is_staff=True),
        mia=builders.person("Mia", Role.MODERATOR, operator),
        song=song,
        made=made,
        other=other,
    )


def published(song: builders.Song, disclosure: dict[str, Any]) -> Derivative:
    """A remix that is out, with a sound and what was said of how it was made."""
    programme, client = builders.platform()
    ask = builders.ask(song, title="=Glass Orchard (slow)", plan="studio")
    made, _ = derivatives.request(actor=client.actor, client=client, programme=programme, ask=ask)
    for state in (State.GENERATING, State.SCREENING, State.PUBLISHED):
        made = derivatives.move(actor=builders.ACTOR, derivative_id=made.pk, to=state, reason="Test.")
    sound = builders.sound_asset()
    Rendering.objects.create(
        derivative=made,
        engine="builtin",
        engine_version="1.0",
        disclosure=disclosure,
        master=sound,
        delivery=sound,
    )
    return made


def known_to_ddex(party: Party, dpid: str = TONEWAVE) -> None:
    """Give a party a DDEX party id."""
    party.identifiers.create(kind="dpid", value=dpid)


def file_of(user: User, kind: str, **parameters: str) -> tuple[Export, bytes]:
    """Ask for an export, make it, and read its file."""
    asked = actions.start_export(actor=user.actor, user=user, kind=kind, parameters=parameters)
    export = actions.make_export(actor="system:export", export_id=asked.pk)
    assert export.asset is not None, export.problem
    return export, local_path(export.asset).read_bytes()
