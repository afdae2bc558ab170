"""A mashup is made of two songs: both are declared, both sides of both are asked, and it is never half of one."""

from typing import Any

import pytest

from rightsdesk.consent.models import Approval, Verdict
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.models import Derivative, Source
from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.domain.lifecycle import State
from rightsdesk.journal.models import Entry, Outbox
from tests.builders import Song, ask, consented_song, platform, song, terms

pytestmark = pytest.mark.django_db
MASHUP = {"version": 2, "style": None, "operations": [{"kind": "mashup", "take": "vocals", "gain_db": 0.0}]}


@pytest.fixture
def pia() -> Any:
    return platform()


def request(pia: Any, first: Song, second: Song | None, **changes: Any) -> Derivative:
    programme, client = pia
    other = second.recording.isrc if second else ""
    wanted = ask(first, **{"prompt": "", "recipe": MASHUP, "with_isrc": other, "plan": "studio"} | changes)
    return actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)[0]


def nothing_was_written() -> bool:
    return not Derivative.objects.exists() and not Verdict.objects.exists() and not Outbox.objects.exists()


def test_both_songs_are_declared_in_equal_halves_that_are_said_to_be_provisional(pia: Any) -> None:
    first, second = consented_song("Glass Orchard"), consented_song("Slow Tide")

    made = request(pia, first, second)

    assert (made.state, made.kind, made.title) == (
        State.AUTHORISED,
        "mashup",
        "Glass Orchard × Slow Tide (mashup)",
    )
    assert list(Source.objects.order_by("pk").values_list("recording", "weight_ppm")) == [
        (first.recording.pk, 500_000),
        (second.recording.pk, 500_000),
    ]
    facts = Entry.objects.get(verb="derivative.requested").facts
    assert (facts["with_isrc"], facts["provisional"]) == (second.recording.isrc, True)


def test_both_sides_of_both_songs_answer(pia: Any) -> None:
    made = request(pia, consented_song("Glass Orchard"), consented_song("Slow Tide"))

    assert made.verdict is not None
    assert len(made.verdict.terms_versions) == 6
    assert len(made.verdict.request["recordings"]) == 2


@pytest.mark.parametrize("silent", ["artist", "label", "publisher"])
def test_who_said_nothing_about_the_second_song_refuses_the_whole(pia: Any, silent: str) -> None:
    second = song("Slow Tide")
    for name, who in zip(("artist", "label", "publisher"), second.grantors, strict=True):
        if name != silent:
            terms(who)

    made = request(pia, consented_song("Glass Orchard"), second)

    assert (made.state, made.problem["code"]) == (State.REFUSED, "missing_consent")
    assert not Outbox.objects.exists()


def test_an_artist_who_allows_remixes_but_no_mashups_refuses_it(pia: Any) -> None:
    made = request(pia, consented_song("Glass Orchard"), consented_song("Slow Tide", {"mashup": "deny"}))

    assert made.state == State.REFUSED
    assert made.problem["message"] == "Slow Tide artist does not allow mashups."


def test_everybody_who_wants_to_be_asked_is_asked_whichever_song_is_theirs(pia: Any) -> None:
    first = consented_song("Glass Orchard", {"mashup": "ask"})
    second = consented_song("Slow Tide", {"mashup": "ask"})

    made = request(pia, first, second)

    assert made.state == State.AWAITING_APPROVAL
    asked = set(Approval.objects.values_list("grantor", flat=True))
    assert asked == {first.artist.party.pk, second.artist.party.pk}


def test_a_cap_of_the_second_song_counts(pia: Any) -> None:
    capped = song("Slow Tide")
    for who in capped.grantors:
        terms(who, cap_live=1)
    first = consented_song("Glass Orchard")
    assert request(pia, first, capped).state == State.AUTHORISED

    assert request(pia, first, capped).state == State.REFUSED


def test_a_mashup_without_a_second_song_is_refused_in_words(pia: Any) -> None:
    with pytest.raises(Invalid, match="second recording") as refused:
        request(pia, consented_song(), None)

    assert refused.value.code == "second_source_missing"
    assert nothing_was_written()


def test_a_second_song_that_nothing_asks_for_is_refused(pia: Any) -> None:
    with pytest.raises(Invalid) as refused:
        request(
            pia,
            consented_song("Glass Orchard"),
            consented_song("Slow Tide"),
            prompt="10% slower",
            recipe=None,
        )

    assert refused.value.code == "second_source_unused"
    assert nothing_was_written()


def test_a_song_with_itself_is_no_mashup(pia: Any) -> None:
    one = consented_song()

    with pytest.raises(Invalid) as refused:
        request(pia, one, one)

    assert refused.value.code == "same_source_twice"
    assert nothing_was_written()


def test_an_unknown_second_song_is_not_found(pia: Any) -> None:
    with pytest.raises(NotFound):
        request(pia, consented_song(), None, with_isrc="ZZZZZ2600099")

    assert nothing_was_written()


def test_the_same_key_with_another_second_song_is_another_request(pia: Any) -> None:
    first, second, third = (consented_song(name) for name in ("One", "Two", "Three"))
    request(pia, first, second, idempotency_key="key-m")

    with pytest.raises(Conflict):
        request(pia, first, third, idempotency_key="key-m")

    assert Derivative.objects.count() == 1
