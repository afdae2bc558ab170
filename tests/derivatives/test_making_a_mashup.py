"""A mashup is rendered from both of its songs, and its files name both as what they were made from."""

from pathlib import Path

import pytest

from rightsdesk.derivatives import actions
from rightsdesk.derivatives.engine import keys
from rightsdesk.derivatives.models import Derivative, Rendering
from rightsdesk.domain.lifecycle import State
from rightsdesk.engines import audio, provenance
from rightsdesk.media.actions import Sound, store
from rightsdesk.media.models import Kind
from rightsdesk.media.queries import local_path
from tests.builders import ACTOR, Song, ask, consented_song, platform
from tests.generation import signals

pytestmark = pytest.mark.django_db
BOTH = {"operations": [{"kind": "mashup", "take": "all", "gain_db": 0.0}]}


def band(title: str, bpm: float, folder: Path) -> Song:
    """A song with a beat of its own; everybody has agreed."""
    song = consented_song(title)
    path = folder / f"{title}.flac"
    sound = signals.band(bpm, 9.0)
    audio.encode(sound, path, "flac")
    facts = Sound(sound.seconds, sound.channels, sound.rate)
    song.recording.master = store(
        actor=ACTOR, source=path, kind=Kind.MASTER, media_type="audio/flac", sound=facts
    )
    song.recording.bpm = bpm
    song.recording.save()
    return song


@pytest.fixture
def mashup(tmp_path: Path) -> Derivative:
    first, second = band("Glass Orchard", 120.0, tmp_path), band("Slow Tide", 124.0, tmp_path)
    programme, client = platform()
    wanted = ask(first, prompt="", recipe=BOTH, with_isrc=second.recording.isrc)
    return actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)[0]


def test_both_songs_are_in_it_and_both_are_named_in_its_credential(mashup: Derivative) -> None:
    made = actions.generate(actor=ACTOR, derivative_id=mashup.pk)

    assert made.state == State.SCREENING, made.problem
    rendering = Rendering.objects.get()
    assert "mashup" in [step["step"] for step in rendering.steps]
    claim = provenance.read(local_path(rendering.master), keys()).claim
    assert claim is not None
    assert [parent["title"] for parent in claim.parents] == ["Glass Orchard", "Slow Tide"]


def test_without_the_second_songs_sound_there_is_no_half_of_a_mashup(mashup: Derivative) -> None:
    second = mashup.sources.order_by("pk")[1].recording
    assert second is not None
    second.master = None
    second.save()

    failed = actions.generate(actor=ACTOR, derivative_id=mashup.pk)

    assert (failed.state, failed.problem["code"]) == (State.FAILED, "source_without_audio")
    assert not Rendering.objects.exists()
