"""Every list of the console and the portal: its number of queries is written down, and more rows do not change it.

`UPDATE_QUERY_COUNTS=1 pytest tests/admin` writes query_counts.json anew; the diff is then for a person to read."""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rightsdesk.accounts.models import User
from tests.admin import story
from tests.admin.routes import CHANGELISTS, address

BASELINE = Path(__file__).with_name("query_counts.json")
PORTAL = ("portal:home", "portal:consent", "portal:statements")

pytestmark = pytest.mark.django_db


def counts(house: story.House) -> dict[str, int]:
    console = {name: queries(house.rui, address(name)) for name in CHANGELISTS}
    tenant = {
        "accounts_user_changelist of one tenant": queries(house.lin, address("accounts_user_changelist"))
    }
    return console | tenant | {name: queries(house.ada, reverse(name)) for name in PORTAL}


def queries(person: User, where: str) -> int:
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(where).status_code == 200
    return len(seen)


@pytest.fixture
def counted(house: story.House) -> tuple[dict[str, int], dict[str, int]]:
    """Before, and after more rows came into every room."""
    counts(house)
    first = counts(house)
    story.more(house)
    return first, counts(house)


def test_every_list_asks_as_often_as_its_baseline_says_however_many_rows_there_are(
    counted: tuple[dict[str, int], dict[str, int]],
) -> None:
    first, second = counted

    if os.environ.get("UPDATE_QUERY_COUNTS"):
        BASELINE.write_text(json.dumps(first, indent=2, sort_keys=True) + "\n")
    assert first == json.loads(BASELINE.read_text())
    assert second == first
