"""What some derivatives earned lately: the money that stands beside a withdrawal before it is confirmed."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rightsdesk.payouts import actions
from rightsdesk.payouts.earnings import Earned, earned
from tests.builders import song
from tests.payouts.books import EURO, PERIOD, derivative, desk, line, posted, reported

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def test_it_is_the_sum_of_what_was_posted_for_them(tmp_path: Path) -> None:
    books = desk()
    one, other = derivative(books, song("One")), derivative(books, song("Other"))
    reported(books, tmp_path, line(one, 3), line(other, 1), amount=100 * EURO)
    posted(books)

    assert earned([one.pk], today=TODAY) == (Earned("EUR", 75 * EURO),)
    assert earned([one.pk, other.pk], today=TODAY) == (Earned("EUR", 100 * EURO),)
    assert earned([], today=TODAY) == ()


def test_a_run_that_is_not_posted_and_a_month_too_long_ago_do_not_count(tmp_path: Path) -> None:
    books = desk()
    one = derivative(books, song("One"))
    reported(books, tmp_path, line(one))
    run = actions.allocate(actor=books.lin.actor, period=PERIOD)
    assert earned([one.pk], today=TODAY) == ()

    actions.approve_run(actor=books.fin.actor, run=run)
    actions.post_run(actor=books.lin.actor, run=run)

    assert earned([one.pk], today=date(2027, 1, 31)) != ()
    assert earned([one.pk], today=date(2027, 2, 1)) == ()


def test_it_is_one_query_however_many_there_are() -> None:
    with CaptureQueriesContext(connection) as asked:
        earned(range(1, 5_000), today=TODAY)

    assert len(asked) == 1
