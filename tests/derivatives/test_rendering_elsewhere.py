"""The desk and a real engine server over real sockets: the job, the callback, the file, and a bad line between them."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from rightsdesk.derivatives import actions
from rightsdesk.derivatives.models import Derivative, EngineJob, EngineMessage, Rendering
from rightsdesk.domain.lifecycle import State
from rightsdesk.generation.remote import RemoteError
from rightsdesk.media.models import Asset
from tests.builders import ACTOR, ask, consented_song, platform
from tests.derivatives.far import desk_key_in, elsewhere
from tests.generation.remote.outside import Line
from tests.generation.remote.serving import EngineServer

pytestmark = pytest.mark.django_db(transaction=True)
SLOWER = {"version": 1, "style": None, "operations": [{"kind": "tempo", "ratio": 0.9}]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineServer]:
    desk = desk_key_in(tmp_path_factory.getbasetemp())
    server = EngineServer(tmp_path_factory.mktemp("engine"), [desk], "--allow-private", "localhost").start()
    yield server
    server.stop()


@pytest.fixture
def line(server: EngineServer) -> Iterator[Line]:
    line = Line(server.url)
    yield line
    line.web.close()


@pytest.fixture
def derivative(server: EngineServer, line: Line, live_server: LiveServer, settings: Settings) -> Derivative:
    """Of a desk whose files the engine can fetch, and which hears its callbacks."""
    settings.SITE_URL = live_server.url
    elsewhere(settings, line.url, server.key)
    programme, client = platform()
    wanted = ask(consented_song(), prompt="", recipe=SLOWER)
    return actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)[0]


def until(found: Callable[[], Any], seconds: float = 60.0) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.1)
    raise AssertionError("it never came")


def looked_until(job: EngineJob, state: str) -> EngineJob:
    def reached() -> bool:
        actions.look(actor=ACTOR, job_id=job.pk)
        job.refresh_from_db()
        return job.state == state

    until(reached)
    return job


def generated(derivative: Derivative) -> EngineJob:
    for _ in range(2):
        assert actions.generate(actor=ACTOR, derivative_id=derivative.pk).state == State.GENERATING
    return EngineJob.objects.get()


def test_it_is_rendered_elsewhere_announced_by_a_callback_and_kept_once(derivative: Derivative) -> None:
    job = generated(derivative)
    told = until(lambda: EngineMessage.objects.first())
    looked_until(job, "done")

    for _ in range(2):
        actions.collect(actor=ACTOR, job_id=job.pk)

    job.refresh_from_db()
    derivative.refresh_from_db()
    rendering = Rendering.objects.get()
    assert (told.job_id, told.said, job.state, derivative.state) == (job.pk, "done", "collected", "screening")
    assert (rendering.engine, rendering.recipe) == ("builtin", SLOWER)
    assert rendering.disclosure["engine"]["kind"] == "remote"
    assert rendering.files.count() == 4


def test_a_file_that_is_not_what_was_announced_is_not_kept(derivative: Derivative, line: Line) -> None:
    line.fault = lambda line, method, path: "wrong" if "/files/" in path else None
    job = looked_until(generated(derivative), "done")
    before = Asset.objects.count()

    actions.collect(actor=ACTOR, job_id=job.pk)

    job.refresh_from_db()
    derivative.refresh_from_db()
    assert (job.state, job.problem["code"]) == ("failed", "file_hash_mismatch")
    assert (derivative.state, derivative.problem["code"]) == (State.FAILED, "file_hash_mismatch")
    assert (Rendering.objects.count(), Asset.objects.count()) == (0, before)


def test_an_engine_that_breaks_while_it_is_collected_is_asked_again(
    derivative: Derivative, line: Line
) -> None:
    job = looked_until(generated(derivative), "done")
    line.fault = lambda line, method, path: "500"
    with pytest.raises(RemoteError):
        actions.collect(actor=ACTOR, job_id=job.pk)
    derivative.refresh_from_db()
    assert (derivative.state, Rendering.objects.count()) == (State.GENERATING, 0)

    line.good()
    actions.collect(actor=ACTOR, job_id=job.pk)

    derivative.refresh_from_db()
    assert derivative.state == State.SCREENING


def test_an_answer_lost_on_the_way_makes_no_second_job(derivative: Derivative, line: Line) -> None:
    line.fault = lambda line, method, path: "lost" if method == "PUT" else None
    job = generated(derivative)
    assert job.accepted_at is None

    line.good()
    looked_until(job, "done")

    assert EngineJob.objects.count() == 1
    assert job.accepted_at is not None


def test_a_derivative_that_is_ended_meanwhile_is_cancelled_there_too(
    derivative: Derivative, line: Line
) -> None:
    job = generated(derivative)
    actions.fail(actor=ACTOR, derivative_id=derivative.pk, code="consent_withdrawn", message="Withdrawn.")
    line.good()

    actions.poll()

    job.refresh_from_db()
    assert job.state == "cancelled"
    assert line.asked == [f"DELETE /v1/jobs/{job.public_id}"]
    assert not Rendering.objects.exists()
