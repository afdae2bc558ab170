"""Consent is withdrawn: what would happen is shown first, counted exactly; then it happens at once, and as the terms say."""

from datetime import timedelta
from typing import Any

import pytest

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.consent.models import Approval, Terms, Withdrawal
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.impact import impact
from rightsdesk.derivatives.models import Derivative, WithdrawalEffect
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.lifecycle import State
from rightsdesk.journal.models import Entry
from tests.builders import ACTOR, Song, platform, song, terms
from tests.derivatives.living import NOON, Pia, agree, asked, living

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
REASON = "I want no more remixes."


@pytest.fixture
def pia() -> tuple[Programme, ApiClient]:
    return platform()


def agreed_song(
    ending: str = "stop_new", title: str = "Glass Orchard", **conditions: Any
) -> tuple[Song, Terms]:
    """A song everybody agreed to, and the artist's terms."""
    made = song(title)
    terms(made.label)
    terms(made.publisher)
    return made, agree(made.artist.party, ending=ending, **conditions)


def withdraw(of: Terms, seen: str | None = None) -> Withdrawal:
    shown = impact(of, effective=TODAY).hash if seen is None else seen
    return actions.withdraw(actor=ACTOR, terms_id=of.pk, reason=REASON, simulation_hash=shown, now=NOON)


def state_of(derivative: Derivative) -> str:
    return Derivative.objects.get(pk=derivative.pk).state


def everything() -> tuple[Any, ...]:
    """What a refusal must leave as it was."""
    return (
        list(Terms.objects.order_by("pk").values_list("pk", "state", "valid")),
        list(Derivative.objects.order_by("pk").values_list("pk", "state")),
        Withdrawal.objects.count(),
        WithdrawalEffect.objects.count(),
        Approval.objects.count(),
        Entry.objects.count(),
    )


def test_the_simulation_counts_what_would_end(pia: Pia) -> None:
    made, artists = agreed_song()
    for listener in ("u1", "u1", "u2"):
        living(pia, made, listener=listener)
    living(pia, made, State.SUSPENDED, listener="u3")
    living(pia, made, State.GENERATING, listener="u4")
    living(pia, agreed_song(title="Other")[0], listener="u5")
    before = everything()

    found = impact(artists, effective=TODAY)

    assert (found.live, found.unmade, found.waiting) == (4, 1, 0)
    assert found.states == {"generating": 1, "published": 3, "suspended": 1}
    assert (found.listeners, found.programmes, found.recordings) == (4, 1, 1)
    assert {(party.name, party.derivatives) for party in found.parties} == {
        (grantor.name, 5) for grantor in made.grantors
    }
    assert everything() == before


def test_a_wider_yes_of_the_same_grantor_keeps_what_it_allows(pia: Pia) -> None:
    made, everywhere = agreed_song()
    deeper = agree(made.artist.party, target=made.recording)
    living(pia, made)

    assert impact(deeper, effective=TODAY).live == 0
    assert impact(everywhere, effective=TODAY).live == 0


def test_a_narrower_wider_yes_keeps_only_what_it_allows(pia: Pia) -> None:
    made, _ = agreed_song(territories=["DE"])
    deeper = agree(made.artist.party, target=made.recording)
    living(pia, made, territory="DE")
    lost = living(pia, made, territory="FR")

    found = impact(deeper, effective=TODAY)

    assert found.examples == (lost.public_id,)


def test_new_requests_stop_at_once(pia: Pia) -> None:
    made, artists = agreed_song()

    withdraw(artists)

    refused = asked(pia, made)
    assert refused.state == State.REFUSED
    assert refused.problem["code"] == "missing_consent"


@pytest.mark.parametrize(
    ("ending", "unmade"),
    [("keep_and_pay", State.GENERATING), ("stop_new", State.FAILED), ("take_down", State.FAILED)],
)
def test_what_is_live_stays_and_what_is_not_made_yet_follows_the_terms(
    pia: Pia, ending: str, unmade: State
) -> None:
    made, artists = agreed_song(ending)
    live, coming = living(pia, made), living(pia, made, State.GENERATING)

    withdrawal = withdraw(artists)

    assert withdrawal.effect == ending
    assert state_of(live) == State.PUBLISHED
    assert state_of(coming) == unmade
    assert Terms.objects.get(pk=artists.pk).state == "withdrawn"


def test_what_is_given_up_says_why(pia: Pia) -> None:
    made, artists = agreed_song()
    coming = living(pia, made, State.AUTHORISED)

    withdraw(artists)

    problem = Derivative.objects.get(pk=coming.pk).problem
    assert problem["code"] == "consent_withdrawn"
    assert problem["message"] == f"{made.artist.party.name} withdrew their consent on 21 November 2026."


