"""Money follows sets of countries, and of an over-claimed right only what is disputed waits."""

from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import Party
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.payouts import actions
from rightsdesk.payouts.models import Allocation
from tests import builders
from tests.payouts import books
from tests.payouts.books import EURO, PERIOD

pytestmark = pytest.mark.django_db


def masters(territory: str) -> dict[str, int]:
    """Who has how many whole euros of the master side in a country, and what waits under its reason."""
    found = Allocation.objects.filter(right=Right.MASTER.value, territory=territory).order_by()
    rows = found.values_list("party__name", "hold").annotate(units=Sum("units"))
    return {name or hold: round(units / EURO) for name, hold, units in rows}


def claim(song: builders.Song, who: Party, ppm: int, territory: str) -> None:
    new = artists.NewShare(who, song.recording, Right.MASTER, ppm, date(2020, 1, 1), territory=territory)
    artists.record_share(actor=builders.ACTOR, new=new)


def test_each_country_pays_its_own_owners_and_holds_only_what_is_in_dispute(tmp_path: Path) -> None:
    desk, song = books.desk(), builders.song()
    rival = builders.party("Rival")
    claim(song, rival, 500_000, "DE FR")
    made = books.derivative(desk, song)
    lines = [books.line(made, 1, territory=code) for code in ("DE", "GB", "FR", "NZ")]
    books.reported(desk, tmp_path, *lines, amount=4_000 * EURO)

    actions.allocate(actor=desk.lin.actor, period=PERIOD)

    label, artist = song.label.name, song.artist.party.name
    assert masters("DE") == masters("FR") == {label: 165, "over_claimed": 385}
    assert masters("*") == {label: 880, artist: 220}


def test_a_country_that_is_taken_out_of_the_world_has_no_owner_there(tmp_path: Path) -> None:
    desk, song = books.desk(), builders.song()
    for share in song.recording.shares.all():
        artists.close_share(actor=builders.ACTOR, share_id=share.pk, reason="sold")
    claim(song, song.label, WHOLE, "WW -US")
    made = books.derivative(desk, song)
    lines = [books.line(made, 1, territory=code) for code in ("DE", "US")]
    books.reported(desk, tmp_path, *lines, amount=200 * EURO)

    actions.allocate(actor=desk.lin.actor, period=PERIOD)

    assert masters("US") == {"share_missing": 55}
    assert masters("*") == {song.label.name: 55}
