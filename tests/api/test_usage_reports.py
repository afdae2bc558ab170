"""Usage reports come in as CSV, once, for the platform's own programme."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from rightsdesk.accounts import actions as accounts
from rightsdesk.payouts.models import UsageReport
from tests import builders
from tests.api.support import MONTH, World, door, everything, is_problem, post_raw, report, world

pytestmark = pytest.mark.django_db
PATH = "/api/v1/usage-reports"


def _report(w: World, raw: bytes, query: str = f"period={MONTH}", content_type: str = "text/csv") -> Any:
    return post_raw(door(w.pia), f"{PATH}?{query}", raw, content_type)


def test_a_report_is_counted() -> None:
    w = world()

    answer = _report(w, report(w.derivative, lines=3))

    body = answer.json()
    kept = UsageReport.objects.get()
    assert (answer.status_code, body["id"], body["period"]) == (201, kept.public_id, MONTH)
    assert body["programme"] == w.programme.public_id
    assert (body["lines"], body["accepted"], body["quarantined"], body["unmatched"]) == (3, 3, 0, 0)
    assert (body["plays"], body["sha256"], kept.imported_by) == (9, kept.file_sha256, w.pia.actor)
    assert door(w.colleague).get(f"{PATH}/{kept.public_id}").json() == body


def test_the_file_of_a_form_is_a_report_too() -> None:
    w = world()
    file = SimpleUploadedFile("october.csv", report(w.derivative), "text/csv")

    answer = door(w.pia).post(f"{PATH}?period={MONTH}", {"file": file}, format="multipart")

    assert answer.status_code == 201
    assert UsageReport.objects.get().file_name == "october.csv"


def test_the_same_file_again_is_one_report() -> None:
    w = world()
    first = _report(w, report(w.derivative))
    before = everything()

    again = _report(w, report(w.derivative))

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert everything() == before


def test_bad_lines_are_put_aside_and_the_good_ones_count() -> None:
    w = world()
    raw = (
        report(w.derivative)
        + b"x,2026-10-01,drv_unknown,DE,plus,l,4\ny,someday,z,DE,plus,l,many\n\x00,\xff\n"
    )

    body = _report(w, raw).json()

    assert (body["lines"], body["accepted"] + body["quarantined"]) == (5, 5)
    assert (body["unmatched"], body["plays"] >= 6) == (1, True)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "invalid"),
        ("period=October", 400, "invalid"),
        ("period=2026-13", 400, "invalid"),
        ("period=2026-10%0A", 400, "invalid"),
        (f"period={MONTH}&month=1", 400, "invalid"),
        (f"period={MONTH}&programme=prg_nothing", 404, "unknown_programme"),
    ],
)
def test_a_report_of_no_month_or_programme_is_refused(query: str, status: int, code: str) -> None:
    w = world()
    before = everything()

    is_problem(_report(w, report(w.derivative), query), status, code)
    assert everything() == before


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "code"),
    [
        (b"", "text/csv", 400, "invalid"),
        (b"one,two\n1,2\n", "text/csv", 400, "usage_header"),
        (b"\x00\x01\x02", "text/csv", 400, "usage_header"),
        (b"{}", "application/json", 415, "unsupported_media_type"),
        (b"--x--", "multipart/form-data; boundary=x", 400, "invalid"),
    ],
)
def test_a_body_that_is_no_report_is_refused(raw: bytes, content_type: str, status: int, code: str) -> None:
    w = world()
    before = everything()

    is_problem(_report(w, raw, content_type=content_type), status, code)
    assert everything() == before


def test_a_report_over_the_limit_is_refused_before_it_is_read(settings: Settings) -> None:
    w = world()
    settings.MAX_AUDIO_BYTES = 50

    is_problem(_report(w, report(w.derivative)), 413, "too_large")
    assert UsageReport.objects.count() == 0


def test_another_platforms_programme_takes_no_report_of_ours() -> None:
    w = world()
    theirs = w.stranger.organisation.programmes.get()

    is_problem(
        _report(w, report(w.derivative), f"period={MONTH}&programme={theirs.public_id}"),
        404,
        "unknown_programme",
    )
    assert UsageReport.objects.count() == 0


def test_a_platform_of_two_programmes_says_which_one() -> None:
    w = world()
    accounts.open_programme(
        actor=builders.ACTOR,
        platform=w.pia.organisation,
        offer=accounts.Offer("Second", builders.PLANS, ["DE"], "EUR", date(2026, 1, 1)),
    )

    is_problem(_report(w, report(w.derivative)), 400, "programme_needed")
    named = _report(w, report(w.derivative), f"period={MONTH}&programme={w.programme.public_id}")
    assert (named.status_code, named.json()["programme"]) == (201, w.programme.public_id)
