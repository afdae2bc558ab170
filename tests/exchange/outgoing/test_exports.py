"""Exports: promised, made in the background exactly once, and handed only to those they are for."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.exchange.models import Export, ExportKind, ExportState
from rightsdesk.exchange.outgoing import actions, queries
from rightsdesk.exchange.tasks import make_export
from rightsdesk.journal.models import Entry, Outbox
from tests.exchange.outgoing import story

pytestmark = pytest.mark.django_db
TABLES = (
    ExportKind.CATALOGUE,
    ExportKind.SHARES,
    ExportKind.TERMS,
    ExportKind.VERDICTS,
    ExportKind.CONFLICTS,
)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def ask(desk: story.Desk, kind: str = "shares", **parameters: str) -> Export:
    return actions.start_export(actor=desk.ola.actor, user=desk.ola, kind=kind, parameters=parameters)


def test_asking_promises_the_work_in_the_same_transaction_and_journals_it(desk: story.Desk) -> None:
    export = ask(desk)

    (message,) = Outbox.objects.filter(topic="rightsdesk.exchange.tasks.make_export")
    assert (message.payload, message.queue) == ({"args": [export.pk]}, "default")
    assert Entry.objects.get(verb="export.asked").subject == export.public_id
    assert export.state == ExportState.WAITING


def test_the_task_makes_the_file_once_however_often_it_is_delivered(desk: story.Desk) -> None:
    export = ask(desk)

    make_export(export.pk)
    made = Export.objects.get()
    make_export(export.pk)

    again = Export.objects.get()
    assert (again.state, again.asset, again.done_at) == ("made", made.asset, made.done_at)
    assert Entry.objects.filter(verb="export.made").count() == 1


def test_a_file_is_taken_by_a_signed_address_and_the_taking_is_journalled(desk: story.Desk) -> None:
    export, _ = story.file_of(desk.ola, "shares")

    address = actions.take_export(actor=desk.ola.actor, user=desk.ola, export_id=export.public_id)

    assert address.startswith("/media/")
    assert Entry.objects.get(verb="export.taken").actor == desk.ola.actor


def test_a_file_that_is_not_made_yet_cannot_be_taken(desk: story.Desk) -> None:
    export = ask(desk)

    with pytest.raises(Conflict, match="there is no file yet"):
        actions.take_export(actor=desk.ola.actor, user=desk.ola, export_id=export.public_id)


def test_the_operator_gets_everything_and_a_label_only_what_its_parties_have_a_part_in(
    desk: story.Desk,
) -> None:
    named = {
        ExportKind.CATALOGUE: "Paper Moon",
        ExportKind.SHARES: "Paper Moon",
        ExportKind.TERMS: "South Star",
    }

    for kind in TABLES:
        everything, own = (story.file_of(person, kind)[1].decode() for person in (desk.ola, desk.lin))
        assert named.get(kind, "") in everything, kind
        assert not any(stranger in own for stranger in ("Paper Moon", "South Star")), kind
        assert len(own.splitlines()) <= len(everything.splitlines()), kind


def test_exports_are_seen_by_their_own_organisation_and_the_operator_only(desk: story.Desk) -> None:
    export, _ = story.file_of(desk.lin, "shares")
    operators = ask(desk)

    assert list(queries.exports_for(desk.lin)) == [export]
    assert list(queries.exports_for(desk.ola)) == [operators, export]
    for person in (desk.sam, desk.mia):
        assert list(queries.exports_for(person)) == []
        with pytest.raises(NotFound):
            actions.take_export(actor=person.actor, user=person, export_id=export.public_id)
    assert not Entry.objects.filter(verb="export.taken").exists()


def test_who_may_not_export_learns_nothing_and_leaves_no_trace(desk: story.Desk) -> None:
    before = Entry.objects.count()

    with pytest.raises(NotFound):
        actions.start_export(actor=desk.mia.actor, user=desk.mia, kind="shares")
    with pytest.raises(NotFound):
        actions.start_export(
            actor=desk.lin.actor, user=desk.lin, kind="shares",
            organisation=desk.sam.memberships.get().organisation.public_id,
        )  # fmt: skip

    assert (Export.objects.count(), Outbox.objects.filter(topic__contains="exchange").count()) == (0, 0)
    assert Entry.objects.count() == before


def test_what_cannot_be_exported_is_refused_when_it_is_asked(desk: story.Desk) -> None:
    asked = {("everything", ""): "export_unknown", ("shares", "drv_1"): "parameters_unknown"}

    for (kind, derivative), code in asked.items():
        with pytest.raises(Invalid) as refusal:
            ask(desk, kind, **({"derivative": derivative} if derivative else {}))
        assert refusal.value.code == code
    assert Export.objects.count() == 0


def test_an_export_that_cannot_be_made_says_why(desk: story.Desk) -> None:
    export = ask(desk, "ern", sender=story.DESK, derivative="drv_nothing")

    failed = actions.make_export(actor="system:export", export_id=export.pk)

    assert (failed.state, failed.asset) == ("failed", None)
    assert failed.problem.startswith("There is no such published derivative")


def test_terms_are_exported_clause_by_clause_with_their_conditions(desk: story.Desk) -> None:
    found = rows(story.file_of(desk.lin, "terms")[1])

    assert {row["name"] for row in found} == {"North Star"}
    assert len(found) == 11
    assert {row["answer"] for row in found} == {"allow"}
    assert {row["conditions"] for row in found} == {"{}"}


def test_verdicts_carry_the_hash_and_the_facts_they_rest_on(desk: story.Desk) -> None:
    (row,) = rows(story.file_of(desk.ola, "verdicts")[1])

    assert (row["outcome"], row["derivatives"]) == ("allow", desk.made.public_id)
    assert len(row["request_hash"]) == 64


def test_a_grantor_reads_their_own_reasons_of_a_verdict_and_nobody_elses(desk: story.Desk) -> None:
    (everything,), (own,) = (rows(story.file_of(who, "verdicts")[1]) for who in (desk.ola, desk.lin))

    grantors = [{reason["grantor"] for reason in json.loads(row["reasons"])} for row in (everything, own)]
    assert grantors == [{party.public_id for party in desk.song.grantors}, {desk.song.label.public_id}]
    assert len(own["terms"].split()) == 1


def test_what_is_not_public_of_other_peoples_parties_stays_here(desk: story.Desk) -> None:
    found = [row for row in rows(story.file_of(desk.lin, "catalogue")[1]) if row["row"] in ("party", "share")]

    assert {row["name"]: row["tax_residence"] for row in found if row["row"] == "party"} == {
        "North Star": "DE",
        "Glass Orchard artist": "",
    }
    assert {row["party"] for row in found if row["row"] == "share"} == {desk.song.label.public_id}


def test_a_cell_that_a_spreadsheet_would_run_is_defused(desk: story.Desk) -> None:
    party = desk.song.label
    party.name = '=HYPERLINK("http://x")'
    party.save()

    data = story.file_of(desk.ola, "shares")[1]

    assert "'=HYPERLINK" in {row["name"].partition("(")[0] for row in rows(data)}


def test_the_database_holds_no_made_export_without_a_file(desk: story.Desk) -> None:
    export = ask(desk)

    for change in ({"state": "made"}, {"state": "lost"}, {"kind": "secrets"}):
        values: dict[str, Any] = change
        with pytest.raises(IntegrityError), transaction.atomic():
            Export.objects.filter(pk=export.pk).update(**values)


def test_the_database_lets_nobody_rewrite_what_was_made_or_what_was_asked(desk: story.Desk) -> None:
    waiting, made = ask(desk), story.file_of(desk.ola, "terms")[0]
    changes: list[tuple[Export, dict[str, Any]]] = [
        (waiting, {"kind": "terms"}), (waiting, {"organisation": desk.lin.memberships.get().organisation}),
        (made, {"rows": 0}), (made, {"state": "waiting", "asset": None}),
    ]  # fmt: skip

    for export, change in changes:
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Export.objects.filter(pk=export.pk).update(**change)


def test_the_command_line_writes_the_same_file(desk: story.Desk, tmp_path: Path) -> None:
    _, data = story.file_of(desk.ola, "catalogue")
    call_command("export", "catalogue", "--out", str(tmp_path / "c.csv"), "--json")

    assert (tmp_path / "c.csv").read_bytes() == data
    assert Entry.objects.get(verb="export.written").actor == "system:command-line"
