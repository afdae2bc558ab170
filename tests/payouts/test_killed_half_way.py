"""A worker killed half-way leaves nothing half-done, and the next one finishes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from rightsdesk.payouts import actions
from rightsdesk.payouts.actions.ledger import LEDGER_LOCK
from rightsdesk.payouts.models import Account, LedgerEntry, Posting, RunState
from tests import builders
from tests.payouts import books

KILLED = """
import django; django.setup()
from rightsdesk.payouts import actions, queries
actions.post_run(actor="system:killed", run=queries.run_by_id({run!r}))
"""


def environment() -> dict[str, str]:
    """The settings of this test's database, for another process."""
    facts = connection.settings_dict
    where = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
    return {**os.environ, "DATABASE_URL": f"postgresql://{where}", "PYTHONPATH": str(settings.BASE_DIR)}


def waits_for_the_ledger() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", [LEDGER_LOCK]
        )
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
def test_a_posting_that_is_killed_is_finished_once_by_the_next(tmp_path: Path) -> None:
    desk = books.desk()
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 5))
    run = actions.allocate(actor=desk.lin.actor, period=books.PERIOD)
    actions.approve_run(actor=desk.fin.actor, run=run)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LEDGER_LOCK])
        script = KILLED.format(run=run.public_id)
        victim = subprocess.Popen([sys.executable, "-c", script], env=environment(), cwd=settings.BASE_DIR)
        deadline = time.monotonic() + 60
        while not waits_for_the_ledger() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert waits_for_the_ledger()
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LEDGER_LOCK])

    assert [model.objects.count() for model in (LedgerEntry, Posting, Account)] == [0, 0, 0]
    assert actions.post_run(actor=desk.lin.actor, run=run).state == RunState.POSTED
    assert LedgerEntry.objects.count() == 1
