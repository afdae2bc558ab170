"""Every page of the console for everybody: the right role, another tenant's, an artist, a stranger, nobody."""

import pytest
from django.db.models import Model
from django.test import Client

from rightsdesk.accounts.console import EVERYTHING, SEES
from rightsdesk.accounts.models import User
from rightsdesk.console import ReadOnlyAdmin
from tests.admin.routes import ABOUT_ONESELF, CHANGELISTS, NAMES, REGISTERED, address, first_row
from tests.admin.story import ROLES, House

pytestmark = pytest.mark.django_db


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def tenanted(name: str) -> bool:
    page = REGISTERED[name.removesuffix("_changelist")]
    return isinstance(page, ReadOnlyAdmin) and bool(page.tenant)


def app(name: str) -> str:
    return name.partition("_")[0]


def test_the_console_has_a_page_for_every_model_of_the_house() -> None:
    from django.apps import apps

    models = {model for label in EVERYTHING for model in apps.get_app_config(label).get_models()}
    inside_others = {
        "PartyIdentifier", "WriterCredit", "RecordingWork", "RecordingStem", "Source", "CaseReason", "Lease",
        "RunPool", "RecordingCredit", "ArtistMember", "WorkNumber", "Track", "ConflictClaim", "ConflictTelling",
    }  # fmt: skip

    assert {model.__name__ for model in models} - inside_others == {
        page.model.__name__ for page in REGISTERED.values()
    }


@pytest.mark.parametrize("name", CHANGELISTS)
def test_the_operators_roles_see_the_rooms_of_their_role_and_no_other(house: House, name: str) -> None:
    everybody = {role: getattr(house, person) for person, role in ROLES.items()}
    for role, person in everybody.items():
        expected = 200 if app(name) in SEES[role] else 404
        assert client_of(person).get(address(name)).status_code == expected, role


@pytest.mark.parametrize("name", CHANGELISTS)
def test_a_labels_administrator_opens_only_what_knows_its_tenant(house: House, name: str) -> None:
    expected = 200 if tenanted(name) else 404

    assert client_of(house.lin).get(address(name)).status_code == expected


def test_nobody_without_a_role_here_learns_that_the_console_exists(house: House) -> None:
    strangers = [house.ada, house.desk.guest, house.max]
    for person in strangers:
        client = client_of(person)
        answers = {name: client.get(address(name)).status_code for name in NAMES if name not in ABOUT_ONESELF}
        assert set(answers.values()) == {404}, (person, answers)


def test_nobody_at_all_is_sent_to_sign_in(house: House) -> None:
    client = Client()
    for name in NAMES:
        if name in ABOUT_ONESELF:
            continue
        answer = client.get(address(name))
        assert answer.status_code == 302, name
        assert answer.headers["Location"] == f"/login/?next={address(name)}", name


@pytest.mark.parametrize("model", sorted(REGISTERED))
def test_a_row_is_shown_to_read_and_can_be_neither_changed_nor_deleted(house: House, model: str) -> None:
    client = client_of(house.rui)
    before = everything(REGISTERED[model].model)
    row = first_row(model)
    assert before, f"the house has no {model}"

    shown = client.get(address(f"{model}_change"))
    changed = client.post(address(f"{model}_change"), {"name": "Changed", "state": "posted", "_save": "Save"})
    deleted = client.post(address(f"{model}_delete"), {"post": "yes"})
    at_once = client.post(
        address(f"{model}_changelist"), {"action": "delete_selected", "_selected_action": [row], "index": 0}
    )

    assert shown.status_code == 200
    assert 'name="_save"' not in shown.content.decode()
    assert (changed.status_code, deleted.status_code) == (404, 404)
    assert at_once.status_code in {200, 302}
    assert everything(REGISTERED[model].model) == before


def everything(model: type[Model]) -> list[dict[str, object]]:
    return list(model._default_manager.order_by("pk").values())


def test_lin_finds_only_her_labels_rows(house: House) -> None:
    client = client_of(house.lin)

    parties = client.get(address("artists_party_changelist")).content.decode()
    shares = client.get(address("artists_share_changelist")).content.decode()
    statements = client.get(address("payouts_statement_changelist")).content.decode()
    people = client.get(address("accounts_user_changelist")).content.decode()

    assert house.label.name in parties
    assert house.desk.party.name not in parties + shares + statements
    assert "lin@rightsdesk.example" in people
    assert "ada@rightsdesk.example" not in people


def test_lin_gets_404_for_a_row_of_another_tenant_even_by_its_number(house: House) -> None:
    client = client_of(house.lin)

    mine = client.get(f"/admin/artists/party/{house.label.pk}/change/")
    theirs = client.get(f"/admin/artists/party/{house.desk.party.pk}/change/", follow=True)
    absent = client.get("/admin/artists/party/999999/change/", follow=True)

    assert mine.status_code == 200
    assert house.desk.party.name not in theirs.content.decode()
    assert theirs.redirect_chain == absent.redirect_chain


def test_filters_offer_only_what_the_person_may_know(house: House) -> None:
    page = client_of(house.lin).get(address("accounts_membership_changelist")).content.decode()

    assert "Rightsdesk Operations" not in page