def test_a_request_that_waits_for_somebody_else_is_refused(pia: Pia) -> None:
    made = song()
    terms(made.publisher)
    agree(made.label, "ask")
    artists = agree(made.artist.party)
    waiting = asked(pia, made)
    assert waiting.state == State.AWAITING_APPROVAL
    assert impact(artists, effective=TODAY).waiting == 1

    withdraw(artists)

    assert state_of(waiting) == State.REFUSED


def test_a_request_that_waits_is_put_to_whoever_now_wants_to_be_asked(pia: Pia) -> None:
    made = song()
    terms(made.publisher)
    agree(made.label, "ask")
    agree(made.artist.party, "ask")
    deeper = agree(made.artist.party, "allow", target=made.recording)
    waiting = asked(pia, made)

    withdraw(deeper)

    assert state_of(waiting) == State.AWAITING_APPROVAL
    assert {a.grantor for a in Approval.objects.filter(verdict=waiting.verdict, state="waiting")} == {
        made.label,
        made.artist.party,
    }


def test_an_approval_that_was_given_counts_as_a_yes(pia: Pia) -> None:
    made = song()
    terms(made.publisher)
    terms(made.label)
    agree(made.artist.party, "ask")
    deeper = agree(made.artist.party, "ask", target=made.recording)
    waiting = asked(pia, made)
    Approval.objects.filter(verdict=waiting.verdict).update(state="approved", decided_by="user:ada")
    for to in (State.AUTHORISED, State.GENERATING, State.SCREENING, State.PUBLISHED):
        actions.move(actor=ACTOR, derivative_id=waiting.pk, to=to, reason="as told", now=NOON)

    assert impact(deeper, effective=TODAY).live == 0


def test_a_second_withdrawal_counts_what_another_left_live(pia: Pia) -> None:
    made, artists = agreed_song("keep_and_pay")
    labels = Terms.objects.get(grantor=made.label)
    live = living(pia, made)
    withdraw(artists)

    found = impact(labels, effective=TODAY)

    assert found.examples == (live.public_id,)


def test_a_derivative_of_a_derivative_is_reached(pia: Pia) -> None:
    made, artists = agreed_song()
    parent = living(pia, made)
    child = living(pia, made)
    child.sources.model.objects.bulk_create([child.sources.model(derivative=child, parent=parent)])

    assert impact(artists, effective=TODAY).live == 2


def test_it_is_refused_when_what_was_seen_is_not_what_is(pia: Pia) -> None:
    made, artists = agreed_song()
    living(pia, made)
    seen = impact(artists, effective=TODAY).hash
    living(pia, made)
    before = everything()

    with pytest.raises(Conflict) as refused:
        withdraw(artists, seen)

    assert refused.value.code == "simulation_stale"
    assert refused.value.facts["live"] == 2
    assert everything() == before


def test_it_is_refused_without_a_reason(pia: Pia) -> None:
    _, artists = agreed_song()
    before = everything()

    with pytest.raises(Invalid) as refused:
        actions.withdraw(
            actor=ACTOR, terms_id=artists.pk, reason=" ", simulation_hash=impact(artists).hash, now=NOON
        )

    assert refused.value.code == "reason_missing"
    assert everything() == before


def test_terms_that_were_replaced_cannot_be_withdrawn(pia: Pia) -> None:
    made, first = agreed_song()
    agree(made.artist.party, "deny")
    before = everything()

    with pytest.raises(Conflict) as refused:
        withdraw(first)

    assert refused.value.code == "not_in_force"
    assert everything() == before


def test_twice_is_once(pia: Pia) -> None:
    made, artists = agreed_song("take_down")
    living(pia, made)
    first = withdraw(artists)
    before = everything()

    again = withdraw(artists, "whatever")

    assert again == first
    assert everything() == before


def test_a_version_that_the_withdrawn_one_replaced_does_not_speak_again(pia: Pia) -> None:
    made, _ = agreed_song()
    second = agree(made.artist.party, territories=["DE"])

    withdraw(second)

    assert asked(pia, made).problem["code"] == "missing_consent"


def test_the_withdrawal_keeps_what_was_seen(pia: Pia) -> None:
    made, artists = agreed_song("take_down")
    live = living(pia, made)
    seen = impact(artists, effective=TODAY)

    kept = withdraw(artists)

    assert kept.simulation_hash == seen.hash
    assert kept.simulation == seen.to_json()
    assert kept.simulation["live"] == 1
    effect = WithdrawalEffect.objects.get()
    assert (effect.derivative, effect.due) == (live, NOON + timedelta(days=14))
    entry = Entry.objects.get(verb="consent.terms_withdrawn")
    assert entry.facts["withdrawal"] == kept.public_id
    assert entry.reason == REASON
