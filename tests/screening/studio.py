"""A desk with real recordings and voices (fixtures/), and derivatives that a platform mixed and delivered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import Artist, Recording
from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative, Rendering, Upload
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.engines.audio import Audio, decode, encode
from rightsdesk.media.actions import store
from rightsdesk.media.models import Asset, Kind
from rightsdesk.screening import actions as screening
from tests import builders

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "audio"
SINGERS = {"ivo": "Ivo Brandt", "marlow": "Marlow Reed", "castor": "Castor Bell"}
RECORDINGS = {
    "slow_tide": "ivo",
    "harbour_lights": "ivo",
    "gravel_and_rain": "marlow",
    "last_tram_home": "castor",
}


@dataclass(frozen=True, slots=True)
class Studio:
    """Pia's platform, and what is on the desk."""

    programme: Programme
    client: ApiClient
    artists: Mapping[str, Artist]
    recordings: dict[str, Recording] = field(default_factory=dict)


def sound(name: str) -> Audio:
    """One file of the fixtures, stereo at 48 kHz."""
    found = decode(FIXTURES / f"{name}.opus")
    return found if found.channels == 2 else Audio(np.repeat(found.samples, 2, axis=1), found.rate)


def open_studio(recordings: Mapping[str, str] = RECORDINGS) -> Studio:
    """Everybody allows everything; recordings are referenced, voices enrolled, the backend measured."""
    programme, client = builders.platform()
    parties = {key: builders.party(name) for key, name in SINGERS.items()}
    singers = {
        key: artists.register_artist(actor=builders.ACTOR, name=SINGERS[key], party=who)
        for key, who in parties.items()
    }
    for who in parties.values():
        builders.terms(who)
    studio = Studio(programme, client, singers)
    for title, key in recordings.items():
        studio.recordings[title] = _recording(title, singers[key])
        screening.add_reference(actor=builders.ACTOR, recording_id=studio.recordings[title].pk)
    for key, artist in singers.items():
        asset = fixture_asset(f"enrol_{key}", Kind.ENROLMENT)
        screening.enrol(actor=builders.ACTOR, artist_id=artist.pk, asset_id=asset.pk, style="sung")
    screening.build_backend(actor=builders.ACTOR)
    return studio


def fixture_asset(name: str, kind: Kind) -> Asset:
    return store(actor=builders.ACTOR, source=FIXTURES / f"{name}.opus", kind=kind, media_type="audio/ogg")


def _recording(title: str, artist: Artist) -> Recording:
    work = builders.work(title, {artist.party: WHOLE})
    new = artists.NewRecording(
        title=title,
        isrc=f"ZZT2026{len(title):02d}{sum(map(ord, title)) % 1000:03d}",
        artist=artist,
        master=fixture_asset(title, Kind.MASTER),
        works=((work, WHOLE),),
        bpm=100.0,
        key_name="C major",
    )
    made = artists.register_recording(actor=builders.ACTOR, new=new)
    builders.share(artist.party, made, Right.MASTER)
    return made


def with_inside(host: Audio, guest: Audio, at_s: float, gain_db: float, host_db: float = 0.0) -> Audio:
    """`guest` mixed into `host` from `at_s` on, that much louder than the host (RMS); never clipped."""
    start = round(at_s * host.rate)
    part = guest.samples[: host.frames - start]
    mixed = host.samples.copy()
    under = mixed[start : start + len(part)]
    level = _loudness(under) / _loudness(part) * 10 ** (gain_db / 20)
    mixed[start : start + len(part)] = under * 10 ** (host_db / 20) + part * level
    return replace(host, samples=(mixed * (0.7 / np.abs(mixed).max())).astype(np.float32))


def _loudness(samples: np.ndarray) -> float:
    """RMS of what is not silent."""
    audible = samples[np.abs(samples) > 0.003]
    return float(np.sqrt(np.mean(audible**2)))


def cut(audio: Audio, start_s: float, end_s: float) -> Audio:
    return replace(audio, samples=audio.samples[round(start_s * audio.rate) : round(end_s * audio.rate)])


def delivered(studio: Studio, of: str, mixed: Audio, *, sealed: bool = False) -> Derivative:
    """A derivative of one recording whose sound the platform rendered itself. `sealed`: marked, encoded and signed as
    in life; without, what is screened is the sound as it was delivered, for less of the processor's time."""
    asked = derivatives.Ask(
        idempotency_key=f"key-{Derivative.objects.count()}",
        isrc=studio.recordings[of].isrc,
        listener=f"listener-{Derivative.objects.count()}",
        plan="studio",
        territory="DE",
        prompt="10% slower",
        renderer="platform",
    )
    made, _ = derivatives.request(
        actor=studio.client.actor, client=studio.client, programme=studio.programme, ask=asked
    )
    with written(mixed) as path:
        derivatives.deliver(
            actor=studio.client.actor,
            client=studio.client,
            derivative_id=made.public_id,
            upload=path,
            engine_name="tonewave-engine",
            engine_version="9",
        )
    if sealed:
        return derivatives.generate(actor=builders.ACTOR, derivative_id=made.pk)
    return _unsealed(made)


def _unsealed(made: Derivative) -> Derivative:
    upload = Upload.objects.get(derivative=made)
    Rendering.objects.create(
        derivative=made,
        engine=upload.engine,
        engine_version=upload.engine_version,
        master=upload.asset,
        delivery=upload.asset,
    )
    return derivatives.move(
        actor=builders.ACTOR, derivative_id=made.pk, to=State.SCREENING, reason="Delivered."
    )


@contextmanager
def written(audio: Audio) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload.flac"
        encode(audio, path, "flac")
        yield path
