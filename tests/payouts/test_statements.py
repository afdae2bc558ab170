"""Statements: lines = header = ledger, the same bytes again, two people, and only for those entitled."""

import io
from pathlib import Path

import pypdf
import pytest
from django.db import connection
from django.db.models import Sum
from django.db.utils import DatabaseError

from rightsdesk.accounts.models import OrganisationKind, Role
from rightsdesk.derivatives.actions import holds
from rightsdesk.derivatives.models import HoldKind, HoldOn
from rightsdesk.domain.errors import Conflict, Forbidden, NotFound
from rightsdesk.domain.money import MICRO
from rightsdesk.domain.statements import from_csv
from rightsdesk.journal.models import Entry
from rightsdesk.media.queries import local_path
from rightsdesk.payouts import actions, queries
from rightsdesk.payouts.actions.statements import rendered_again
from rightsdesk.payouts.models import Posting, Statement, StatementState
from tests import builders
from tests.payouts import books

pytestmark = pytest.mark.django_db
REASON = "A moderator is checking 15 seconds of another label’s recording that nobody declared."


class Month:
    """October for Ada: one remix that is paid, one that is held."""

    def __init__(self, folder: Path) -> None:
        self.desk = books.desk()
        team = builders.organisation("Ada’s team", OrganisationKind.ARTIST_TEAM)
        self.ada = builders.person("Ada", Role.ARTIST, team)
        self.party = builders.party("Ada", where=team)
        self.song = builders.song("Glass Orchard", performer=self.party)
        live = books.derivative(self.desk, self.song, title="Glass Orchard (slow)")
        held = books.derivative(self.desk, self.song, title="=Glass Orchard (night)", published=False)
        holds.hold(
            actor="system:screening",
            derivative_id=held.pk,
            on=HoldOn.MONEY,
            kind=HoldKind.CASE,
            reason=REASON,
        )
        books.reported(self.desk, folder, books.line(live, 2), books.line(held, 1), amount=100 * MICRO + 1)
        self.run = books.posted(self.desk)

    def statement(self) -> Statement:
        (made,) = actions.render_statement(actor=self.desk.lin.actor, run=self.run, party=self.party)
        return made

    def published(self) -> Statement:
        return actions.approve_statement(actor=self.desk.fin.actor, statement=self.statement())


@pytest.fixture
def month(tmp_path: Path) -> Month:
    return Month(tmp_path)


def pdf_of(statement: Statement) -> bytes:
    return local_path(statement.pdf).read_bytes()


def test_lines_header_and_ledger_say_the_same(month: Month) -> None:
    statement = month.statement()

    attached = pypdf.PdfReader(io.BytesIO(pdf_of(statement))).attachments[f"{statement.public_id}-lines.csv"][
        0
    ]
    lines = from_csv(attached)
    postings = Posting.objects.filter(account__party=month.party).values_list("account__kind")
    ledger = {kind: -units for kind, units in postings.annotate(units=Sum("units")).order_by()}
    assert attached == local_path(statement.csv).read_bytes()
    assert sum(line.units for line in lines) == statement.earned == sum(ledger.values())
    assert sum(line.units for line in lines if line.hold) == statement.held == ledger["held"]
    assert statement.payable == ledger["payable"] == 7_333_333
    assert statement.lines == len(lines)


def test_every_payee_gets_a_statement_and_together_they_make_the_pool(month: Month) -> None:
    made = actions.render_statements(actor=month.desk.lin.actor, run=month.run)

    assert {one.party for one in made} == {month.party, month.song.label, month.song.publisher}
    assert sum(one.earned for one in made) == 100 * MICRO + 1


def test_the_paper_says_it_in_words(month: Month) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(month.statement()))).pages
    text = " ".join("".join(page.extract_text() for page in pages).split())

    for words in (
        "Ada",
        "October 2026",
        "€7.33",
        "€3.67",
        "Glass Orchard",
        REASON,
        "29 January 2027",
        "Page 1 of 1",
    ):
        assert words in text


