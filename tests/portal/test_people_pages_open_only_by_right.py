"""Every page about people for four actors and more: the owner, a delegate, a stranger, nobody, and who acts for nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rightsdesk.accounts.models import DelegatedRight, Programme, Role, User
from rightsdesk.accounts.queries import rights_in
from rightsdesk.artists.actions import NewRelation, relate_parties
from rightsdesk.artists.models import PartyRelation, RelationKind
from rightsdesk.domain.errors import NotFound
from rightsdesk.portal.people.urls import urlpatterns
from rightsdesk.programmes import queries
from rightsdesk.programmes.models import Invitation, ProgrammeMember
from tests import builders
from tests.programmes.cast import TOKEN, Cast, delegate, everything, to_team

pytestmark = pytest.mark.django_db

ROUTES = {str(route.name) for route in urlpatterns}
PUBLIC = {"join"}
POSTED = {"end", "revoke"}


class Stage:
    """Ada's team with a delegate who may do nothing, an open invitation, a label with Ada on its roster, a programme."""

    def __init__(self) -> None:
        self.people = people = Cast()
        self.everybody = people.ada, people.lin, people.sam, people.guest, people.party
        self.noa = delegate(people)
        self.programme: Programme = builders.platform()[0]
        self.invitation: Invitation = to_team(people, "read_money")
        new = NewRelation(people.party, people.label, RelationKind.ON_ROSTER_OF, date(2026, 1, 1))
        self.relation: PartyRelation = relate_parties(actor=builders.ACTOR, new=new)

    def address(self, name: str) -> str:
        arguments = {
            "join": [TOKEN],
            "revoke": [self.invitation.public_id],
            "on_roster": [self.relation.public_id],
            "programme": [self.programme.public_id, self.people.party.public_id],
        }
        return reverse(f"people:{name}", args=arguments.get(name, []))

    @property
    def ending(self) -> dict[str, str]:
        return {"person": self.noa.public_id, "team": self.people.team.public_id}


@pytest.fixture
def stage() -> Stage:
    return Stage()


def client(person: User | None) -> Client:
    found = Client()
    if person:
        found.force_login(person)
    return found


def opened(stage: Stage, person: User | None) -> dict[str, int]:
    """The status of every page to read."""
    return {
        name: client(person).get(stage.address(name)).status_code for name in sorted(ROUTES - PUBLIC - POSTED)
    }


def test_every_page_to_read_for_everybody(stage: Stage) -> None:
    people, before = stage.people, everything()

    # Nobody of them has joined as a party of the catalogue: for nobody is there a page to wait on.
    mine = {"delegates": 200, "programme": 200, "programmes": 200, "waiting": 404}
    mine |= {"roster": 404, "on_roster": 404}
    label = {**mine, "programme": 404, "roster": 200, "on_roster": 200}
    others = {**mine, "programme": 404}
    assert opened(stage, people.ada) == mine
    assert opened(stage, stage.noa) == mine
    assert opened(stage, people.lin) == label
    assert opened(stage, people.sam) == others
    assert opened(stage, people.guest) == dict.fromkeys(mine, 404)
    assert opened(stage, None) == dict.fromkeys(mine, 302)
    assert everything() == before


def test_nobody_at_all_is_sent_to_sign_in_and_comes_back(stage: Stage) -> None:
    for name in sorted(ROUTES - PUBLIC):
        address = stage.address(name)
        door = client(None)
        answer = door.post(address) if name in POSTED else door.get(address)
        assert answer.headers["Location"] == f"/login/?next={address}"


def deeds(stage: Stage) -> dict[str, Callable[[Client], Any]]:
    """Everything that can be sent about what is Ada's, and her label's."""
    named = {"email": "x@elsewhere.example", "rights": ["read_money"], "team": stage.people.team.public_id}
    roster = {"email": "x@elsewhere.example", "label": stage.people.label.public_id}
    voice = {"voice": "speaks", "reason": "Contract."}
    return {
        "end": lambda door: door.post(stage.address("end"), stage.ending),
        "revoke": lambda door: door.post(stage.address("revoke")),
        "delegates": lambda door: door.post(stage.address("delegates"), named),
        "programme": lambda door: door.post(stage.address("programme"), {"deed": "join"}),
        "roster": lambda door: door.post(stage.address("roster"), roster),
        "on_roster": lambda door: door.post(stage.address("on_roster"), voice),
    }


def test_a_stranger_changes_nothing_and_learns_nothing(stage: Stage) -> None:
    before = everything()

    answers = {name: deed(client(stage.people.sam)).status_code for name, deed in deeds(stage).items()}

    # A stranger has a delegates page of their own, and Ada's team is no choice on it.
    assert answers == {**dict.fromkeys(answers, 404), "delegates": 422}
    assert everything() == before


def test_who_acts_for_nobody_changes_nothing(stage: Stage) -> None:
    before = everything()

    answers = {name: deed(client(stage.people.guest)).status_code for name, deed in deeds(stage).items()}

    assert answers == dict.fromkeys(answers, 404)
    assert everything() == before


def test_a_delegate_without_rights_sees_and_changes_nothing(stage: Stage) -> None:
    mo = delegate(stage.people, "read_money", name="Mo")
    before = everything()

    answers = {name: deed(client(mo)).status_code for name, deed in deeds(stage).items()}

    assert answers == {
        "end": 302, "revoke": 302, "delegates": 422, "programme": 409, "roster": 404, "on_roster": 404
    }  # fmt: skip
    assert everything() == before
    page = client(mo).get(stage.address("delegates")).content.decode()
    assert "naming and ending them is for others" in page
    assert "End it now" in page
    assert page.count("End it now") == 1, "only one’s own"


def test_the_owner_does_each_of_them(stage: Stage) -> None:
    people, done = stage.people, deeds(stage)

    answers = {
        name: done[name](client(people.ada)).status_code
        for name in ("revoke", "delegates", "end", "programme")
    }
    answers |= {name: done[name](client(people.lin)).status_code for name in ("roster", "on_roster")}

    assert answers == {
        "revoke": 302, "delegates": 201, "end": 302, "programme": 302, "roster": 201, "on_roster": 302
    }  # fmt: skip
    assert rights_in(stage.noa, people.team) == set()
    assert not people.ada.memberships.filter(valid_to__isnull=False).exists()
    assert ProgrammeMember.objects.get().party == people.party
    assert [row.speaks for row in queries.rosters([people.label], timezone.localdate())] == [True]
    stage.invitation.refresh_from_db()
    assert stage.invitation.revoked_at is not None
    assert Invitation.objects.filter(email="x@elsewhere.example").count() == 2


def test_a_label_without_a_rights_administrator_invites_nobody(stage: Stage) -> None:
    role = DelegatedRight.SIGN_TERMS
    signer = builders.person("Di", Role.DELEGATE, stage.people.label_house, rights=[role.value])
    before = everything()

    answer = deeds(stage)["roster"](client(signer))

    assert answer.status_code == 422
    assert everything() == before
    with pytest.raises(NotFound):
        queries.roster_entry(stage.people.ada, stage.relation.public_id, timezone.localdate())
