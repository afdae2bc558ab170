"""The public page behind an invitation: what it shows, what it refuses in words, and who is signed in afterwards."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Party
from rightsdesk.programmes import actions, letters
from rightsdesk.programmes.models import Invitation
from tests import builders
from tests.programmes.cast import EMAIL, TOKEN, Cast, everything, invite, newcomer, to_team

pytestmark = pytest.mark.django_db
DOOR = reverse("people:join", args=[TOKEN])
SAID = {
    "name": "Noor Vance",
    "password": builders.PASSWORD,
    "known_as": "Noor",
    "isni": builders.isni(77),
    "rules": "on",
}


@pytest.fixture
def people() -> Cast:
    return Cast()


def send(client: Client | None = None, **changes: str) -> Any:
    return (client or Client()).post(DOOR, SAID | changes)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_page_says_who_asks_and_by_which_rules(people: Cast) -> None:
    invite(people)

    page = Client().get(DOOR)

    words = page.content.decode()
    assert page.status_code == 200
    assert f"Rae of Rightsdesk Operations invites {EMAIL} as an artist" in words
    assert "Nothing of yours may be used before you have allowed it" in words
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_looking_does_not_use_the_link_up(people: Cast) -> None:
    invite(people)
    before = everything()

    for _ in range(2):
        Client().get(DOOR)
        Client().head(DOOR)

    assert everything() == before


def test_whoever_joins_is_signed_in_and_sees_that_the_check_is_still_to_come(people: Cast) -> None:
    invite(people)
    client = Client()

    answer: HttpResponse = send(client)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("people:programmes"))
    page = client.get(reverse("people:programmes")).content.decode()
    assert "Noor Vance" in page
    assert "Identity not checked yet" in page
    assert client.get(reverse("portal:home")).status_code == 200
    assert str(Party.objects.get(name="Noor").identifiers.get()) == f"isni {builders.isni(77)}"


def test_a_token_that_is_none_is_404(people: Cast) -> None:
    invite(people)
    before = everything()

    for wrong in ("x", TOKEN + "x", TOKEN.upper()):
        door = reverse("people:join", args=[wrong])
        assert (Client().get(door).status_code, Client().post(door, SAID).status_code) == (404, 404)

    assert everything() == before


def test_a_used_link_says_so_and_lets_nobody_in(people: Cast) -> None:
    newcomer(people)
    before = everything()

    for answer in (Client().get(DOOR), send()):
        assert answer.status_code == 410
        assert "This invitation was used" in answer.content.decode()
    assert everything() == before


def test_an_expired_link_says_so_and_lets_nobody_in(people: Cast) -> None:
    invite(people, now=timezone.now() - timedelta(days=15))
    before = everything()

    assert "has expired" in Client().get(DOOR).content.decode()
    assert send().status_code == 410
    assert everything() == before


def test_a_link_taken_back_says_so(people: Cast) -> None:
    made = invite(people)
    actions.revoke(actor=people.rae.actor, user=people.rae, invitation_id=made.public_id)

    assert "was taken back" in Client().get(DOOR).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"isni": "0000 0000 0000 0000"}, "ISNI"),
        ({"password": "password"}, "too common"),
        ({"known_as": ""}, "This field is required"),
        ({"rules": ""}, "This field is required"),
    ],
)
def test_an_error_is_said_beside_its_field_and_nothing_is_lost(
    people: Cast, changes: dict[str, str], words: str
) -> None:
    invite(people)
    before = everything()

    answer = send(None, **changes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Noor Vance"' in page
    assert builders.PASSWORD not in page
    assert everything() == before


def test_an_account_that_exists_signs_in_first_and_comes_back(people: Cast) -> None:
    to_team(people, "read_money", email=people.sam.email)
    before = everything()

    page = Client().get(DOOR).content.decode()
    assert "has an account here already" in page
    assert f"/login/?next={DOOR}" in page
    assert 'name="password"' not in page
    assert send().status_code == 422
    assert everything() == before

    answer = signed_in(people.sam).post(DOOR, {"rules": "on"})
    assert answer.headers["Location"] == reverse("portal:home")


def test_somebody_else_who_is_signed_in_is_told_to_sign_out(people: Cast) -> None:
    invite(people)
    client = signed_in(people.sam)
    before = everything()

    assert "Sign out, then open the link again" in client.get(DOOR).content.decode()
    assert send(client).status_code == 422
    assert everything() == before


def ask(people: Cast, **changes: Any) -> Any:
    named = {"email": EMAIL, "rights": ["read_money"], "team": people.team.public_id}
    return signed_in(people.ada).post(reverse("people:delegates"), named | changes)


def test_the_link_is_shown_once_to_whoever_invites(people: Cast) -> None:
    answer = ask(people, party=people.party)

    page = answer.content.decode()
    (link,) = {word for word in page.replace('"', " ").split() if "/portal/join/" in word and "<" not in word}
    assert answer.status_code == 201
    assert "hand the link over" in page
    assert Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert link not in signed_in(people.ada).get(reverse("people:delegates")).content.decode()
    assert mail.outbox == []


def test_a_letter_is_sent_where_there_is_a_mail_server(people: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example"

    answer = ask(people, party=people.party)

    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "Ada Ferro Team invites you to rightsdesk"
    assert "http://127.0.0.1:8000/portal/join/" in letter.body
    assert "A letter with the link is on its way" in answer.content.decode()


class Broken(BaseEmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPServerDisconnected


def test_a_mail_server_that_fails_leaves_the_link_to_be_handed_over(people: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = f"{__name__}.Broken"

    assert not letters.send(invite(people), "http://127.0.0.1:8000/portal/join/x/")
    assert Invitation.objects.count() == 1


def test_who_comes_as_a_party_of_the_catalogue_waits_for_the_check(people: Cast) -> None:
    invite(people, claims=builders.party("Vela"))
    client = Client()

    page = client.get(DOOR).content.decode()
    assert "as Vela" in page
    assert 'name="known_as"' not in page
    assert 'name="isni"' not in page
    answer = send(client)

    assert answer.headers["Location"] == reverse("people:waiting")
    assert "Somebody at the desk will check that" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(reverse("portal:home")).status_code == 404
    assert client.get(reverse("home")).headers["Location"] == reverse("people:waiting")


def test_nobody_else_waits(people: Cast) -> None:
    assert signed_in(people.sam).get(reverse("people:waiting")).status_code == 404
