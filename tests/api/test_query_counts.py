"""Every list asks the database as often for fifty rows as for two: the counts are a committed baseline."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rightsdesk.accounts.models import ApiClient
from tests import builders
from tests.api.support import ask, door, request_body

pytestmark = pytest.mark.django_db
BASELINE: dict[str, int] = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def _count(path: str, client: ApiClient) -> int:
    opened = door(client)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = opened.get(path)
    assert answer.status_code == 200
    assert answer.json()["items"]
    return len(asked)


def _grow(client: ApiClient, songs: int) -> None:
    for n in range(songs):
        song = builders.consented_song(f"Song {n}")
        ask(
            door(client),
            request_body(song, listener={"id": f"l{n}", "plan": "plus"}),
            f"{song.recording.isrc}-key",
        )


@pytest.mark.parametrize("path", BASELINE)
def test_a_list_costs_the_same_however_long_it_is(path: str) -> None:
    _, pia = builders.platform()
    _grow(pia, 2)
    short = _count(path, pia)

    _grow(pia, 6)

    assert (short, _count(path, pia)) == (BASELINE[path], BASELINE[path])
