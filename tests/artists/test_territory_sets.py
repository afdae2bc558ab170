"""Shares hold in sets of countries; one party never has two of a right in the same country at the same time."""

from datetime import date
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from rightsdesk.artists import actions, queries
from rightsdesk.artists.models import Party, Share
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.domain.territories import Places, TerritoryError
from tests.builders import ACTOR, Song, party, song

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


def claim(made: Song, who: Party, territory: str, right: Right = Right.GENERATE, ppm: int = WHOLE) -> Share:
    new = actions.NewShare(who, made.recording, right, ppm, date(2020, 1, 1), territory=territory)
    return actions.record_share(actor=ACTOR, new=new)


def test_a_share_comes_back_with_the_countries_it_was_given() -> None:
    made = song()

    share = claim(made, made.label, "2120 -276")

    kept = Share.objects.get(pk=share.pk).places
    assert kept == Places.parse("2120 -276")
    assert "FR" in kept
    assert "DE" not in kept


def test_it_holds_only_in_its_countries() -> None:
    made = song()
    claim(made, made.label, "WW -US")
    mine = queries.shares_on(DAY).filter(right=Right.GENERATE.value)

    assert queries.in_territory(mine, "DE").count() == 1
    assert queries.in_territory(mine, "US").count() == 0
    assert queries.owners([made.recording], DAY, "US").filter(right=Right.GENERATE.value).count() == 0
    assert queries.owners([made.recording], DAY, "DE").count() == 5
    with pytest.raises(TerritoryError, match="not a country"):
        queries.in_territory(mine, "EU").count()


def test_one_party_may_hold_different_parts_in_different_countries() -> None:
    made = song()

    claim(made, made.label, "DE", ppm=300_000)
    claim(made, made.label, "WW -DE", ppm=700_000)

    assert made.recording.shares.filter(right=Right.GENERATE.value).count() == 2


@pytest.mark.parametrize("second", ["DE", "WW", "2123", "WW -FR"])
def test_a_second_share_of_the_same_right_in_the_same_country_is_refused(second: str) -> None:
    made = song()
    claim(made, made.label, "DE FR")

    with pytest.raises(Conflict, match="already has a share of this right there"):
        claim(made, made.label, second, ppm=1)

    assert made.recording.shares.filter(right=Right.GENERATE.value).count() == 1


def test_an_unknown_territory_is_refused_and_nothing_is_written() -> None:
    made = song()

    with pytest.raises(Invalid, match="“Utopia” is not a country"):
        claim(made, made.label, "Utopia")

    assert made.recording.shares.count() == 2


def test_the_database_refuses_overlapping_countries_and_none_at_all() -> None:
    made = song()
    share = claim(made, made.label, "DE FR")
    copy = (
        'INSERT INTO artists_share (public_id, party_id, recording_id, "right", places, ppm, valid, recorded, source)'
        " SELECT 'shr_again', party_id, recording_id, \"right\", %s, 1, valid, recorded, '' FROM artists_share WHERE id = %s"
    )

    for places, constraint in (("{[200,260)}", "share_no_overlap"), ("{}", "share_somewhere")):
        with (
            pytest.raises(IntegrityError, match=constraint),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(copy, [places, share.pk])


def test_the_migration_keeps_what_rows_with_one_country_said() -> None:
    carry_over = import_module("rightsdesk.artists.migrations.0003_territory_sets").CARRY_OVER

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {carry_over}::text FROM (VALUES ('WW'), ('DE'), ('XX')) AS old(territory)")
        assert [row[0] for row in cursor.fetchall()] == ["{[0,1000)}", "{[276,277)}", None]


def test_several_shares_come_in_together_or_not_at_all() -> None:
    made, rival = song(), party("Rival")
    good = actions.NewShare(rival, made.recording, Right.GENERATE, 400_000, date(2020, 1, 1))
    again = actions.NewShare(made.label, made.recording, Right.MASTER, 1, date(2021, 1, 1))

    with pytest.raises(Conflict, match="already has a share"):
        actions.record_shares(actor=ACTOR, new=[good, again])
    assert not Share.objects.filter(party=rival).exists()

    first, second = actions.record_shares(actor=ACTOR, new=[good, good])
    assert first == second


@pytest.mark.parametrize(("ppm", "until"), [(0, None), (WHOLE + 1, None), (1, date(2020, 1, 1))])
def test_a_share_of_nothing_or_of_no_time_is_refused(ppm: int, until: date | None) -> None:
    made = song()
    new = actions.NewShare(made.label, made.recording, Right.GENERATE, ppm, date(2020, 1, 1), until)

    with pytest.raises(Invalid, match="A share"):
        actions.record_share(actor=ACTOR, new=new)

    assert not Share.objects.filter(right=Right.GENERATE.value).exists()
