"""The pages about people cost the same number of questions to the database, however many people there are."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rightsdesk.accounts.models import User
from rightsdesk.artists.actions import NewRelation, relate_parties
from rightsdesk.artists.models import PartyRelation, RelationKind
from tests import builders
from tests.programmes.cast import Cast, delegate, invite, to_team

# Three of each are the session, the person and the parties they act for.
BASELINE = {"delegates": 7, "programmes": 7, "roster": 10}


@pytest.fixture
def people() -> Cast:
    return Cast()


def asked(person: User, name: str) -> int:
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(reverse(f"people:{name}")).status_code == 200
    return len(found)


def rostered(people: Cast, name: str) -> PartyRelation:
    new = NewRelation(builders.party(name), people.label, RelationKind.ON_ROSTER_OF, date(2026, 1, 1))
    return relate_parties(actor=builders.ACTOR, new=new)


def more_delegates(people: Cast, n: int) -> Any:
    _ = people.party
    delegate(people, "read_money", name=f"Noa{n}")
    to_team(people, "read_money", token=f"{n}", email=f"{n}@elsewhere.example")


def more_artists(people: Cast, n: int) -> Any:
    rostered(people, f"Artist {n}")
    where: dict[str, Any] = {"organisation": people.label_house, "label": people.label}
    invite(people, by=people.lin, token=f"{n}", email=f"{n}@elsewhere.example", **where)


def more_programmes(people: Cast, n: int) -> Any:
    builders.platform(f"Wave {n}")
    builders.party(f"Alias {n}", where=people.team)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "who", "more"),
    [
        ("delegates", "ada", more_delegates),
        ("programmes", "ada", more_programmes),
        ("roster", "lin", more_artists),
    ],
)
def test_constant(people: Cast, name: str, who: str, more: Callable[[Cast, int], Any]) -> None:
    more(people, 0)
    person: User = getattr(people, who)
    few = asked(person, name)

    for n in range(1, 4):
        more(people, n)

    assert (few, asked(person, name)) == (BASELINE[name], BASELINE[name])
