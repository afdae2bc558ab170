"""The sound: the real engine renders, platforms deliver, bad audio is refused, and twice is once."""

import wave
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from rightsdesk.derivatives import actions
from rightsdesk.derivatives.engine import keys
from rightsdesk.derivatives.models import Derivative, Hold, HoldKind, HoldOn, Rendering, Upload
from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.domain.lifecycle import State
from rightsdesk.engines import audio, provenance
from rightsdesk.journal.models import Outbox
from rightsdesk.media.models import Asset
from rightsdesk.media.queries import local_path
from tests.builders import ACTOR, ask, consented_song, platform, sound_asset
from tests.derivatives.living import living

pytestmark = pytest.mark.django_db
SLOWER = {"version": 1, "style": None, "operations": [{"kind": "tempo", "ratio": 0.9}]}


def asked(**changes: Any) -> Derivative:
    programme, client = platform()
    wanted = ask(consented_song(), prompt="", recipe=SLOWER, **changes)
    return actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)[0]


def deliver(derivative: Derivative, path: Path) -> Derivative:
    client = derivative.client
    return actions.deliver(
        actor=client.actor,
        client=client,
        derivative_id=derivative.public_id,
        upload=path,
        engine_name="wavemaker",
        engine_version="4.2",
    )


@pytest.fixture
def song_file(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    samples = (0.1 * rng.standard_normal((44_100 * 4, 2))).astype(np.float32)
    path = tmp_path / "song.flac"
    audio.encode(audio.Audio(samples, 44_100), path, "flac")
    return path


def test_the_engine_renders_it_once_says_how_and_screening_is_next() -> None:
    derivative = asked()

    for _ in range(2):
        made = actions.generate(actor=ACTOR, derivative_id=derivative.pk)

    assert made.state == State.SCREENING
    rendering = Rendering.objects.get()
    assert rendering.delivery.seconds == pytest.approx(3.0 / 0.9, abs=0.2)
    assert rendering.delivery.peaks
    assert (rendering.engine, rendering.recipe, rendering.model) == ("builtin", SLOWER, {})
    assert {"tempo", "encode"} <= {step["step"] for step in rendering.steps}
    assert rendering.metrics["tempo_asked"]
    assert list(Outbox.objects.order_by("pk").values_list("topic", flat=True)) == [
        "rightsdesk.derivatives.tasks.generate",
        "rightsdesk.screening.tasks.screen",
    ]


def test_a_source_whose_audio_is_gone_fails_in_words() -> None:
    derivative = asked()
    source = derivative.sources.get()
    type(source.recording).objects.update(master=None)

    failed = actions.generate(actor=ACTOR, derivative_id=derivative.pk)

    assert (failed.state, failed.problem["code"]) == (State.FAILED, "source_without_audio")
    assert not Rendering.objects.exists()


def test_it_is_delivered_in_four_sealed_files_that_name_their_derivative_parent_and_licence() -> None:
    derivative = asked()

    actions.generate(actor=ACTOR, derivative_id=derivative.pk)

    rendering = Rendering.objects.get()
    files = {file.format: file for file in rendering.files.all()}
    assert list(files) == ["flac", "opus", "m4a", "mp3"]
    assert (files["flac"].asset, files["opus"].asset) == (rendering.master, rendering.delivery)
    assert rendering.credential_hash == files["flac"].credential_sha256
    assert [file.sidecar is None for file in files.values()] == [True, False, True, True]
    assert max(file.true_peak_dbtp for file in files.values()) <= -1
    claim = provenance.read(local_path(rendering.master), keys()).claim
    source = derivative.sources.get().recording
    assert claim is not None
    assert derivative.verdict is not None
    assert source is not None
    assert (claim.derivative, claim.licence) == (derivative.public_id, derivative.verdict.public_id)
    assert [parent["isrc"] for parent in claim.parents] == [source.isrc]


def test_what_somebody_ended_while_it_was_rendered_stays_as_it_is() -> None:
    derivative = asked()
    actions.move(actor=ACTOR, derivative_id=derivative.pk, to=State.GENERATING, reason="Begun.")
    actions.fail(actor=ACTOR, derivative_id=derivative.pk, code="consent_withdrawn", message="Withdrawn.")

    ended = actions.generate(actor=ACTOR, derivative_id=derivative.pk)

    assert (ended.state, ended.problem["code"]) == (State.FAILED, "consent_withdrawn")
    assert not Rendering.objects.exists()


def test_the_platforms_own_rendering_is_taken_once_and_sealed(song_file: Path) -> None:
    derivative = asked(renderer="platform")

    for _ in range(2):
        delivered = deliver(derivative, song_file)
        assert delivered.state == State.GENERATING
    sealed = [actions.generate(actor=ACTOR, derivative_id=derivative.pk) for _ in range(2)]

    assert [made.state for made in sealed] == [State.SCREENING] * 2
    rendering = Rendering.objects.get()
    assert (rendering.engine, rendering.files.count()) == ("wavemaker", 4)
    assert list(Outbox.objects.order_by("pk").values_list("topic", flat=True)) == [
        "rightsdesk.derivatives.tasks.generate",
        "rightsdesk.screening.tasks.screen",
    ]


def test_another_file_afterwards_is_a_conflict(song_file: Path, tmp_path: Path) -> None:
    derivative = asked(renderer="platform")
    deliver(derivative, song_file)
    other = tmp_path / "other.flac"
    sound = audio.decode(song_file)
    audio.encode(audio.Audio(sound.samples[::-1].copy(), sound.rate), other, "flac")

    with pytest.raises(Conflict, match="Another file"):
        deliver(derivative, other)

    assert Upload.objects.count() == Outbox.objects.count() == 1


def test_what_the_desk_renders_takes_no_delivery(song_file: Path) -> None:
    derivative = asked()

    with pytest.raises(Conflict, match="The desk renders"):
        deliver(derivative, song_file)

    assert not Upload.objects.exists()


def test_another_tenant_cannot_deliver(song_file: Path) -> None:
    derivative = asked(renderer="platform")
    derivative.client = platform("Otherwave")[1]

    with pytest.raises(NotFound):
        deliver(derivative, song_file)

    assert Derivative.objects.get().state == State.AUTHORISED


def silence(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(8_000 * 2 * 5))


def truncated(path: Path) -> None:
    path.write_bytes(b"fLaC" + bytes(200))


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (lambda path: path.write_bytes(b""), "audio_empty"),
        (lambda path: path.write_text("Dear engineer, this is a letter."), "audio_not_audio"),
        (truncated, "audio_not_audio"),
        (silence, "audio_silent"),
    ],
)
def test_audio_that_cannot_be_used_is_refused_and_nothing_is_kept(
    tmp_path: Path, write: Any, code: str
) -> None:
    derivative = asked(renderer="platform")
    path = tmp_path / "delivery.flac"
    write(path)
    before = Asset.objects.count()

    with pytest.raises(Invalid) as refused:
        deliver(derivative, path)

    assert refused.value.code == code
    assert (Asset.objects.count(), Upload.objects.count()) == (before, 0)
    assert Derivative.objects.get().state == State.AUTHORISED


