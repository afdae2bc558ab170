"""Looking as somebody else, to help: to read, for half an hour, never as staff, never in the console, all journalled."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rightsdesk.accounts.models import Role, User
from rightsdesk.administration import support
from rightsdesk.journal.models import Entry
from tests import builders
from tests.admin.story import House
from tests.administration.desk import client_of, send

pytestmark = pytest.mark.django_db
WHY = "She cannot find her statement."


def looking(helper: User, as_whom: User) -> Client:
    client = client_of(helper)
    answer = client.post(reverse("admin:support_start", args=[as_whom.public_id]), {"reason": WHY})
    assert answer.status_code == 302, answer.status_code
    return client


def verbs(person: User) -> list[str]:
    entries = Entry.objects.filter(subject=person.public_id, verb__startswith="support.").order_by("pk")
    assert len({entry.actor for entry in entries}) <= 1
    return [entry.verb for entry in entries]


def test_the_helper_sees_their_portal_with_a_banner_and_every_page_is_journalled(house: House) -> None:
    client = looking(house.rui, house.ada)

    page = client.get(reverse("portal:statements"))

    assert page.status_code == 200
    assert "as <strong>Ada</strong>, to read only" in page.content.decode()
    assert verbs(house.ada) == ["support.started", "support.looked"]
    assert Entry.objects.filter(verb="support.looked", facts__path="/portal/statements/").exists()


def test_nothing_can_be_changed_and_the_refusal_is_in_words(house: House) -> None:
    client = looking(house.rui, house.ada)
    before = Entry.objects.exclude(verb__startswith="support.").count()

    answers = [client.post(reverse("portal:home")), client.put("/portal/"), client.delete("/portal/consent/")]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert "you can read, not change anything" in answers[0].content.decode()
    assert Entry.objects.exclude(verb__startswith="support.").count() == before
    assert verbs(house.ada)[1:] == ["support.refused"] * 3


def test_in_the_console_one_stays_oneself_and_other_rooms_are_closed(house: House) -> None:
    client = looking(house.rui, house.ada)

    assert client.get("/admin/").status_code == 200
    assert client.get("/workbench/").status_code == 403


def test_it_ends_when_told_to_and_after_half_an_hour(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = looking(house.rui, house.ada)
    client.post(reverse("admin:support_end"))
    assert verbs(house.ada) == ["support.started", "support.ended"]
    assert client.get(reverse("portal:home")).wsgi_request.user == house.rui

    late = looking(house.rui, house.ada)
    session = late.session
    session[support.KEY] = {
        "user": house.ada.pk,
        "since": (timezone.now() - timedelta(minutes=31)).isoformat(),
    }
    session.save()

    assert late.get(reverse("portal:home")).wsgi_request.user == house.rui
    assert verbs(house.ada)[-1] == "support.ended"


def test_nobody_looks_as_somebody_who_works_here(house: House) -> None:
    for person in (house.sup, house.fin, house.max, house.lin):
        answer = send(house.rui, "support_start", person.public_id, reason=WHY)
        assert answer.status_code == 404
        assert verbs(person) == []


def test_a_reason_is_needed(house: House) -> None:
    answer = send(house.rui, "support_start", house.ada.public_id, reason=" ")

    assert (answer.status_code, verbs(house.ada)) == (422, [])
    assert "Give a reason; nothing was begun." in answer.content.decode()


@pytest.mark.parametrize("who", ["lin", "fin", "sup", "aud", "ada", "max"])
def test_nobody_else_may_look_as_another(house: House, who: str) -> None:
    answer = send(getattr(house, who), "support_start", house.desk.sam.public_id, reason=WHY)

    assert (answer.status_code, verbs(house.desk.sam)) == (404, [])


def test_support_may_and_loses_it_with_the_role(house: House) -> None:
    operator = house.rui.memberships.get().organisation
    sue = builders.person("Sue", Role.SUPPORT, operator, is_staff=True)
    client = looking(sue, house.ada)
    assert client.get(reverse("portal:home")).wsgi_request.user == house.ada

    sue.memberships.update(valid_to=timezone.localdate())

    assert client.get(reverse("portal:home")).wsgi_request.user == sue
    assert verbs(house.ada) == ["support.started", "support.looked", "support.ended"]
