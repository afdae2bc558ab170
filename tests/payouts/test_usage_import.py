"""Usage in: good lines count, bad ones wait with a reason, nothing counts twice and nothing is dropped."""

import io
from pathlib import Path

import pytest
from django.db.models import Sum

from rightsdesk.accounts.models import OrganisationKind
from rightsdesk.domain.errors import Invalid
from rightsdesk.payouts import actions
from rightsdesk.payouts.models import Quarantine, Suspense, UsageLine, UsageReport
from tests import builders
from tests.payouts import books

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> books.Desk:
    return books.desk()


def imported(desk: books.Desk, path: Path) -> UsageReport:
    return actions.import_usage(
        actor=desk.client.actor, source=path, period=books.PERIOD, platform=desk.programme.platform
    )


def test_good_lines_count_under_their_derivative(desk: books.Desk, tmp_path: Path) -> None:
    remix = books.derivative(desk, builders.song())

    report = imported(desk, books.report(tmp_path, books.line(remix, 3), books.line(remix, 4, "2026-10-31")))

    assert (report.lines, report.accepted, report.quarantined, report.unmatched, report.plays) == (
        2,
        2,
        0,
        0,
        7,
    )
    assert UsageLine.objects.filter(derivative=remix).aggregate(sum=Sum("plays"))["sum"] == 7
    assert report.imported_by == desk.client.actor


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("l1,2026-10-05,{drv},DE,premium,u1", "columns"),
        ("l1,2026-10-05,{drv},DE,premium,u1,1,surplus", "columns"),
        ("just words", "columns"),
        (",2026-10-05,{drv},DE,premium,u1,1", "line_id"),
        ("l1,05.10.2026,{drv},DE,premium,u1,1", "date"),
        ("l1,2026-09-30,{drv},DE,premium,u1,1", "other_month"),
        ("l1,2026-10-32,{drv},DE,premium,u1,1", "other_month"),
        ("l1,2026-10-05,,DE,premium,u1,1", "derivative"),
        ("l1,2026-10-05,{drv},Germany,premium,u1,1", "territory"),
        ("l1,2026-10-05,{drv},DE,premium,,1", "listener"),
        ("l1,2026-10-05,{drv},DE,premium,u1,-5", "plays"),
        ("l1,2026-10-05,{drv},DE,premium,u1,0", "plays"),
        ("l1,2026-10-05,{drv},DE,premium,u1,1.5", "plays"),
        ("l1,2026-10-05,{drv},DE,premium,u1,99999999999", "plays"),
    ],
)
def test_a_bad_line_waits_with_its_reason_and_stops_no_good_one(
    desk: books.Desk, tmp_path: Path, bad: str, reason: str
) -> None:
    remix = books.derivative(desk, builders.song())

    report = imported(desk, books.report(tmp_path, bad.format(drv=remix.public_id), books.line(remix, 3)))

    waiting = Quarantine.objects.get(report=report)
    assert (waiting.line_no, waiting.reason) == (2, reason)
    assert waiting.text == bad.format(drv=remix.public_id)
    assert (report.accepted, report.plays) == (1, 3)


def test_the_same_file_twice_counts_once(desk: books.Desk, tmp_path: Path) -> None:
    remix = books.derivative(desk, builders.song())
    path = books.report(tmp_path, books.line(remix, 3))

    first, second = imported(desk, path), imported(desk, path)

    assert first == second
    assert UsageLine.objects.count() == 1


def test_a_line_sent_again_in_another_file_counts_once(desk: books.Desk, tmp_path: Path) -> None:
    remix = books.derivative(desk, builders.song())
    line = books.line(remix, 3)
    imported(desk, books.report(tmp_path, line))

    again = imported(desk, books.report(tmp_path, line, books.line(remix, 4), name="again.csv"))

    assert Quarantine.objects.get(report=again).reason == "already_reported"
    assert UsageLine.objects.aggregate(sum=Sum("plays"))["sum"] == 7


