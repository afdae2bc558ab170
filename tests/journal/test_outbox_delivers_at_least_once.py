"""A promised task is sent on commit, and again until a worker says that it is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from rightsdesk.celery import app
from rightsdesk.journal import outbox
from rightsdesk.journal.models import Outbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks handed to the broker."""
    names: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **_: names.append(name))
    return names


def promise() -> Outbox:
    return outbox.dispatch(task="some.task", args=[1], queue="default")


def later(**delta: Any) -> int:
    return outbox.relay(now=timezone.now() + timedelta(**delta))


def promise_and_fail() -> None:
    with transaction.atomic():
        promise()
        raise RuntimeError


def test_nothing_is_sent_when_the_change_is_rolled_back(sent: list[str]) -> None:
    with pytest.raises(RuntimeError):
        promise_and_fail()

    assert sent == []
    assert not Outbox.objects.exists()


def test_it_is_sent_after_the_commit_and_not_again_at_once(sent: list[str]) -> None:
    with transaction.atomic():
        promise()
        assert sent == []

    assert sent == ["some.task"]
    assert later(seconds=60) == 0


def test_what_is_done_is_never_sent_again(sent: list[str]) -> None:
    outbox.finished(promise().pk)

    assert later(days=1) == 0
    assert sent == ["some.task"]


def test_what_a_dead_worker_left_is_sent_again(sent: list[str]) -> None:
    promise()

    assert later(hours=1) == 1
    assert sent == ["some.task", "some.task"]


def test_what_failed_is_sent_again_soon_and_keeps_its_problem(sent: list[str]) -> None:
    made = promise()

    outbox.failed(made.pk, "ValueError: no")

    assert later(seconds=1) == 0
    assert later(seconds=30) == 1
    assert Outbox.objects.get().problem == "ValueError: no"


def test_it_is_given_up_after_a_number_of_attempts_and_kept(sent: list[str]) -> None:
    promise()
    for day in range(1, 20):
        later(days=day)

    assert len(sent) == outbox.MOST_ATTEMPTS
    assert Outbox.objects.get().done_at is None


def test_a_person_can_have_it_sent_again(sent: list[str]) -> None:
    made = promise()
    outbox.finished(made.pk)

    assert outbox.resend(actor="user:lin", outbox_id=made.pk)
    assert sent == ["some.task", "some.task"]


def test_a_broker_that_is_away_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(app, "send_task", refuse)
    with transaction.atomic():
        promise()

    waiting = Outbox.objects.get()
    assert (waiting.done_at, waiting.attempts) == (None, 0)
