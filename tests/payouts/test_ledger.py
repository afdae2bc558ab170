"""The ledger holds against whoever goes around the application: append-only, balanced, chained."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from rightsdesk.artists.models import PartyKind
from rightsdesk.payouts import queries
from rightsdesk.payouts.models import Account, LedgerEntry, Posting
from tests import builders
from tests.payouts import books

pytestmark = pytest.mark.django_db

ENTRY = """INSERT INTO payouts_ledgerentry (public_id, idempotency_key, at, period, description, content_hash,
           previous_hash, written_in) VALUES ('led_x', 'x', now(), '2026-10', 'x', 'x', 'x', 0) RETURNING id"""
POST = "INSERT INTO payouts_posting (entry_id, account_id, units) VALUES (%s, %s, %s)"


@pytest.fixture
def entry(tmp_path: Path) -> LedgerEntry:
    desk = books.desk()
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 7))
    books.posted(desk)
    commit()
    run("SET CONSTRAINTS ALL DEFERRED")
    return LedgerEntry.objects.get()


def run(statement: str, *values: int | None) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return int(cursor.fetchone()[0]) if cursor.description else None


def commit() -> None:
    """What a commit would check, now."""
    run("SET CONSTRAINTS ALL IMMEDIATE")


def an_account() -> int:
    party = builders.party("Sam", PartyKind.SONGWRITER)
    return Account.objects.create(kind="payable", party=party, currency="EUR").pk


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE payouts_posting SET units = units + 1",
        "DELETE FROM payouts_posting",
        "TRUNCATE payouts_posting",
        "UPDATE payouts_ledgerentry SET description = 'nothing to see'",
        "DELETE FROM payouts_ledgerentry",
        "TRUNCATE payouts_ledgerentry CASCADE",
        "UPDATE payouts_allocation SET units = 0",
        "DELETE FROM payouts_allocation",
        "UPDATE payouts_pool SET amount = 1",
        "UPDATE payouts_account SET party_id = NULL",
        "UPDATE payouts_run SET input_hash = ''",
    ],
)
def test_nothing_that_was_booked_can_be_rewritten(entry: LedgerEntry, attack: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"):
        run(attack)


def test_an_entry_out_of_balance_cannot_be_committed(entry: LedgerEntry) -> None:
    account = an_account()
    run(POST, run(ENTRY), account, 5)

    with pytest.raises(DatabaseError, match="out of balance by 5 EUR"):
        commit()


def test_an_entry_without_postings_cannot_be_committed(entry: LedgerEntry) -> None:
    run(ENTRY)

    with pytest.raises(DatabaseError, match="no postings"):
        commit()


def test_a_posting_that_follows_an_early_check_is_weighed_as_well(entry: LedgerEntry) -> None:
    first, second = an_account(), an_account()
    with connection.cursor() as cursor:
        cursor.execute(ENTRY)
        made = cursor.fetchone()[0]
        cursor.executemany(POST, [(made, first, 5), (made, second, -5)])
    commit()
    run("SET CONSTRAINTS ALL DEFERRED")

    run(POST, made, an_account(), 1)

    with pytest.raises(DatabaseError, match="out of balance"):
        commit()


def test_two_currencies_do_not_balance_each_other(entry: LedgerEntry) -> None:
    dollars = Account.objects.create(kind="payable", party=builders.party("Sam"), currency="USD").pk
    made = run(ENTRY)
    run(POST, made, an_account(), 5)
    run(POST, made, dollars, -5)

    with pytest.raises(DatabaseError, match="out of balance"):
        commit()


def test_allocations_that_do_not_make_their_pool_cannot_be_committed(entry: LedgerEntry) -> None:
    run(
        """INSERT INTO payouts_allocation (run_id, pool_id, day, territory, plays, weight_top, weight_bottom, units,
             rank, hold, "right") SELECT run_id, pool_id, day, territory, plays, 1, 1, 1, 1, 'unmatched', ''
           FROM payouts_allocation LIMIT 1"""
    )

    with pytest.raises(DatabaseError, match="divides 100000001 of the 100000000"):
        commit()


def test_the_ledger_that_was_posted_holds(entry: LedgerEntry) -> None:
    assert list(queries.ledger_faults()) == []
    assert sum(units for _, _, units in queries.trial_balance()) == 0


@pytest.mark.parametrize(
    ("attack", "problem"),
    [
        ("UPDATE payouts_posting SET units = units * 2", "its content does not match its hash"),
        ("UPDATE payouts_posting SET units = units + 1", "it does not balance"),
        ("UPDATE payouts_ledgerentry SET previous_hash = 'other'", "its content does not match its hash"),
    ],
)
def test_whoever_switches_the_triggers_off_is_found(entry: LedgerEntry, attack: str, problem: str) -> None:
    run("SET session_replication_role = replica")
    run(attack)
    run("SET session_replication_role = DEFAULT")

    fault = next(queries.ledger_faults())

    assert fault.row == f"entry {entry.pk} ({entry.public_id})"
    assert fault.problem == problem


def test_postings_cannot_be_added_to_an_older_entry(entry: LedgerEntry) -> None:
    run("SET session_replication_role = replica")
    run("UPDATE payouts_ledgerentry SET written_in = written_in - 1")
    run("SET session_replication_role = DEFAULT")
    before = Posting.objects.count()

    with pytest.raises(DatabaseError, match="together with their entry"), connection.cursor() as cursor:
        cursor.execute(POST, [entry.pk, an_account(), 5])

    connection.needs_rollback = False
    connection.set_rollback(True)
    assert before == 4