def screened(clear: bool) -> Derivative:
    derivative = living(platform(), consented_song(), State.SCREENING)
    for _ in range(2):
        derivative = actions.conclude_screening(
            actor=ACTOR,
            derivative_id=derivative.pk,
            run_id="run_1",
            clear=clear,
            reasons=["It holds a voice."],
        )
    return derivative


def test_what_is_clear_is_published_once() -> None:
    derivative = screened(True)

    assert derivative.state == State.PUBLISHED
    assert derivative.published_at is not None
    assert derivative.transitions.filter(after="published").count() == 1


def test_what_is_not_is_held_with_its_money() -> None:
    derivative = screened(False)

    assert derivative.state == State.HELD
    assert derivative.problem["message"] == "It holds a voice."
    assert sorted(Hold.objects.values_list("on", flat=True)) == ["money", "visibility"]


def test_what_payees_read_of_a_hold_names_nobody_who_was_found() -> None:
    screened(False)

    assert {hold.reason for hold in Hold.objects.all()} == {
        "Screening found something that a moderator has to look at first."
    }


def test_a_hold_is_released_once() -> None:
    derivative = screened(False)
    facts = {"derivative_id": derivative.pk, "on": HoldOn.MONEY, "subject": "run_1", "reason": "Cleared."}

    assert actions.release(actor=ACTOR, **facts) == 1
    assert actions.release(actor=ACTOR, **facts) == 0
    assert Hold.objects.filter(during__upper_inf=True).count() == 1


def test_the_same_hold_twice_is_one_hold() -> None:
    derivative = asked()
    facts = {"on": HoldOn.MONEY, "kind": HoldKind.DISPUTE, "reason": "Disputed.", "subject": "dsp_1"}

    first = actions.hold(actor=ACTOR, derivative_id=derivative.pk, **facts)

    assert actions.hold(actor=ACTOR, derivative_id=derivative.pk, **facts).pk == first.pk


def test_work_nobody_finished_is_given_up_in_words() -> None:
    derivative = asked()

    assert actions.give_up_stalled() == 0
    assert actions.give_up_stalled(now=timezone.now() + timedelta(hours=2)) == 1

    derivative.refresh_from_db()
    assert (derivative.state, derivative.problem["code"]) == (State.FAILED, "stalled")


def test_what_waits_for_the_platform_is_not_given_up() -> None:
    asked(renderer="platform")

    assert actions.give_up_stalled(now=timezone.now() + timedelta(hours=2)) == 0


def test_the_tone_of_the_fixtures_is_real_audio() -> None:
    assert sound_asset().seconds == pytest.approx(3.0)
