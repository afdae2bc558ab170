"""What a platform delivers is compared with every reference and every voice before anybody hears it."""

import pytest

from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative, Hold, HoldKind
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import State
from rightsdesk.engines.audio import Audio
from rightsdesk.journal.models import Entry, Outbox
from rightsdesk.media.queries import local_path
from rightsdesk.screening import actions, tasks
from rightsdesk.screening.models import Finding, Reference, ScreeningRun
from tests.screening.studio import Studio, cut, delivered, sound, with_inside

pytestmark = pytest.mark.django_db
ACTOR = "system:screening"


def remix(host: str, seconds: float = 20.0) -> Audio:
    """So many seconds of a recording, as a platform might deliver them."""
    return cut(sound(host), 2.0, 2.0 + seconds)


def test_a_remix_of_what_was_declared_is_published(studio: Studio) -> None:
    derivative = delivered(studio, "gravel_and_rain", remix("gravel_and_rain", 45.0), sealed=True)

    run = actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    assert run.conclusion == "clear"
    assert not run.findings.exists()
    assert Derivative.objects.get(pk=derivative.pk).state == State.PUBLISHED
    assert not Hold.objects.exists()


def test_fifteen_seconds_nobody_declared_are_found_with_both_ranges(studio: Studio) -> None:
    excerpt = cut(sound("last_tram_home"), 20.0, 35.0)
    mixed = with_inside(remix("harbour_lights", 45.0), excerpt, 17.0, 6.0)
    derivative = delivered(studio, "harbour_lights", mixed, sealed=True)

    run = actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    finding = run.findings.get()
    assert finding.reference is not None
    assert finding.reference.recording == studio.recordings["last_tram_home"]
    assert (finding.query_start_s, finding.query_end_s) == pytest.approx((17.0, 32.0), abs=1.5)
    assert (finding.reference_start_s, finding.reference_end_s) == pytest.approx((20.0, 35.0), abs=1.5)
    assert finding.score > finding.threshold
    assert finding.evidence["title"] == "last_tram_home"
    assert finding.evidence["artist"] == "Castor Bell"


def test_a_voice_nobody_licensed_is_found_with_range_and_threshold(studio: Studio) -> None:
    mixed = with_inside(remix("slow_tide", 45.0), sound("dry_marlow"), 8.0, 0.0)
    derivative = delivered(studio, "slow_tide", mixed)

    run = actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    finding = run.findings.get()
    assert finding.kind == "unlicensed_voice"
    assert finding.artist == studio.artists["marlow"]
    assert finding.score >= finding.threshold
    assert finding.query_start_s < finding.query_end_s
    assert finding.reference_start_s is None
    assert finding.evidence["nearest"][0]["artist"] == "Marlow Reed"
    assert len(finding.evidence["segments"]) == 10


def test_what_is_found_is_held_and_told_to_moderation_once(studio: Studio) -> None:
    mixed = with_inside(cut(sound("slow_tide"), 2.0, 22.0), sound("dry_marlow"), 2.0, 3.0)
    derivative = delivered(studio, "slow_tide", mixed)

    run = actions.screen(actor=ACTOR, derivative_id=derivative.pk)
    again = actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    held = Derivative.objects.get(pk=derivative.pk)
    assert held.state == State.HELD
    assert "Marlow Reed" in held.problem["message"]
    assert {hold.on for hold in Hold.objects.filter(kind=HoldKind.SCREENING)} == {"visibility", "money"}
    assert again == run
    assert (ScreeningRun.objects.count(), Finding.objects.count()) == (1, 1)
    told = Outbox.objects.get(topic="rightsdesk.moderation.tasks.open_case")
    assert told.payload == {"args": [run.pk]}


def test_a_run_names_everything_it_used(studio: Studio) -> None:
    derivative = delivered(studio, "slow_tide", remix("slow_tide"))

    run = actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    assert run.audio_sha256 == derivative.rendering.master.sha256
    assert run.versions["references"] == 3
    assert run.versions["profiles"] == 3
    assert run.versions["backend"].startswith("voice-2-")
    assert run.versions["fingerprints"].startswith("chromaprint 1.")
    entry = Entry.objects.get(verb="derivative.screened")
    assert entry.facts == {"run": run.public_id, "conclusion": "clear", "findings": []}


def test_what_is_published_becomes_a_reference_that_its_cousins_may_resemble(studio: Studio) -> None:
    first = delivered(studio, "slow_tide", remix("slow_tide"))
    actions.screen(actor=ACTOR, derivative_id=first.pk)
    tasks.add_derivative_reference(first.pk)
    tasks.add_derivative_reference(first.pk)

    cousin = delivered(studio, "slow_tide", cut(sound("slow_tide"), 4.0, 24.0))
    run = actions.screen(actor=ACTOR, derivative_id=cousin.pk)

    assert Reference.objects.filter(derivative=first).count() == 1
    assert run.conclusion == "clear"


def test_a_stretch_found_in_a_recording_and_in_its_remix_is_one_finding(studio: Studio) -> None:
    published = delivered(studio, "last_tram_home", remix("last_tram_home"))
    actions.screen(actor=ACTOR, derivative_id=published.pk)
    tasks.add_derivative_reference(published.pk)
    excerpt = cut(sound("last_tram_home"), 20.0, 35.0)

    derivative = delivered(studio, "harbour_lights", with_inside(remix("harbour_lights"), excerpt, 2.0, 6.0))
    run = actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    finding = run.findings.get()
    assert finding.evidence["recording"] == studio.recordings["last_tram_home"].public_id


def test_silence_inside_is_a_quality_finding(studio: Studio) -> None:
    broken = remix("slow_tide")
    broken.samples[5 * broken.rate : 16 * broken.rate] = 0.0
    derivative = delivered(studio, "slow_tide", broken)

    run = actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    finding = run.findings.get()
    assert finding.kind == "quality"
    assert finding.evidence["code"] == "silence"
    assert (finding.query_start_s, finding.query_end_s) == pytest.approx((5.0, 16.0), abs=0.2)


def test_audio_that_was_damaged_on_the_desk_fails_in_words(studio: Studio) -> None:
    derivative = delivered(studio, "slow_tide", cut(sound("slow_tide"), 1.0, 30.0))
    path = local_path(derivative.rendering.master)
    path.write_bytes(path.read_bytes()[:1000])

    tasks.screen(derivative.pk)

    failed = Derivative.objects.get(pk=derivative.pk)
    assert failed.state == State.FAILED
    assert failed.problem["code"].startswith("audio_")
    assert not ScreeningRun.objects.exists()


def test_what_has_no_sound_yet_is_not_screened(studio: Studio) -> None:
    asked = derivatives.Ask(
        "key-x", studio.recordings["slow_tide"].isrc, "listener-x", "studio", "DE", "10% slower"
    )
    made, _ = derivatives.request(
        actor=studio.client.actor, client=studio.client, programme=studio.programme, ask=asked
    )

    with pytest.raises(Conflict) as refused:
        actions.screen(actor=ACTOR, derivative_id=made.pk)

    assert refused.value.code == "nothing_rendered"
    assert not ScreeningRun.objects.exists()