def test_it_is_an_archival_pdf_and_the_same_bytes_when_it_is_made_again(month: Month) -> None:
    statement = month.statement()

    assert rendered_again(statement) == pdf_of(statement)
    metadata = pypdf.PdfReader(io.BytesIO(pdf_of(statement))).xmp_metadata
    assert metadata is not None
    assert b"pdfaid:part" in pdf_of(statement) or "pdfaid" in metadata.rdf_root.toxml()


def test_a_title_that_a_spreadsheet_would_run_is_quoted(month: Month) -> None:
    data = local_path(month.statement().csv).read_text()

    assert ",'=Glass Orchard (night)," in data


def test_rendering_again_makes_no_second_statement(month: Month) -> None:
    assert month.statement() == month.statement()
    assert Statement.objects.count() == 1


def test_statements_follow_the_ledger(tmp_path: Path) -> None:
    desk = books.desk()
    books.reported(desk, tmp_path, books.line(books.derivative(desk, builders.song()), 1))
    draft = actions.allocate(actor=desk.lin.actor, period=books.PERIOD)

    with pytest.raises(Conflict):
        actions.request_statements(actor=desk.lin.actor, run=draft)


def test_who_prepared_a_statement_cannot_publish_it(month: Month) -> None:
    (statement,) = actions.render_statement(actor=month.desk.fin.actor, run=month.run, party=month.party)

    with pytest.raises(Forbidden):
        actions.approve_statement(actor=month.desk.fin.actor, statement=statement)

    statement.refresh_from_db()
    assert statement.state == StatementState.RENDERED


def test_the_database_too_wants_a_second_person(month: Month) -> None:
    statement = month.statement()

    with pytest.raises(DatabaseError, match="statement_two_people"), connection.cursor() as cursor:
        cursor.execute("UPDATE payouts_statement SET approved_by = prepared_by WHERE id = %s", [statement.pk])


def test_ada_reads_her_published_statement_and_nobody_else_learns_of_it(month: Month) -> None:
    statement = month.published()
    sam = builders.person(
        "Sam", Role.ARTIST, builders.organisation("Strangers", OrganisationKind.ARTIST_TEAM)
    )

    assert queries.statement_for(month.ada, statement.public_id) == statement
    assert list(queries.statements_for(month.ada)) == [statement]
    for stranger in (sam, month.desk.fin):
        with pytest.raises(NotFound):
            queries.statement_for(stranger, statement.public_id)


def test_what_is_not_published_is_not_there(month: Month) -> None:
    statement = month.statement()

    with pytest.raises(NotFound):
        queries.statement_for(month.ada, statement.public_id)


def test_every_download_is_journalled(month: Month) -> None:
    statement = month.published()

    actions.record_download(actor=month.ada.actor, statement=statement, what="pdf")

    entry = Entry.objects.get(verb="statement.downloaded")
    assert (entry.actor, entry.subject, entry.facts) == (
        month.ada.actor,
        statement.public_id,
        {"what": "pdf"},
    )


def test_a_correction_is_a_new_version_that_replaces_the_first(month: Month, tmp_path: Path) -> None:
    first = month.published()
    late = books.report(tmp_path, books.line(books.derivative(month.desk, month.song), 3), name="late.csv")
    actions.import_usage(actor="x", source=late, period=books.PERIOD, programme=month.desk.programme)
    month.run = books.posted(month.desk)

    second = month.published()

    first.refresh_from_db()
    assert (first.state, second.state, second.version) == (
        StatementState.SUPERSEDED,
        StatementState.PUBLISHED,
        2,
    )
    assert second.held == 1_833_333 == queries.balances(month.party)[0].held
    assert second.payable == queries.balances(month.party)[0].payable


def test_a_file_that_was_changed_on_disk_is_not_published(month: Month) -> None:
    statement = month.statement()
    local_path(statement.pdf).write_bytes(b"%PDF-forged")

    with pytest.raises(NotFound):
        actions.approve_statement(actor=month.desk.fin.actor, statement=statement)
