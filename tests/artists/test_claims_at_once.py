"""Two rivals claim the same right at the same moment: neither sees the other, and still the over-claim is found."""

from datetime import date
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from rightsdesk.artists import actions
from rightsdesk.artists.models import Conflict, Party
from rightsdesk.domain.shares import WHOLE, Right
from tests.builders import ACTOR, Song, party, song


def somebody_waits() -> bool:
    """Whether a connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def claim(made: Song, who: Party) -> None:
    new = actions.NewShare(who, made.recording, Right.GENERATE, WHOLE, date(2020, 1, 1))
    actions.record_share(actor=ACTOR, new=new)


@pytest.mark.django_db(transaction=True)
def test_claims_that_are_made_at_once_are_told_to_both() -> None:
    made, one, other = song(), party("One"), party("Other")
    claimed = Event()

    def first() -> None:
        with transaction.atomic():
            claim(made, one)
            claimed.set()
            limit = monotonic() + 10
            while not somebody_waits() and monotonic() < limit:
                sleep(0.01)
        connection.close()

    def second() -> None:
        claimed.wait(10)
        claim(made, other)
        connection.close()

    threads = [Thread(target=first), Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    conflict = Conflict.objects.get(state="open")
    assert (conflict.kind, conflict.ppm) == ("over_claim", WHOLE)
    assert set(conflict.tellings.values_list("party__name", flat=True)) == {"One", "Other"}
