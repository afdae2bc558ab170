"""Statements: listed once published, taken through a signed address, and journalled."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.journal.models import Entry
from rightsdesk.media.queries import open_token
from rightsdesk.payouts import actions as payouts
from rightsdesk.payouts.models import Run, Statement
from tests import builders
from tests.portal import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> story.Desk:
    return story.desk()


@pytest.fixture
def run(desk: story.Desk) -> Run:
    return story.settled(desk, {story.published(desk): 40})


@pytest.fixture
def ada(desk: story.Desk) -> Client:
    client = Client()
    client.force_login(desk.ada)
    return client


def test_a_published_statement_is_listed_with_its_figures_and_both_files(
    desk: story.Desk, run: Run, ada: Client
) -> None:
    made = story.statement(desk, run)

    page = ada.get(reverse("portal:statements")).content.decode()

    assert "Oct 2026" in page
    assert story.shown(made.payable) in page
    for kind in ("pdf", "csv"):
        assert reverse("portal:download", args=[made.public_id, kind]) in page


@pytest.mark.parametrize("kind", ["pdf", "csv"])
def test_a_download_is_journalled_and_leads_to_the_very_file(
    desk: story.Desk, run: Run, ada: Client, kind: str
) -> None:
    made = story.statement(desk, run)

    answer = ada.get(reverse("portal:download", args=[made.public_id, kind]))

    token, _, asked = answer.headers["Location"].removeprefix("/media/").partition("?")
    asset, reader = open_token(token)
    assert asked == "download=1"
    assert answer.status_code == 302
    assert (asset.pk, reader) == (getattr(made, f"{kind}_id"), desk.ada.actor)
    saved = ada.get(answer.headers["Location"])
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(b"".join(saved.streaming_content)).hexdigest() == asset.sha256  # type: ignore[attr-defined]
    entry = Entry.objects.get(verb="statement.downloaded")
    assert (entry.actor, entry.subject, entry.facts) == (desk.ada.actor, made.public_id, {"what": kind})


def test_a_statement_nobody_approved_yet_does_not_exist_here(desk: story.Desk, run: Run, ada: Client) -> None:
    (made,) = payouts.render_statement(actor=builders.ACTOR, run=run, party=desk.party)

    answer = ada.get(reverse("portal:download", args=[made.public_id, "pdf"]))

    assert answer.status_code == 404
    assert made.public_id not in ada.get(reverse("portal:statements")).content.decode()
    assert not Entry.objects.filter(verb="statement.downloaded").exists()


def test_a_file_that_is_neither_pdf_nor_csv_is_404_and_leaves_no_trace(
    desk: story.Desk, run: Run, ada: Client
) -> None:
    made = story.statement(desk, run)

    assert ada.get(reverse("portal:download", args=[made.public_id, "exe"])).status_code == 404
    assert not Entry.objects.filter(verb="statement.downloaded").exists()


def test_a_statement_can_not_be_taken_by_posting(desk: story.Desk, run: Run, ada: Client) -> None:
    made = story.statement(desk, run)

    assert ada.post(reverse("portal:download", args=[made.public_id, "pdf"])).status_code == 405
    assert Statement.objects.get().state == "published"
    assert not Entry.objects.filter(verb="statement.downloaded").exists()
