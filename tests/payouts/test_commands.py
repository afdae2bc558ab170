"""The money commands: one JSON object each, and a refusal in words."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from rightsdesk.payouts import actions
from rightsdesk.payouts.models import Run
from tests import builders
from tests.payouts import books

pytestmark = pytest.mark.django_db


def answer(*words: str) -> dict[str, Any]:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    result: dict[str, Any] = json.loads(out.getvalue())
    return result


def test_a_month_goes_from_file_to_statements_by_commands(tmp_path: Path) -> None:
    desk = books.desk()
    path = books.report(tmp_path, books.line(books.derivative(desk, builders.song()), 5), "nonsense")
    actions.open_pool(actor=desk.lin.actor, programme=desk.programme, period=books.PERIOD, amount=1_000_000)

    report = answer("import_usage", str(path), "--period", books.PERIOD)
    run = answer("royalty_run", "--period", books.PERIOD, "--as", desk.lin.email)
    approved = answer("approve_run", run["run"], "--as", desk.fin.email)
    posted = answer("post_run", run["run"])
    rendered = answer("render_statements", run["run"])

    assert (report["lines"], report["accepted"], report["quarantined"], report["plays"]) == (2, 1, 1, 5)
    assert (run["state"], run["units"], run["held_units"]) == ("draft", 1_000_000, 0)
    assert (approved["state"], posted["state"], posted["entries"]) == ("approved", "posted", 1)
    assert len(rendered["statements"]) == 3
    assert answer("verify_ledger") == {"ok": True, "entries": 1}
    assert answer("trial_balance")["totals"] == {"EUR": 0}
    assert answer("render_statements", run["run"], "--queue") == {"ok": True, "queued": 3}


def test_a_broken_ledger_is_named(tmp_path: Path) -> None:
    desk = books.desk()
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 5))
    entry = books.posted(desk).entries.get()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET session_replication_role = replica")
        cursor.execute("UPDATE payouts_ledgerentry SET description = 'other'")
        cursor.execute("SET session_replication_role = DEFAULT")

    with pytest.raises(CommandError, match=f"entry {entry.pk} .*its content does not match its hash"):
        call_command("verify_ledger")


@pytest.mark.parametrize(
    "words",
    [
        ("royalty_run", "--period", "2026-10"),
        ("royalty_run", "--period", "soon"),
        ("post_run", "run_unknown"),
        ("import_usage", "/nowhere.csv", "--period", "2026-10"),
        ("approve_run", "run_unknown", "--as", "nobody@rightsdesk.example"),
    ],
)
def test_a_refusal_is_a_sentence(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command(*words, stdout=StringIO())

    assert not Run.objects.exists()
