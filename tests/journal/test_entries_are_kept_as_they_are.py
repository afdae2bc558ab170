"""The journal is append-only, sealed, and tells which row was touched."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from rightsdesk.journal import actions, queries
from rightsdesk.journal.models import Entry, Seal

pytestmark = pytest.mark.django_db


def write(count: int = 3) -> list[Entry]:
    return [
        actions.record(actor="user:ada", verb="test.wrote", subject=f"thing:{n}", facts={"n": n})
        for n in range(count)
    ]


def as_attacker(sql: str, *values: object) -> None:
    """What somebody with the database's own power could do: switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET reason = 'nothing happened'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry CASCADE",
    ],
)
def test_the_database_refuses_to_rewrite_an_entry(sql: str) -> None:
    entry = write(1)[0]

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(sql)

    entry.refresh_from_db()
    assert entry.reason == ""


def test_an_untouched_journal_verifies() -> None:
    write()

    call_command("verify_journal")

    assert Seal.objects.count() == 1
    assert list(queries.faults()) == []


def test_it_names_the_entry_that_was_changed() -> None:
    entry = write()[1]
    actions.seal_entries()

    as_attacker("UPDATE journal_entry SET actor = 'user:sam' WHERE id = %s", entry.pk)

    with pytest.raises(CommandError, match=entry.public_id):
        call_command("verify_journal")


def test_it_names_the_entry_whose_hash_was_changed_to_fit() -> None:
    from rightsdesk.domain.canonical import content_hash

    entry = write()[1]
    actions.seal_entries()
    entry.actor = "user:sam"
    forged = content_hash(actions.entry_facts(entry))

    as_attacker(
        "UPDATE journal_entry SET actor = 'user:sam', content_hash = %s WHERE id = %s", forged, entry.pk
    )

    assert [fault.row for fault in queries.faults()] == [f"entry {entry.pk} ({entry.public_id})"]


def test_it_names_the_seal_whose_leaf_was_changed_to_fit() -> None:
    entry = write()[1]
    actions.seal_entries()

    as_attacker("UPDATE journal_sealedentry SET content_hash = %s WHERE entry_id = %s", "0" * 64, entry.pk)

    assert "seal 1" in {fault.row for fault in queries.faults()}


def test_it_notices_a_seal_that_was_taken_out() -> None:
    for _ in range(3):
        write(1)
        actions.seal_entries()

    as_attacker(
        "DELETE FROM journal_sealedentry WHERE seal_id = (SELECT id FROM journal_seal WHERE number = 2)"
    )
    as_attacker("DELETE FROM journal_seal WHERE number = 2")

    assert next(queries.faults()).row == "seal 3"


def test_sealing_twice_seals_once() -> None:
    write()

    assert actions.seal_entries() is not None
    assert actions.seal_entries() is None
