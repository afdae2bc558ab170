"""A promised task is sent on commit, and again by the relay when that was lost."""

from datetime import timedelta

import pytest
from django.db import transaction

from rightsdesk.celery import app
from rightsdesk.journal import actions
from rightsdesk.journal.models import Outbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An in-memory broker connection that keeps the names of the tasks sent through it."""
    sent: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **_: sent.append(name))
    return sent


def test_nothing_is_sent_when_the_change_is_rolled_back(broker: list[str]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.dispatch(task="some.task", args=[1], queue="default")
        raise RuntimeError

    assert broker == []
    assert not Outbox.objects.exists()


def test_it_is_sent_once_after_the_commit(broker: list[str]) -> None:
    with transaction.atomic():
        actions.dispatch(task="some.task", args=[1], queue="default")
        assert broker == []

    assert broker == ["some.task"]
    assert actions.relay(older_than=timedelta(0)) == 0


def test_the_relay_sends_what_was_left_behind(broker: list[str]) -> None:
    Outbox.objects.create(topic="some.task", queue="default", payload={"args": [1]})

    assert actions.relay(older_than=timedelta(0)) == 1

    assert broker == ["some.task"]
    assert Outbox.objects.get().delivered_at is not None


def test_a_broker_that_is_away_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(app, "send_task", refuse)
    with transaction.atomic():
        actions.dispatch(task="some.task", args=[1], queue="default")

    assert Outbox.objects.get().delivered_at is None
