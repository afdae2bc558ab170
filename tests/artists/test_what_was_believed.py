"""What did we believe on 3 March about 1 January? One query, and one command."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from rightsdesk.artists import actions, queries
from rightsdesk.domain.shares import WHOLE, Right
from tests.builders import ACTOR, Song, song

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.fixture
def made() -> Song:
    """Recorded in February for the whole world; corrected in April to the world without Germany."""
    made = song()
    claim = actions.NewShare(made.label, made.recording, Right.GENERATE, WHOLE, JANUARY)
    first = actions.record_share(actor=ACTOR, new=claim, now=at(2, 1))
    actions.close_share(actor=ACTOR, share_id=first.pk, reason="not in Germany", now=at(4, 1))
    actions.record_share(actor=ACTOR, new=replace(claim, territory="WW -DE"), now=at(4, 1))
    return made


@pytest.mark.parametrize(
    ("day", "then", "territories"),
    [
        (JANUARY, at(1, 31), []),
        (JANUARY, at(3, 3), ["WW"]),
        (JANUARY, at(5, 1), ["WW -DE"]),
        (date(2025, 12, 31), at(5, 1), []),
    ],
)
def test_it_answers_for_a_day_as_believed_at_an_instant(
    made: Song,
    day: date,
    then: datetime,
    territories: list[str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        found = list(queries.believed(made.recording, day, then))

    assert [str(share.places) for share in found] == territories


def told(made: Song, *options: str) -> str:
    out = StringIO()
    call_command("shares", "--isrc", made.recording.isrc, "--on", "2026-01-01", *options, stdout=out)
    return out.getvalue()


def test_the_command_says_it_in_words_and_in_json(made: Song) -> None:
    assert "generate" in told(made, "--believed", "2026-03-03")
    assert told(made, "--believed", "2026-01-31") == "Nobody was believed to have a share.\n"
    assert told(made, "--believed", "2026-05-01T00:00", "--territory", "DE").startswith("Nobody")

    (row,) = json.loads(told(made, "--believed", "2026-03-03", "--json"))
    assert (row["party"], row["ppm"], row["territories"], row["valid_from"]) == (
        made.label.name,
        WHOLE,
        "WW",
        "2026-01-01",
    )


def test_the_command_tells_who_owned_a_work(made: Song) -> None:
    out = StringIO()

    call_command("shares", "--iswc", made.work.iswc, stdout=out)

    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["mechanical", "performance"]


@pytest.mark.parametrize("option", [("--isrc", "nonsense"), ("--iswc", "T9000000031")])
def test_the_command_refuses_an_unknown_code_in_words(option: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("shares", *option)
