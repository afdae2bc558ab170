"""Builders of the fixed cast and of small catalogues: plain typed functions, real actions, real rows."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from rightsdesk.accounts import actions as accounts
from rightsdesk.accounts.models import ApiClient, Organisation, OrganisationKind, Programme, Role, User
from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import Artist, Party, PartyKind, Recording, Work
from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Terms
from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.actions import Ask
from rightsdesk.derivatives.impact import impact
from rightsdesk.domain.consent import Use
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.engines import audio
from rightsdesk.media.actions import Sound, store
from rightsdesk.media.models import Asset, Kind

ACTOR = "system:test"
PASSWORD = "a long enough password"
ALL_SCOPES = ["catalogue:read", "derivatives:read", "derivatives:write", "usage:write"]
PLANS = {
    "free": {"addon": False, "monthly_quota": 0},
    "plus": {"addon": True, "monthly_quota": 3},
    "studio": {"addon": True, "monthly_quota": 50},
}
_numbers = count(1)


def organisation(name: str, kind: OrganisationKind) -> Organisation:
    return accounts.register_organisation(actor=ACTOR, name=name, kind=kind)


def person(
    name: str, role: Role, where: Organisation, *, is_staff: bool = False, rights: Iterable[str] = ()
) -> User:
    """One of the cast: `person("Ada", Role.ARTIST, team)`; signs in as ada@rightsdesk.example."""
    email = f"{name.lower()}@rightsdesk.example"
    user = accounts.create_user(actor=ACTOR, email=email, name=name, password=PASSWORD, is_staff=is_staff)
    since = date(2026, 1, 1)
    accounts.grant_role(actor=ACTOR, user=user, organisation=where, role=role, since=since, rights=rights)
    return user


def platform(name: str = "Tonewave", **offer: Any) -> tuple[Programme, ApiClient]:
    """A platform with a programme and an API client whose secret is `PASSWORD`."""
    where = organisation(name, OrganisationKind.PLATFORM)
    client = api_client(where)
    terms = accounts.Offer(f"{name} Remix", PLANS, ["DE", "FR", "GB"], "EUR", date(2026, 1, 1))
    return accounts.open_programme(actor=ACTOR, platform=where, offer=replace(terms, **offer)), client


def api_client(where: Organisation, scopes: list[str] | None = None) -> ApiClient:
    return accounts.register_client(
        actor=ACTOR,
        organisation=where,
        client_id=f"client-{next(_numbers)}",
        client_secret=PASSWORD,
        scopes=ALL_SCOPES if scopes is None else scopes,
    )


def isni(number: int) -> str:
    """A valid ISNI (ISO 7064 MOD 11-2) made from a number."""
    digits, total = f"{number:015d}", 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits + ("X" if check == 10 else str(check))


def iswc(number: int) -> str:
    """A valid ISWC made from a number."""
    digits = f"{number:09d}"
    total = 1 + sum(place * int(digit) for place, digit in enumerate(digits, 1))
    return f"T{digits}{(10 - total % 10) % 10}"


def party(name: str, kind: PartyKind = PartyKind.ARTIST, where: Organisation | None = None) -> Party:
    codes = {"isni": isni(900_000_000 + next(_numbers))}
    return artists.register_party(
        actor=ACTOR, name=name, kind=kind, identifiers=codes, organisation=where, tax_residence="DE"
    )


@cache
def tone(hertz: int, seconds: float) -> tuple[bytes, Sound]:
    """A FLAC of a quiet tone, and what an asset knows of it."""
    time = np.arange(int(44_100 * seconds)) / 44_100
    wave = (0.3 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)
    sound = audio.Audio(np.stack([wave, wave], axis=1), 44_100)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tone.flac"
        audio.encode(sound, path, "flac")
        return path.read_bytes(), Sound(sound.seconds, 2, 44_100, audio.peaks(sound))


def sound_asset(kind: Kind = Kind.MASTER, seconds: float = 3.0, hertz: int = 220) -> Asset:
    """A short FLAC; the same arguments give the same asset, since the same bytes are one asset."""
    data, facts = tone(hertz, seconds)
    return store(actor=ACTOR, source=data, kind=kind, media_type="audio/flac", sound=facts)


def work(title: str, shares: dict[Party, int]) -> Work:
    """A composition whose performance and mechanical shares are the same millionths."""
    made = artists.register_work(
        actor=ACTOR, title=title, iswc=iswc(990_000_000 + next(_numbers)), writers=()
    )
    for_all(made, (Right.PERFORMANCE, Right.MECHANICAL), shares)
    return made


def share(owner: Party, asset: Recording | Work, right: Right, ppm: int = WHOLE) -> None:
    for_all(asset, (right,), {owner: ppm})


def for_all(asset: Recording | Work, rights: Iterable[Right], shares: dict[Party, int]) -> None:
    """The same shares of several rights, recorded together."""
    since = date(2020, 1, 1)
    new = [artists.NewShare(who, asset, right, ppm, since) for right in rights for who, ppm in shares.items()]
    artists.record_shares(actor=ACTOR, new=new)


@dataclass(frozen=True, slots=True)
class Song:
    """One recording of one work, with everybody who must agree to its use."""

    recording: Recording
    work: Work
    artist: Artist
    label: Party
    publisher: Party

    @property
    def grantors(self) -> tuple[Party, Party, Party]:
        return self.artist.party, self.label, self.publisher


def song(title: str = "Glass Orchard", performer: Party | None = None, label: Party | None = None) -> Song:
    """A recording (80 % label, 20 % artist) of a work owned by one publisher; nobody has agreed to anything yet."""
    who = performer or party(f"{title} artist")
    company = label or party(f"{title} label", PartyKind.LABEL)
    publisher = party(f"{title} publisher", PartyKind.PUBLISHER)
    artist = artists.register_artist(actor=ACTOR, name=who.name, party=who)
    composed = work(title, {publisher: WHOLE})
    new = artists.NewRecording(
        title=title,
        isrc=f"ZZT1026{next(_numbers):05d}"[:12],
        artist=artist,
        master=sound_asset(),
        works=((composed, WHOLE),),
        bpm=100.0,
        key_name="C major",
    )
    recording = artists.register_recording(actor=ACTOR, new=new)
    for_all(recording, (Right.MASTER,), {company: 800_000, who: 200_000})
    return Song(recording, composed, artist, company, publisher)


def terms(grantor: Party, answers: dict[str, str] | None = None, **conditions: Any) -> Terms:
    """Terms for everything a party owns: all uses allowed, unless `answers` says otherwise for a use."""
    said = {use.value: "allow" for use in Use} | (answers or {})
    clauses = [{"use": use, "answer": answer, "conditions": conditions} for use, answer in said.items()]
    proposal = consent.Proposal(grantor, clauses, date(2026, 1, 1), grantor.name, "paper")
    return consent.sign_terms(actor=ACTOR, proposal=proposal)


def consented_song(
    title: str = "Glass Orchard", answers: dict[str, str] | None = None, **parties: Any
) -> Song:
    """A song whose label and publisher allow everything, and whose artist answers as told."""
    made = song(title, **parties)
    terms(made.artist.party, answers)
    terms(made.label)
    terms(made.publisher)
    return made


def withdraw(given: Terms, reason: str = "The contract ended.") -> None:
    """End terms, having seen what that touches."""
    seen = impact(given).hash
    derivatives.withdraw(actor=ACTOR, terms_id=given.pk, reason=reason, simulation_hash=seen)


def ask(made: Song, **changes: Any) -> Ask:
    """A plain request for a slower remix of a song."""
    plain = Ask(
        idempotency_key=f"key-{next(_numbers)}",
        isrc=made.recording.isrc,
        listener="listener-1",
        plan="plus",
        territory="DE",
        prompt="10% slower",
    )
    return replace(plain, **changes)
