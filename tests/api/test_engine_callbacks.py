"""A remote engine says that it is done: signed by it, taken once, from nobody who signs in; and never the truth itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from rightsdesk.derivatives.models import EngineJob, EngineMessage
from rightsdesk.generation.remote import SigningKey
from rightsdesk.journal.models import Outbox
from tests.api.support import World, door, everything, is_problem, post_raw, world
from tests.derivatives.far import elsewhere, message

pytestmark = pytest.mark.django_db
PATH = "/api/v1/engine/callbacks"
ACTORS = ("owner", "colleague", "stranger", "nobody")


@pytest.fixture
def w(settings: Settings) -> World:
    made = world()
    elsewhere(settings)
    return made


@pytest.fixture
def job(w: World) -> EngineJob:
    due = timezone.now() + timedelta(minutes=5)
    return EngineJob.objects.create(derivative=w.derivative, engine="https://engine.example", due=due)


def _door(w: World, actor: str) -> APIClient:
    return door({"owner": w.pia, "colleague": w.colleague, "stranger": w.stranger}.get(actor))


def call(client: APIClient, token: str, content_type: str = "application/jwt") -> Any:
    return post_raw(client, PATH, token.encode(), content_type)


@pytest.mark.parametrize("actor", ACTORS)
def test_the_signature_lets_in_whoever_sends_it(w: World, job: EngineJob, actor: str) -> None:
    answer = call(_door(w, actor), message(job))

    assert answer.status_code == 204
    assert EngineMessage.objects.get().said == "done"
    assert Outbox.objects.get().topic == "rightsdesk.derivatives.tasks.look_at_job"


@pytest.mark.parametrize("actor", ACTORS)
def test_no_token_of_a_platform_stands_in_for_the_signature(w: World, job: EngineJob, actor: str) -> None:
    client, before = _door(w, actor), everything()

    answer = call(client, message(job, key=SigningKey.make()))

    is_problem(answer, 403, "token_invalid")
    assert everything() == before


def test_the_same_message_again_does_nothing(w: World, job: EngineJob) -> None:
    told = message(job)
    call(door(None), told)
    before = everything()

    again = call(door(None), told)

    assert again.status_code == 204
    assert everything() == before


def test_two_messages_about_one_job_are_both_kept(w: World, job: EngineJob) -> None:
    for number in ("message-1", "message-2"):
        assert call(door(None), message(job, number=number)).status_code == 204

    assert EngineMessage.objects.count() == 2


def test_a_message_about_a_job_nobody_gave_away_names_nothing(w: World) -> None:
    unknown, before = EngineJob(derivative=w.derivative), everything()

    is_problem(call(door(None), message(unknown)), 404, "not_found")

    assert everything() == before


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "e30.e30.", "x" * 7_000])
def test_what_is_no_message_is_refused(w: World, token: str) -> None:
    before = everything()

    is_problem(call(door(None), token), 403, "token_invalid")

    assert everything() == before


def test_a_message_over_the_limit_is_refused(w: World) -> None:
    is_problem(call(door(None), "x" * 9_000), 413, "too_large")


def test_anything_but_a_signed_message_is_refused(w: World, job: EngineJob) -> None:
    is_problem(call(door(None), '{"job": 1}', "application/json"), 415, "unsupported_media_type")

    assert not EngineMessage.objects.exists()


def test_a_desk_that_renders_itself_has_no_such_address(w: World, job: EngineJob, settings: Settings) -> None:
    told, before = message(job), everything()
    settings.GENERATION_ENGINE = "builtin"

    is_problem(call(door(None), told), 404, "not_found")

    assert everything() == before
