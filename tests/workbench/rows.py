"""A workbench as Max finds it in the morning: real sound, several cases, one appeal."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from rightsdesk.accounts.models import ApiClient
from rightsdesk.derivatives.models import Derivative
from rightsdesk.engines import audio
from rightsdesk.media.actions import Sound, store
from rightsdesk.media.models import Asset, Kind
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case
from tests.builders import ACTOR, Song, consented_song, party, platform
from tests.moderation.cast import GROUNDS, Desk, Span, decided, desk, rendered, screened, taken

SOUNDS = Path(__file__).parents[2] / "fixtures" / "audio"


@dataclass(frozen=True, slots=True)
class Morning:
    """The people and the cases of one morning."""

    people: Desk
    voice: Case
    audio: Case
    held_by_mia: Case
    blocked: Case
    appealed: Case
    published: Derivative


def sound(name: str, kind: Kind = Kind.MASTER) -> Asset:
    """One of the demo catalogue's files, with its peaks."""
    path = SOUNDS / f"{name}.opus"
    decoded = audio.decode(path)
    facts = Sound(decoded.seconds, decoded.samples.shape[1], decoded.rate, audio.peaks(decoded))
    return store(actor=ACTOR, source=path, kind=kind, media_type="audio/ogg", sound=facts)


def recorded(title: str, artist: str, file: str) -> Song:
    """A song of the demo catalogue with its real sound and everybody's consent."""
    made = consented_song(title, performer=party(artist))
    made.recording.master = sound(file)
    made.recording.save(update_fields=["master"])
    return made


@dataclass(frozen=True, slots=True)
class Made:
    """What one derivative is made from, which file it sounds like, and what shall be found in it."""

    source: Song
    file: str
    title: str
    kind: str
    like: Song
    where: Span


def opened(client: ApiClient, made: Made) -> Case:
    derivative = rendered(
        made.source, client, sound(made.file, Kind.DELIVERY), title=made.title, listener=made.file
    )
    run = screened(derivative, [made.kind], made.like, made.where)
    return actions.open_case(actor=ACTOR, run_id=run.pk)


def morning() -> Morning:
    """Five cases of different kinds and stages, and a published derivative."""
    people = desk()
    (_, wave), (_, loop) = platform("Tonewave"), platform("Loopline")
    orchard = recorded("Glass Orchard", "Ada Winter", "glass_orchard")
    tram = recorded("Last Tram Home", "Ivo Brandt", "last_tram_home")
    lanterns = recorded("Paper Lanterns", "Marlow", "paper_lanterns")
    voice, audio = "unlicensed_voice", "undeclared_audio"
    first = opened(
        wave, Made(orchard, "slow_tide", "Glass Orchard (midnight choir)", voice, lanterns, (18.0, 41.0))
    )
    long = "Glass Orchard (lo-fi for rainy evenings, extended)"
    sampled = opened(wave, Made(orchard, "north_window", long, audio, tram, (12.0, 27.0)))
    mia = opened(loop, Made(tram, "static_garden", "Last Tram Home (nightcore)", audio, orchard, (5.0, 21.0)))
    taken(mia, people.mia)
    blocked = opened(
        loop, Made(lanterns, "copper_wire", "Paper Lanterns (house)", voice, orchard, (3.0, 9.0))
    )
    decided(blocked, people.max)
    appealed = opened(
        wave, Made(lanterns, "sun_on_the_wall", "Paper Lanterns (acoustic)", audio, tram, (8.0, 24.0))
    )
    decision = decided(appealed, people.max)
    actions.appeal(actor=wave.actor, side="platform", decision_id=decision.public_id, grounds=GROUNDS)
    clear = rendered(orchard, wave, sound("harbour_lights", Kind.DELIVERY), title="Glass Orchard (slowed)")
    screened(clear, [], tram)
    Case.objects.filter(pk=mia.pk).update(due=timezone.now() - timedelta(hours=3))
    return Morning(people, first, sampled, mia, blocked, appealed, clear)
