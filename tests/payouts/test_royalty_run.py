"""A run: frozen facts, exact division, two people, and books that follow."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum
from django.db.utils import DatabaseError
from django.utils import timezone

from rightsdesk.derivatives.actions import holds
from rightsdesk.derivatives.models import HoldKind, HoldOn
from rightsdesk.domain import frozen
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid
from rightsdesk.media.queries import local_path
from rightsdesk.payouts import actions, queries
from rightsdesk.payouts.actions.running import RUN_LOCK
from rightsdesk.payouts.models import Allocation, LedgerEntry, Run, RunState
from tests import builders
from tests.payouts import books
from tests.payouts.books import EURO, PERIOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> books.Desk:
    return books.desk()


def owed(kind: str) -> dict[str, int]:
    """Party name → micro-units the ledger owes them."""
    rows = (
        LedgerEntry.objects.filter(postings__account__kind=kind)
        .values_list("postings__account__party__name")
        .annotate(units=Sum("postings__units"))
    )
    return {name: -units for name, units in rows.order_by() if units}


def test_a_pool_reaches_everyone_with_a_share(desk: books.Desk, tmp_path: Path) -> None:
    song = builders.song()
    books.reported(desk, tmp_path, books.line(books.derivative(desk, song), 7))

    books.posted(desk)

    assert owed("payable") == {
        song.label.name: 44 * EURO,
        song.artist.party.name: 11 * EURO,
        song.publisher.name: 45 * EURO,
    }
    assert {kind: units for _, kind, units in queries.trial_balance()} == {
        "payable": -100 * EURO,
        "receivable": 100 * EURO,
    }


def test_a_pool_is_divided_by_listens(desk: books.Desk, tmp_path: Path) -> None:
    quiet, loud = builders.song("Quiet"), builders.song("Loud")
    books.reported(
        desk,
        tmp_path,
        books.line(books.derivative(desk, quiet), 1),
        books.line(books.derivative(desk, loud), 2),
        books.line(books.derivative(desk, loud), 1, day="2026-10-31"),
    )

    books.posted(desk)

    assert owed("payable")[quiet.publisher.name] == 11_250_000
    assert owed("payable")[loud.publisher.name] == 33_750_000


def test_held_money_is_booked_but_not_payable(desk: books.Desk, tmp_path: Path) -> None:
    song = builders.song()
    held = books.derivative(desk, song, published=False)
    holds.hold(
        actor="system:screening", derivative_id=held.pk, on=HoldOn.MONEY, kind=HoldKind.CASE,
        reason="A moderator is looking at it.",
    )  # fmt: skip
    books.reported(desk, tmp_path, books.line(held, 1), books.line(books.derivative(desk, song), 3))

    books.posted(desk)

    assert sum(owed("held").values()) == 25 * EURO
    assert sum(owed("payable").values()) == 75 * EURO
    assert owed("held")[song.publisher.name] == 11_250_000


def test_a_dated_hold_holds_only_the_listens_from_its_day(desk: books.Desk, tmp_path: Path) -> None:
    remix = books.derivative(desk, builders.song())
    since = datetime(2026, 10, 11, tzinfo=UTC)
    holds.hold(
        actor="system:claims", derivative_id=remix.pk, on=HoldOn.MONEY, kind=HoldKind.DISPUTE,
        reason="The label disputes it.", since=since,
    )  # fmt: skip
    books.reported(
        desk, tmp_path, books.line(remix, 4, day="2026-10-10"), books.line(remix, 1, day="2026-10-11")
    )

    books.posted(desk)

    assert sum(owed("held").values()) == 20 * EURO


def test_a_released_hold_is_paid_by_a_second_run_that_posts_the_difference(
    desk: books.Desk, tmp_path: Path
) -> None:
    remix = books.derivative(desk, builders.song())
    holds.hold(
        actor="system:screening", derivative_id=remix.pk, on=HoldOn.MONEY, kind=HoldKind.CASE,
        reason="A moderator is looking at it.", subject="case_1",
    )  # fmt: skip
    books.reported(desk, tmp_path, books.line(remix, 1))
    books.posted(desk)
    holds.release(
        actor="user:max", derivative_id=remix.pk, on=HoldOn.MONEY, subject="case_1", reason="Cleared."
    )

    second = books.posted(desk, now=timezone.now() + timedelta(seconds=1))

    assert second.number == 2
    assert (sum(owed("held").values()), sum(owed("payable").values())) == (0, 100 * EURO)
    assert [entry.postings.aggregate(sum=Sum("units"))["sum"] for entry in LedgerEntry.objects.all()] == [
        0,
        0,
    ]


def test_money_without_an_owner_waits_in_suspense(desk: books.Desk, tmp_path: Path) -> None:
    song = builders.song()
    books.reported(
        desk, tmp_path, books.line(books.derivative(desk, song), 1), books.line("drv_nobody_knows", 1)
    )

    books.posted(desk)

    assert {kind: units for _, kind, units in queries.trial_balance()}["suspense"] == -50 * EURO


def test_the_same_facts_are_the_same_run(desk: books.Desk, tmp_path: Path) -> None:
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))

    first = actions.allocate(actor=desk.lin.actor, period=PERIOD)
    second = actions.allocate(actor=desk.lin.actor, period=PERIOD)

    assert first == second
    assert Run.objects.count() == 1


def test_new_facts_replace_a_draft(desk: books.Desk, tmp_path: Path) -> None:
    remix = books.derivative(desk, builders.song())
    books.reported(desk, tmp_path, books.line(remix, 7))
    first = actions.allocate(actor=desk.lin.actor, period=PERIOD)
    late = books.report(tmp_path, books.line(remix, 2), name="late.csv")
    actions.import_usage(actor="x", source=late, period=PERIOD, programme=desk.programme)

    second = actions.allocate(actor=desk.lin.actor, period=PERIOD)

    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (RunState.SUPERSEDED, RunState.DRAFT, 2)


def test_what_was_frozen_divides_the_same_again(desk: books.Desk, tmp_path: Path) -> None:
    remix, mashup = (
        books.derivative(desk, builders.song("A")),
        books.derivative(desk, builders.song("B"), builders.song("C")),
    )
    books.reported(
        desk, tmp_path, books.line(remix, 7), books.line(mashup, 3), books.line("drv_x", 1), amount=101
    )
    run = actions.allocate(actor=desk.lin.actor, period=PERIOD)

    document = json.loads(local_path(run.inputs).read_bytes())
    again = [(line.units, line.rank) for lines in frozen.divide(document).values() for line in lines]

    assert again == list(Allocation.objects.filter(run=run).order_by("pk").values_list("units", "rank"))


def test_who_prepared_a_run_cannot_approve_it(desk: books.Desk, tmp_path: Path) -> None:
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))
    run = actions.allocate(actor=desk.fin.actor, period=PERIOD)

    with pytest.raises(Forbidden):
        actions.approve_run(actor=desk.fin.actor, run=run)

    run.refresh_from_db()
    assert (run.state, run.approved_by) == (RunState.DRAFT, "")


def test_only_finance_approves(desk: books.Desk, tmp_path: Path) -> None:
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))
    run = actions.allocate(actor="system:beat", period=PERIOD)

    for stranger in (desk.lin.actor, "user:usr_nobody", "system:other"):
        with pytest.raises(Forbidden):
            actions.approve_run(actor=stranger, run=run)


def test_the_database_too_wants_two_people(desk: books.Desk, tmp_path: Path) -> None:
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))
    run = actions.allocate(actor=desk.lin.actor, period=PERIOD)

    with pytest.raises(DatabaseError, match="run_two_people"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payouts_run SET state = 'approved', approved_by = prepared_by WHERE id = %s", [run.pk]
        )


def test_a_draft_cannot_be_posted(desk: books.Desk, tmp_path: Path) -> None:
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))
    run = actions.allocate(actor=desk.lin.actor, period=PERIOD)

    with pytest.raises(Conflict):
        actions.post_run(actor=desk.lin.actor, run=run)

    assert not LedgerEntry.objects.exists()


def test_posting_twice_books_once(desk: books.Desk, tmp_path: Path) -> None:
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))
    run = books.posted(desk)

    actions.post_run(actor=desk.lin.actor, run=run)

    assert LedgerEntry.objects.count() == 1


def test_a_month_without_a_pool_cannot_be_run(desk: books.Desk) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.allocate(actor=desk.lin.actor, period=PERIOD)

    assert refusal.value.code == "no_pool"


def test_a_pool_that_stands_is_not_changed(desk: books.Desk) -> None:
    first = actions.open_pool(actor="x", programme=desk.programme, period=PERIOD, amount=5)

    assert actions.open_pool(actor="x", programme=desk.programme, period=PERIOD, amount=5) == first
    with pytest.raises(Conflict):
        actions.open_pool(actor="x", programme=desk.programme, period=PERIOD, amount=6)
    with pytest.raises(Invalid):
        actions.open_pool(actor="x", programme=desk.programme, period="2026-11", amount=0)


def test_two_runs_of_a_month_at_once_are_one_and_a_refusal(desk: books.Desk, tmp_path: Path) -> None:
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))
    somebody_else = connection.copy()
    with somebody_else.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [RUN_LOCK, 2026 * 12 + 10])

    with pytest.raises(Conflict) as refusal:
        actions.allocate(actor=desk.lin.actor, period=PERIOD)

    somebody_else.close()
    assert refusal.value.code == "run_in_hand"
    assert not Run.objects.exists()
