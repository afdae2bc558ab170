"""The same request from many threads at once is one derivative."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from rightsdesk.derivatives.models import Derivative
from tests import builders
from tests.api.support import ask, door, request_body

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_requests_under_one_key_make_one_derivative() -> None:
    _, pia = builders.platform()
    body = request_body(builders.consented_song())
    doors = [door(pia) for _ in range(8)]

    def post(number: int) -> tuple[int, str]:
        try:
            answer = ask(doors[number], body)
            return answer.status_code, answer.json()["id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(8)))

    assert sorted(status for status, _ in answers) == [200] * 7 + [201]
    assert {found for _, found in answers} == {Derivative.objects.get().public_id}


def test_a_listener_cannot_overrun_the_quota_by_asking_at_once() -> None:
    _, pia = builders.platform()
    body = request_body(builders.consented_song())
    doors = [door(pia) for _ in range(6)]

    def post(number: int) -> str:
        try:
            return str(ask(doors[number], body, f"key-{number}").json()["state"])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        states = sorted(pool.map(post, range(6)))

    assert states == ["authorised"] * 3 + ["refused"] * 3
