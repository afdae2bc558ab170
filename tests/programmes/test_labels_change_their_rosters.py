"""Whether a label's roster terms speak for an artist, and an artist leaving: by who signs for the label, with a reason."""

from datetime import date

import pytest
from django.utils import timezone

from rightsdesk.accounts.models import Role
from rightsdesk.accounts.models import User as Person
from rightsdesk.artists.actions import NewRelation, relate_parties
from rightsdesk.artists.models import PartyRelation, RelationKind
from rightsdesk.domain.errors import Forbidden, Invalid, NotFound
from rightsdesk.programmes import actions, queries
from rightsdesk.programmes.actions import Voice
from tests import builders
from tests.programmes.cast import Cast, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return Cast()


@pytest.fixture
def relation(people: Cast) -> PartyRelation:
    since = date(2026, 1, 1)
    new = NewRelation(people.party, people.label, RelationKind.ON_ROSTER_OF, since)
    return relate_parties(actor=builders.ACTOR, new=new)


def change(
    who: Person, relation: PartyRelation, voice: Voice, reason: str = "Contract, clause 7."
) -> PartyRelation:
    return actions.change_roster(
        actor=who.actor, user=who, relation_id=relation.public_id, voice=voice, reason=reason
    )


def test_the_label_speaks_from_today_and_the_past_stays_as_it_was(
    people: Cast, relation: PartyRelation
) -> None:
    today = timezone.localdate()

    now = change(people.lin, relation, Voice.SPEAKS)

    relation.refresh_from_db()
    assert (relation.speaks, relation.valid.upper) == (False, today)
    assert (now.speaks, now.valid.lower, now.valid.upper) == (True, today, None)
    assert list(queries.rosters([people.label], today)) == [now]


def test_an_artist_leaves_the_roster_at_once(people: Cast, relation: PartyRelation) -> None:
    change(people.lin, relation, Voice.LEAVES)

    assert not queries.rosters([people.label], timezone.localdate()).exists()


def test_a_voice_may_be_given_and_taken_on_one_day(people: Cast, relation: PartyRelation) -> None:
    spoken = change(people.lin, relation, Voice.SPEAKS)

    silent = change(people.lin, spoken, Voice.SILENT)

    assert list(queries.rosters([people.label], timezone.localdate())) == [silent]
    assert not silent.speaks


def test_nobody_else_changes_it_and_strangers_do_not_learn_of_it(
    people: Cast, relation: PartyRelation
) -> None:
    noa = builders.person("Noa", Role.DELEGATE, people.label_house, rights=["read_money", "invite"])

    refused(lambda: change(noa, relation, Voice.SPEAKS), Forbidden, "may not sign")
    for who in (people.ada, people.sam, people.guest, people.rae):
        refused(lambda: change(who, relation, Voice.SPEAKS), NotFound, "nothing here")  # noqa: B023


def test_it_needs_a_reason(people: Cast, relation: PartyRelation) -> None:
    refused(lambda: change(people.lin, relation, Voice.SPEAKS, " "), Invalid, "Say why")
