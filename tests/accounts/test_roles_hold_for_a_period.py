"""People, roles and clients: e-mail sign-in, roles for a period, scopes from the client's own row."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from rightsdesk.accounts import actions, queries
from rightsdesk.accounts.models import Membership, OrganisationKind, Role, User
from rightsdesk.accounts.scopes import ClientScopes
from rightsdesk.domain.errors import NotFound
from rightsdesk.environment import BadSetting, database, number
from tests.builders import ACTOR, api_client, organisation, person, platform

pytestmark = pytest.mark.django_db


def test_an_e_mail_address_is_one_person_whatever_its_case() -> None:
    first = actions.create_user(actor=ACTOR, email="Ada@rightsdesk.example", name="Ada")

    assert actions.create_user(actor=ACTOR, email="ada@RIGHTSDESK.example", name="Other").pk == first.pk
    assert User.objects.count() == 1


def test_a_role_ends_when_its_period_ends() -> None:
    max_ = person("Max", Role.MODERATOR, organisation("Desk", OrganisationKind.OPERATOR))
    assert queries.has_role(max_, Role.MODERATOR)

    Membership.objects.update(valid_to=timezone.localdate())

    assert not queries.has_role(max_, Role.MODERATOR)


def test_a_role_does_not_begin_early() -> None:
    max_ = person("Max", Role.MODERATOR, organisation("Desk", OrganisationKind.OPERATOR))
    Membership.objects.update(valid_from=timezone.localdate() + timedelta(days=1))

    assert not queries.has_role(max_, Role.MODERATOR)


def test_nobody_who_was_switched_off_has_a_role() -> None:
    max_ = person("Max", Role.MODERATOR, organisation("Desk", OrganisationKind.OPERATOR))
    User.objects.update(is_active=False)

    assert not queries.memberships(max_).exists()


def test_a_client_has_only_the_scopes_of_its_row() -> None:
    _, full = platform()
    narrow = api_client(full.organisation, ["catalogue:read"])

    assert ClientScopes().get_available_scopes(narrow.application) == ["catalogue:read"]
    assert ClientScopes().get_available_scopes(None) == []


def test_another_platforms_programme_does_not_exist() -> None:
    programme, _ = platform()
    _, stranger = platform("Otherwave")

    with pytest.raises(NotFound):
        queries.programme_of(stranger, programme.public_id)


def test_a_programme_that_has_ended_offers_nothing() -> None:
    programme, client = platform()
    programme.valid_to = date(2026, 2, 1)
    programme.save()

    with pytest.raises(NotFound, match="no such programme today"):
        queries.programme_of(client)


@pytest.mark.parametrize("url", ["sqlite:///db", "postgresql://", "mysql://a/b"])
def test_a_database_that_is_not_postgresql_stops_the_start(url: str) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL must look like"):
        database(url)


def test_a_number_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASK_SECONDS", "soon")

    with pytest.raises(BadSetting, match="TASK_SECONDS must be a whole number"):
        number("TASK_SECONDS", 120)
