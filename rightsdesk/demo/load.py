"""Loads the fictional catalogue of fixtures/ through the desk's own actions. Running it again changes nothing."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from rightsdesk.accounts import actions as accounts
from rightsdesk.accounts.models import ApiClient, Organisation, OrganisationKind, Programme, Role, User
from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import (
    Artist,
    Party,
    PartyKind,
    PartyRelation,
    Recording,
    RelationKind,
    Work,
)
from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Terms
from rightsdesk.demo.logins import Logins
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.engines import audio
from rightsdesk.media.actions import Sound, store
from rightsdesk.media.models import Asset, Kind

ACTOR = "system:load_story"
FIXTURES = settings.BASE_DIR / "fixtures"
STAFF = {Role.RIGHTS_ADMINISTRATOR, Role.FINANCE, Role.SUPERVISOR, Role.AUDITOR}
SCOPES = ["catalogue:read", "derivatives:read", "derivatives:write", "usage:write"]


def catalogue() -> dict[str, Any]:
    """fixtures/catalogue.json."""
    found: dict[str, Any] = json.loads((FIXTURES / "catalogue.json").read_text())
    return found


def stored_audio(path: Path, kind: Kind, *, actor: str = ACTOR) -> Asset:
    """Decode a file, so that nothing unreadable gets in, and keep its bytes."""
    sound = audio.decode(path, max_seconds=settings.MAX_AUDIO_SECONDS)
    facts = Sound(sound.seconds, sound.channels, sound.rate, audio.peaks(sound))
    media_type = "audio/flac" if path.suffix == ".flac" else "audio/ogg"
    return store(actor=actor, source=path, kind=kind, media_type=media_type, sound=facts)


class Loader:
    """One load: resolves the fixture's keys to rows as they are made."""

    def __init__(self, facts: dict[str, Any], logins: Logins, tell: Callable[[str], None]) -> None:
        self.facts = facts
        self.logins = logins
        self.tell = tell
        self.organisations: dict[str, Organisation] = {}
        self.parties: dict[str, Party] = {}
        self.artists: dict[str, Artist] = {}
        self.works: dict[str, Work] = {}
        self.recordings: dict[str, Recording] = {}

    def run(self) -> None:
        for room in (self.load_organisations, self.load_people, self.load_platform, self.load_parties):
            room()
        for number, facts in enumerate(self.facts["works"], 1):
            self.tell(f"works {number}/{len(self.facts['works'])}")
            self.load_work(facts)
        for number, facts in enumerate(self.facts["recordings"], 1):
            self.tell(f"recordings {number}/{len(self.facts['recordings'])}")
            self.load_recording(facts)
        for facts in self.facts["terms"]:
            self.load_terms(facts)

    def load_organisations(self) -> None:
        for facts in self.facts["organisations"]:
            self.organisations[facts["key"]] = accounts.register_organisation(
                actor=ACTOR, name=facts["name"], kind=OrganisationKind(facts["kind"])
            )

    def load_people(self) -> None:
        for facts in self.facts["people"]:
            self.load_person(facts)

    def load_person(self, facts: dict[str, Any]) -> User:
        role = Role(facts["role"])
        user = accounts.create_user(
            actor=ACTOR,
            email=facts["email"],
            name=facts["name"],
            password=self.logins.password,
            is_staff=role in STAFF,
        )
        organisation = self.organisations[facts["organisation"]]
        accounts.grant_role(
            actor=ACTOR, user=user, organisation=organisation, role=role, since=date(2026, 1, 1)
        )
        return user

    def load_platform(self) -> tuple[Programme, ApiClient]:
        facts = self.facts["programme"]
        platform = self.organisations[facts["platform"]]
        client = accounts.register_client(
            actor=ACTOR,
            organisation=platform,
            client_id=self.logins.client_id,
            client_secret=self.logins.client_secret,
            scopes=SCOPES,
        )
        offer = accounts.Offer(
            name=facts["name"],
            plans=facts["plans"],
            territories=facts["territories"],
            currency=facts["currency"],
            valid_from=date(2026, 1, 1),
            default=facts["default"],
        )
        return accounts.open_programme(actor=ACTOR, platform=platform, offer=offer), client

    def load_parties(self) -> None:
        for facts in self.facts["parties"]:
            self.parties[facts["key"]] = artists.register_party(
                actor=ACTOR,
                name=facts["name"],
                kind=PartyKind(facts["kind"]),
                identifiers=facts["identifiers"],
                organisation=self.organisations.get(facts["organisation"] or ""),
                tax_residence=facts["tax_residence"],
            )
        for facts in self.facts["artists"]:
            self.artists[facts["key"]] = artists.register_artist(
                actor=ACTOR, name=facts["name"], party=self.parties[facts["party"]]
            )

    def load_work(self, facts: dict[str, Any]) -> None:
        writers = [(self.parties[writer["party"]], writer["role"]) for writer in facts["writers"]]
        work = artists.register_work(actor=ACTOR, title=facts["title"], iswc=facts["iswc"], writers=writers)
        self.works[facts["key"]] = work
        self.load_shares(work, facts["shares"])

    def load_recording(self, facts: dict[str, Any]) -> None:
        stems = facts.get("stems") or {}
        new = artists.NewRecording(
            title=facts["title"],
            isrc=facts["isrc"],
            artist=self.artists[facts["artist"]],
            master=stored_audio(FIXTURES / facts["audio"], Kind.MASTER),
            works=tuple((self.works[link["work"]], link.get("weight_ppm", WHOLE)) for link in facts["works"]),
            bpm=facts["bpm"],
            key_name=facts["key_name"],
            downbeat_s=facts.get("downbeat_s"),
            stems=tuple((name, stored_audio(FIXTURES / path, Kind.STEM)) for name, path in stems.items()),
        )
        self.recordings[facts["key"]] = artists.register_recording(actor=ACTOR, new=new)
        self.load_roster(new.artist.party, self.parties[facts["label"]])
        self.load_shares(self.recordings[facts["key"]], facts["shares"])

    def load_roster(self, artist: Party, label: Party) -> None:
        """Who records for a label is on its roster; what people changed since stays as they left it."""
        kind = RelationKind.ON_ROSTER_OF
        if not PartyRelation.objects.filter(party=artist, of=label, kind=kind.value).exists():
            new = artists.NewRelation(artist, label, kind, date(2026, 1, 1))
            artists.relate_parties(actor=ACTOR, new=new)

    def load_shares(self, asset: Recording | Work, shares: list[dict[str, Any]]) -> None:
        """All of an asset's shares at once, so that it is examined when they are complete."""
        new = [
            artists.NewShare(
                party=self.parties[facts["party"]],
                asset=asset,
                right=Right(facts["right"]),
                ppm=facts["ppm"],
                valid_from=date.fromisoformat(facts["valid_from"]),
                territory=facts["territory"],
                source="fixtures",
            )
            for facts in shares
        ]
        artists.record_shares(actor=ACTOR, new=new)

    def load_terms(self, facts: dict[str, Any]) -> None:
        grantor, scope = self.parties[facts["grantor"]], facts["scope"]
        rooms: dict[str, Any] = {"artist": self.artists, "recording": self.recordings, "work": self.works}
        target = rooms[scope["kind"]][scope["key"]] if scope["kind"] in rooms else None
        proposal = consent.Proposal(
            grantor=grantor,
            clauses=facts["clauses"],
            valid_from=date.fromisoformat(facts["valid_from"]),
            signed_by=facts["signed_by"],
            channel=facts["channel"],
            target=target,
        )
        if not Terms.objects.filter(grantor=grantor, **proposal.scope).exists():
            consent.sign_terms(actor=ACTOR, proposal=proposal)
