"""Refusals of the house become problems; what breaks on our side says so without saying how."""

import json

import pytest
from django.test import RequestFactory

from rightsdesk.api.problems import refuse, server_error
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, TooLarge


@pytest.mark.parametrize(
    ("kind", "status"),
    [(Invalid, 400), (Forbidden, 403), (NotFound, 404), (Conflict, 409), (TooLarge, 413), (Refusal, 400)],
)
def test_each_refusal_has_its_status(kind: type[Refusal], status: int) -> None:
    answer = refuse(kind("some_code", "A sentence."))

    assert (answer.status_code, answer.data["code"], answer.data["detail"]) == (
        status,
        "some_code",
        "A sentence.",
    )


def test_a_refusal_of_a_subclass_has_the_status_of_its_kind() -> None:
    class Stale(Conflict):
        """A lease that ran out."""

    assert refuse(Stale("stale", "Too late.", {"token": 1})).data["facts"] == {"token": 1}
    assert refuse(Stale("stale", "Too late.")).status_code == 409


def test_what_breaks_is_a_problem_for_platforms_and_a_page_for_people() -> None:
    make = RequestFactory()

    api, page = (server_error(make.get(path)) for path in ("/api/v1/derivatives", "/portal/"))

    assert (api.status_code, api.headers["Content-Type"]) == (500, "application/problem+json")
    assert json.loads(api.content)["code"] == "server_error"
    assert (page.status_code, page.headers["Content-Type"].split(";")[0]) == (500, "text/html")
