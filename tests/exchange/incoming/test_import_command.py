"""`manage.py import_catalogue`: the content says what a file is; a dry run says what it would change."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rightsdesk.artists.models import Recording, Share
from tests.exchange.incoming.files import SONG, message, sheet

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    out = StringIO()
    call_command("import_catalogue", *words, stdout=out)
    return out.getvalue()


def answer(*words: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(said(*words, "--json"))
    return result


def test_a_dry_run_and_then_the_import(tmp_path: Path) -> None:
    path = str(sheet(tmp_path, *SONG))

    dry = answer(path, "--dry-run")
    nothing = Recording.objects.count()
    done = answer(path)

    assert (dry["state"], done["state"], nothing) == ("previewed", "applied", 0)
    assert dry["import"] == done["import"]
    assert dry["counts"] == done["counts"]
    assert Recording.objects.count() == 1


def test_a_message_is_known_by_its_content(tmp_path: Path) -> None:
    assert answer(str(message(tmp_path, name="anything.csv")), "--dry-run")["kind"] == "ern"


def test_people_read_counts_and_problems(tmp_path: Path) -> None:
    words = said(str(sheet(tmp_path, *SONG, {"row": "work", "title": "Bad"})))

    assert "applied, 1 problems" in words
    assert "  work: 1 new, 1 refused" in words
    assert "  line 7 iswc: A row of kind work needs iswc." in words


def test_the_printed_template_can_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    path.write_text(said("--template"), encoding="utf-8")

    assert answer(str(path))["problem_count"] == 0
    assert Share.objects.count() == 2


def test_refusals_are_words(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("")

    with pytest.raises(CommandError, match="There is nothing in this file"):
        said(str(path))
    with pytest.raises(CommandError, match="There is no file"):
        said(str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="Name a file"):
        said()
