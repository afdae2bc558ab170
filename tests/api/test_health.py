"""Health: alive without a database; ready only when everything is there, and in words when it is not."""

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings


def test_alive_needs_no_database() -> None:
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_database_and_broker_answer(settings: Settings) -> None:
    settings.BROKER_URL = "memory://"

    answer = Client().get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "missing": []})


@pytest.mark.django_db
@pytest.mark.parametrize("broker", ["pgmq://desk@127.0.0.1:1/desk", "amqp://desk@127.0.0.1:1//"])
def test_a_broker_nobody_can_reach_is_named_without_its_address(broker: str, settings: Settings) -> None:
    settings.BROKER_URL = broker

    answer = Client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "missing": ["The broker cannot be reached."]}


@pytest.mark.django_db(transaction=True)
def test_missing_migrations_are_counted(settings: Settings) -> None:
    settings.BROKER_URL = "memory://"
    call_command("migrate", "django_celery_beat", "0001", fake=True, verbosity=0)
    try:
        answer = Client().get("/readyz")
    finally:
        call_command("migrate", "django_celery_beat", fake=True, verbosity=0)

    assert answer.status_code == 503
    assert answer.json()["missing"][0].startswith("The database lacks ")


@pytest.mark.django_db
def test_the_health_of_a_living_process_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        Client().get("/healthz")
