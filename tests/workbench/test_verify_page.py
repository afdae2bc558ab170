"""The page where anybody asks what a file is: no account, nothing kept, every refusal in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from rightsdesk.journal.models import Entry
from rightsdesk.media.models import Asset
from rightsdesk.verification.queries import LOCK, SLOTS
from tests.builders import tone
from tests.moderation.cast import desk

pytestmark = pytest.mark.django_db


def sent(data: bytes, name: str = "song.flac", **more: Any) -> dict[str, Any]:
    file = BytesIO(data)
    file.name = name
    return {"file": file, **more}


@contextmanager
def everybody_busy() -> Iterator[None]:
    """Another web process has every turn."""
    facts = connection.get_connection_params()
    names = {"dbname", "host", "port", "user", "password"}
    with psycopg.connect(**{name: facts[name] for name in names & set(facts)}) as other:
        for number in range(SLOTS):
            other.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, number])
        yield


def test_anybody_may_ask_and_nothing_is_kept() -> None:
    people = desk()
    max_at_work, sam = Client(), Client()
    max_at_work.force_login(people.max)
    sam.force_login(people.sam)
    before = (Entry.objects.count(), Asset.objects.count())

    for client in (max_at_work, sam, Client(), Client(enforce_csrf_checks=True)):
        assert "What is this file?" in client.get("/verify/").content.decode()
        answer = client.post("/verify/", sent(tone(220, 6.0)[0]))
        assert answer.status_code == 200
        assert "Nothing in this file shows that it comes from the desk." in answer.content.decode()
    assert (Entry.objects.count(), Asset.objects.count()) == before


def test_it_says_every_item_apart() -> None:
    html = Client().post("/verify/", sent(tone(220, 6.0)[0])).content.decode()

    for title in (
        "Signature",
        "Same sound as signed",
        "Watermark",
        "Fingerprint",
        "Licence in force",
        "Made from",
    ):
        assert title in html
    assert "The file carries no credentials." in html


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({}, 400, "This field is required."),
        (sent(b"", "song.flac"), 400, "empty"),
        (sent(b"no sound at all" * 50, "song.mp3"), 400, "audio"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_in_words(form: dict[str, Any], status: int, words: str) -> None:
    answer = Client().post("/verify/", form)

    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_file_over_the_limit_is_refused(settings: Any) -> None:
    settings.VERIFY_MAX_BYTES = 1_000

    answer = Client().post("/verify/", sent(tone(220, 6.0)[0]))

    assert answer.status_code == 413
    assert "MB are verified" in answer.content.decode()


def test_a_body_over_the_limit_is_refused_before_it_is_read(settings: Any) -> None:
    settings.VERIFY_MAX_BYTES = 1_000

    answer = Client().post(
        "/verify/", b"x", content_type="multipart/form-data; boundary=b", CONTENT_LENGTH="900000000"
    )

    assert answer.status_code == 413


def test_who_comes_when_all_turns_are_taken_is_asked_to_come_again() -> None:
    with everybody_busy():
        answer = Client().post("/verify/", sent(tone(220, 6.0)[0]))

    assert answer.status_code == 503
    assert "ask again in a few seconds" in answer.content.decode()
    assert Client().post("/verify/", sent(tone(220, 6.0)[0])).status_code == 200
