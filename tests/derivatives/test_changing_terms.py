"""A change of terms shows beforehand what it would no longer allow; and whose terms reach what."""

from datetime import date, timedelta
from typing import Any

import pytest

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import RelationKind
from rightsdesk.consent import actions as consent
from rightsdesk.consent.models import Terms
from rightsdesk.derivatives.impact import change_impact, impact
from rightsdesk.domain.consent import Use
from rightsdesk.domain.errors import Invalid
from tests.builders import ACTOR, Song, platform, song, terms
from tests.derivatives.living import NOON, Pia, agree, living

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def pia() -> tuple[Programme, ApiClient]:
    return platform()


@pytest.fixture
def made() -> Song:
    new = song()
    for grantor in new.grantors:
        terms(grantor)
    return new


def draft(of: Song, answer: str = "allow", target: Any = None, **conditions: Any) -> consent.Proposal:
    clauses = [{"use": use.value, "answer": answer, "conditions": conditions} for use in Use]
    return consent.Proposal(of.artist.party, clauses, TODAY, "Ada", "portal", target)


def test_the_same_again_touches_nothing(pia: Pia, made: Song) -> None:
    living(pia, made)

    assert change_impact(draft(made)).live == 0


def test_a_no_touches_everything(pia: Pia, made: Song) -> None:
    living(pia, made)
    living(pia, made)
    before = Terms.objects.count()

    found = change_impact(draft(made, "deny"))

    assert (found.live, found.effect, found.effective) == (2, "keep_and_pay", TODAY)
    assert Terms.objects.count() == before


def test_a_narrower_yes_touches_what_lies_outside(pia: Pia, made: Song) -> None:
    living(pia, made, territory="DE")
    outside = living(pia, made, territory="FR")

    assert change_impact(draft(made, territories=["WW", "-FR"])).examples == (outside.public_id,)


def test_a_wish_to_be_asked_touches_what_nobody_was_asked_about(pia: Pia, made: Song) -> None:
    living(pia, made)

    assert change_impact(draft(made, "ask")).live == 1


def test_a_no_to_one_recording_touches_only_that(pia: Pia, made: Song) -> None:
    other = song("Other", performer=made.artist.party, label=made.label)
    terms(other.publisher)
    living(pia, other)
    lost = living(pia, made)

    assert change_impact(draft(made, "deny", made.recording)).examples == (lost.public_id,)


def test_a_saved_draft_shows_the_same_as_the_proposal(pia: Pia, made: Song) -> None:
    living(pia, made)
    wanted = draft(made, "deny")

    saved = consent.draft_terms(actor=ACTOR, proposal=wanted)

    assert change_impact(saved).keys == change_impact(wanted).keys != ()


def test_a_clause_that_cannot_be_read_is_refused(pia: Pia, made: Song) -> None:
    with pytest.raises(Invalid) as refused:
        change_impact(draft(made, colour="blue"))

    assert refused.value.code == "clauses_malformed"


def test_the_default_of_a_roster_reaches_the_artist_it_speaks_for(pia: Pia) -> None:
    made = song()
    terms(made.publisher)
    relation = artists.NewRelation(
        made.artist.party, made.label, RelationKind.ON_ROSTER_OF, date(2026, 1, 1), None, True
    )
    artists.relate_parties(actor=ACTOR, new=relation)
    roster = agree(made.label, target=made.label)
    live = living(pia, made)

    assert impact(roster, effective=TODAY).examples == (live.public_id,)


def test_an_own_word_of_the_artist_outlives_the_default_of_the_roster(pia: Pia) -> None:
    made = song()
    for grantor in made.grantors:
        terms(grantor)
    relation = artists.NewRelation(
        made.artist.party, made.label, RelationKind.ON_ROSTER_OF, date(2026, 1, 1), None, True
    )
    artists.relate_parties(actor=ACTOR, new=relation)
    roster = agree(made.label, target=made.label)
    living(pia, made)

    assert impact(roster, effective=TODAY).live == 0


@pytest.mark.parametrize("later", [0, 400])
def test_terms_whose_period_is_over_can_still_be_withdrawn_with_their_effect(pia: Pia, later: int) -> None:
    made = song()
    terms(made.publisher)
    terms(made.label)
    ended = agree(made.artist.party, period=["2026-01-01", "2027-01-01"])
    living(pia, made)

    assert impact(ended, effective=TODAY + timedelta(days=later)).live == 1
