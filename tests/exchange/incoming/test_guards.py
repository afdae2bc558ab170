"""The database itself keeps what senders said, whatever writes to it."""

from pathlib import Path

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from rightsdesk.exchange.models import Import
from tests.exchange.incoming.files import ISWC, answers, imported, isw, message

pytestmark = pytest.mark.django_db

AI = "<ContainsAI>All</ContainsAI>"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE exchange_deal SET uses = '[]'",
        "DELETE FROM exchange_deal",
        "UPDATE exchange_disclosure SET contains_ai = 'None'",
        "DELETE FROM exchange_acknowledgement",
        "UPDATE exchange_partykey SET key = 'other'",
    ],
)
def test_what_was_said_is_neither_changed_nor_deleted(tmp_path: Path, statement: str) -> None:
    imported(message(tmp_path, AI, version="432"))
    imported(answers(tmp_path, isw("MK1", ISWC)))

    with pytest.raises((IntegrityError, InternalError), match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost'",
        "kind = 'pdf'",
        "applied_at = NULL",
        "sha256 = (SELECT min(sha256) FROM exchange_import)",
    ],
)
def test_an_import_is_one_of_few_things(tmp_path: Path, change: str) -> None:
    first = imported(message(tmp_path))
    second = imported(answers(tmp_path, isw("MK1", ISWC)))
    newest = max(first, second, key=lambda each: each.sha256)

    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(f"UPDATE exchange_import SET {change} WHERE id = {newest.pk}")

    assert Import.objects.filter(state="applied").count() == 2