def test_a_line_id_used_twice_in_a_file_counts_the_first_time(desk: books.Desk, tmp_path: Path) -> None:
    remix = books.derivative(desk, builders.song())

    report = imported(
        desk,
        books.report(tmp_path, books.line(remix, 3, line_id="same"), books.line(remix, 4, line_id="same")),
    )

    assert (report.plays, Quarantine.objects.get(report=report).line_no) == (3, 3)


def test_listens_of_something_unknown_wait_in_suspense(desk: books.Desk, tmp_path: Path) -> None:
    report = imported(
        desk, books.report(tmp_path, books.line("drv_unknown", 3), books.line("drv_unknown", 4))
    )

    waiting = Suspense.objects.get(report=report)
    assert (waiting.reference, waiting.lines, waiting.plays) == ("drv_unknown", 2, 7)
    assert report.accepted == report.unmatched == 2


def test_another_platform_s_derivative_is_as_unknown_as_any_other(desk: books.Desk, tmp_path: Path) -> None:
    other, client = builders.platform("Elsewhere")
    hidden = books.derivative(books.Desk(other, client, desk.lin, desk.fin), builders.song())

    report = imported(desk, books.report(tmp_path, books.line(hidden, 5)))

    assert report.unmatched == 1
    assert UsageLine.objects.get(report=report).derivative is None


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfline_id,date,derivative_id,territory,product,listener,plays\r\nl1,2026-10-05,DRV,DE,premium,u1,3\r\n",
        b'line_id,date,derivative_id,territory,product,listener,plays\n"l1","2026-10-05","DRV","DE","premium, ""family""","u1","3"\n',
        b"plays,listener,product,territory,derivative_id,date,line_id,note\n3,u1,premium,DE,DRV,2026-10-05,l1,x\n\n",
        "line_id,date,derivative_id,territory,product,listener,plays\nl1,2026-10-05,DRV,DE,prämium,ü1,3".encode(),
    ],
    ids=[
        "byte order mark and CRLF",
        "quoted",
        "other column order and a blank line",
        "umlauts, no last newline",
    ],
)
def test_ordinary_ways_to_write_csv_are_read(desk: books.Desk, raw: bytes) -> None:
    remix = books.derivative(desk, builders.song())
    stream = io.BytesIO(raw.replace(b"DRV", remix.public_id.encode()))

    report = actions.import_usage(
        actor=desk.client.actor,
        source=stream,
        period=books.PERIOD,
        programme=desk.programme,
        file_name="october.csv",
    )

    assert (report.lines, report.accepted, report.plays) == (1, 1, 3)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x89PNG\r\n\x1a\n\0\0", b"date,plays\n2026-10-05,3\n", b"\0" * 5000],
    ids=["empty", "png", "columns", "zeros"],
)
def test_a_file_that_is_no_report_is_refused_and_nothing_is_kept(desk: books.Desk, raw: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.import_usage(
            actor=desk.client.actor, source=io.BytesIO(raw), period=books.PERIOD, programme=desk.programme
        )

    assert refusal.value.code == "usage_header"
    assert not UsageReport.objects.exists()


def test_hostile_bytes_end_in_quarantine(desk: books.Desk) -> None:
    raw = books.HEADER.encode() + b"\n\\.\n\xff\xfe\0\x1e\n" + b"x" * 200_000 + b'\n"open quote,1\n'

    report = actions.import_usage(
        actor=desk.client.actor, source=io.BytesIO(raw), period=books.PERIOD, programme=desk.programme
    )

    assert report.accepted == 0
    assert set(Quarantine.objects.values_list("reason", flat=True)) == {"columns"}


def test_a_platform_of_several_programmes_must_name_one(desk: books.Desk, tmp_path: Path) -> None:
    elsewhere = builders.organisation("Silent", OrganisationKind.PLATFORM)

    with pytest.raises(Invalid):
        actions.import_usage(
            actor="x", source=books.report(tmp_path), period=books.PERIOD, platform=elsewhere
        )


def test_a_month_that_is_none_is_refused(desk: books.Desk, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        actions.import_usage(
            actor="x", source=books.report(tmp_path), period="2026-13", programme=desk.programme
        )
