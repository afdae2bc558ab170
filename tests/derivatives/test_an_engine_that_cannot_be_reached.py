"""The engine is elsewhere and does not answer: nothing is lost or done twice, and waiting ends in words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from rightsdesk.derivatives import actions
from rightsdesk.derivatives.models import Derivative, EngineJob, Rendering
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import State
from rightsdesk.journal.models import Entry, Outbox
from tests.builders import ACTOR, ask, consented_song, platform
from tests.derivatives.far import elsewhere

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def derivative(settings: Settings) -> Derivative:
    """Asked for while the desk rendered itself."""
    programme, client = platform()
    wanted = ask(consented_song())
    made, _ = actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)
    elsewhere(settings)
    return made


def generated(derivative: Derivative) -> EngineJob:
    actions.generate(actor=ACTOR, derivative_id=derivative.pk)
    return EngineJob.objects.get()


def test_nobody_is_promised_a_render_by_an_engine_that_cannot_say_who_it_is(settings: Settings) -> None:
    programme, client = platform()
    wanted = ask(consented_song())
    elsewhere(settings)

    with pytest.raises(Conflict) as refused:
        actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)

    assert refused.value.code == "engine_unreachable"
    assert not Derivative.objects.exists()


def test_what_could_not_be_handed_over_waits_in_one_job(derivative: Derivative) -> None:
    job = generated(derivative)
    again = generated(derivative)

    assert (again.pk, job.state, job.accepted_at) == (job.pk, "submitted", None)
    derivative.refresh_from_db()
    assert derivative.state == State.GENERATING


def test_the_poll_gives_up_what_is_overdue_in_words_and_once(derivative: Derivative) -> None:
    job = generated(derivative)
    assert actions.poll() == 1

    for _ in range(2):
        actions.poll(now=timezone.now() + LATER)

    job.refresh_from_db()
    derivative.refresh_from_db()
    assert (job.state, job.problem["code"]) == ("failed", "engine_overdue")
    assert (derivative.state, derivative.problem["message"]) == (
        State.FAILED,
        "The engine did not deliver in time.",
    )
    assert Entry.objects.filter(verb="engine_job.failed").count() == 1


def test_a_derivative_that_somebody_ended_takes_its_job_back(derivative: Derivative) -> None:
    job = generated(derivative)
    actions.fail(actor=ACTOR, derivative_id=derivative.pk, code="consent_withdrawn", message="Withdrawn.")

    actions.poll()

    job.refresh_from_db()
    derivative.refresh_from_db()
    assert (job.state, derivative.problem["code"]) == ("cancelled", "consent_withdrawn")


def test_told_twice_that_it_is_done_it_is_collected_once(derivative: Derivative) -> None:
    from rightsdesk.derivatives.actions.jobs import done

    job = generated(derivative)

    for _ in range(2):
        done(actor=ACTOR, job_id=job.pk)

    assert Outbox.objects.filter(topic="rightsdesk.derivatives.tasks.collect_job").count() == 1
    assert not Rendering.objects.exists()


def test_a_job_of_a_derivative_that_has_gone_on_is_never_opened(derivative: Derivative) -> None:
    actions.fail(actor=ACTOR, derivative_id=derivative.pk, code="stalled", message="Stalled.")

    actions.generate(actor=ACTOR, derivative_id=derivative.pk)

    assert not EngineJob.objects.exists()


def test_a_recording_that_lost_its_sound_is_given_up_before_anybody_is_asked(derivative: Derivative) -> None:
    recording = derivative.sources.get().recording
    assert recording is not None
    recording.master = None
    recording.save()

    job = generated(derivative)

    derivative.refresh_from_db()
    assert (job.state, derivative.problem["code"]) == ("failed", "source_without_audio")
