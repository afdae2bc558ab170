"""An import killed half-way, or crossed by somebody else, has done nothing; the next run does all of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from rightsdesk.artists.actions import register_work
from rightsdesk.artists.models import Party, Recording, Share, Work
from rightsdesk.domain.errors import Conflict
from rightsdesk.exchange import actions
from rightsdesk.exchange.models import Import, ImportState, PartyKey
from tests.exchange.incoming.files import ACTOR, ISWC, SONG, sheet

KILLED = """
import django; django.setup()
from rightsdesk.exchange import actions
actions.apply_import(actor="system:killed", import_id={imported!r})
"""


def environment(home: Path) -> dict[str, str]:
    """The settings of this test's database and files, for another process."""
    facts = connection.settings_dict
    where = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
    mine = {
        "DATABASE_URL": f"postgresql://{where}",
        "RIGHTSDESK_VAR": str(home),
        "SECRET_KEY": "for a moment",
    }
    return {**os.environ, **mine, "PYTHONPATH": str(settings.BASE_DIR)}


def waits_for_the_shares() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE relation = 'artists_share'::regclass AND NOT granted")
        return cursor.fetchone() is not None


def waits_for_another() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted")
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_is_done_whole_by_the_next(tmp_path: Path) -> None:
    imported = actions.receive_import(actor=ACTOR, source=sheet(tmp_path, *SONG))

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE artists_share IN SHARE MODE")
        script = KILLED.format(imported=imported.public_id)
        victim = subprocess.Popen(
            [sys.executable, "-c", script], env=environment(tmp_path), cwd=settings.BASE_DIR
        )
        deadline = time.monotonic() + 60
        while not waits_for_the_shares() and victim.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        assert waits_for_the_shares()
        victim.send_signal(signal.SIGKILL)
        victim.wait()

    everything = (Party, Work, Recording, Share, PartyKey)
    assert [model.objects.count() for model in everything] == [0] * 5
    done = actions.apply_import(actor=ACTOR, import_id=imported.public_id)
    assert (done.state, done.problem_count) == (ImportState.APPLIED, 0)
    assert [model.objects.count() for model in everything] == [2, 1, 1, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_who_writes_the_same_meanwhile_makes_the_import_try_again(tmp_path: Path) -> None:
    path = sheet(tmp_path, *SONG)
    refusals: list[str] = []

    def run() -> None:
        try:
            actions.import_file(actor=ACTOR, source=path)
        except Conflict as refusal:
            refusals.append(refusal.code)
        connection.close()

    rival = threading.Thread(target=run)
    with transaction.atomic():
        register_work(actor=ACTOR, title="Glass Orchard", iswc=ISWC, writers=())
        rival.start()
        deadline = time.monotonic() + 60
        while not waits_for_another() and time.monotonic() < deadline:
            time.sleep(0.05)
    rival.join()

    failed = Import.objects.get()
    assert (refusals, failed.state) == (["changed_meanwhile"], ImportState.FAILED)
    assert Recording.objects.count() == 0
    assert actions.import_file(actor=ACTOR, source=path).state == ImportState.APPLIED
