"""A request and a withdrawal at the same moment: nothing slips in between what was seen and what is ended."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from rightsdesk.consent.models import Terms, Withdrawal
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.impact import impact
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.lifecycle import State
from tests.builders import ACTOR, consented_song, platform
from tests.derivatives.living import NOON, asked


@pytest.mark.django_db(transaction=True)
def test_a_request_being_decided_is_seen_by_the_withdrawal_that_waits_for_it() -> None:
    pia, made = platform(), consented_song()
    terms = Terms.objects.get(grantor=made.artist.party)
    seen, begun = impact(terms, effective=NOON.date()).hash, Event()

    def withdraw() -> str:
        begun.set()
        try:
            actions.withdraw(actor=ACTOR, terms_id=terms.pk, reason="Now.", simulation_hash=seen, now=NOON)
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()
        return "withdrawn"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            asked(pia, made)
            waiting = pool.submit(withdraw)
            begun.wait(5)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        outcome = waiting.result(timeout=30)

    assert outcome == "simulation_stale"
    assert Derivative.objects.get().state == State.AUTHORISED
    assert not Withdrawal.objects.exists()
