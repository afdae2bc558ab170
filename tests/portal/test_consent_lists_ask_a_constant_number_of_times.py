"""However many terms, recordings and claims there are, their lists ask the database the same number of times."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rightsdesk.consent import actions as consent
from rightsdesk.domain.shares import Right
from tests import builders
from tests.portal import story

pytestmark = pytest.mark.django_db
BASELINE = {"consent": 6, "claims": 8, "narrow": 8}


def queries(client: Client, desk: story.Desk, name: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse(f"portal:{name}", args=[desk.party.public_id] if name == "narrow" else []))
    return len(asked)


def one_more(desk: story.Desk) -> None:
    """Another song of Ada's, with terms of its own and an over-claim."""
    song = builders.song("Low Tide", performer=desk.party)
    clauses = [{"use": "remix", "answer": "deny", "conditions": {}}]
    new = consent.Proposal(desk.party, clauses, date(2026, 6, 1), "Ada Ferro", "portal", song.recording)
    consent.sign_terms(actor=desk.ada.actor, proposal=new)
    builders.share(builders.party("Vik Arden"), song.recording, Right.MASTER, 300_000)


def test_lists_ask_as_often_for_three_as_for_one() -> None:
    desk = story.desk()
    client = Client()
    client.force_login(desk.ada)
    one_more(desk)
    few = {name: queries(client, desk, name) for name in BASELINE}
    for _ in range(2):
        one_more(desk)

    many = {name: queries(client, desk, name) for name in BASELINE}

    assert (few, many) == (BASELINE, BASELINE)
