"""The operator's rights administrator invites artists and publishers; the link is shown once, and to nobody else."""

import re

import pytest
from django.test import Client

from rightsdesk.journal.models import Entry
from rightsdesk.programmes.models import Invitation
from tests import builders
from tests.admin.story import House
from tests.administration.desk import page, send

pytestmark = pytest.mark.django_db
SAID = {"email": "noor@elsewhere.example", "kind": "artist"}


def test_the_link_is_shown_once_and_opens_the_page_to_join(house: House) -> None:
    answer = send(house.rui, "invite", **SAID)

    made = Invitation.objects.latest("pk")
    (path,) = re.findall(
        r"<code>http://127\.0\.0\.1:8000(/portal/join/[\w-]+/)</code>", answer.content.decode()
    )
    assert (answer.status_code, made.email, made.inviter) == (201, SAID["email"], house.rui)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "invites noor@elsewhere.example as an artist" in Client().get(path).content.decode()
    assert path not in page(house.rui, "programmes_invitation_changelist")
    assert path.split("/")[3] not in page(house.rui, "programmes_invitation_change", made.pk)


def test_somebody_of_the_catalogue_is_invited_as_themselves(house: House) -> None:
    vela = builders.party("Vela")

    send(house.rui, "invite", **SAID, known=vela.public_id)

    assert Invitation.objects.latest("pk").claims == vela


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "nobody"}, "valid email address"),
        ({"kind": "delegate"}, "not one of the available choices"),
        ({"programme": "prg_none"}, "not one of the available choices"),
        ({"known": "pty_none"}, "no party with this id"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_sent(
    house: House, changes: dict[str, str], words: str
) -> None:
    before = Invitation.objects.count(), Entry.objects.count()

    answer = send(house.rui, "invite", **SAID | changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (Invitation.objects.count(), Entry.objects.count()) == before


def test_somebody_for_whom_others_act_is_not_given_away(house: House) -> None:
    before = Invitation.objects.count()

    answer = send(house.rui, "invite", **SAID, known=house.desk.party.public_id)

    assert answer.status_code == 422
    assert "Somebody acts for" in answer.content.decode()
    assert Invitation.objects.count() == before


@pytest.mark.parametrize("who", ["lin", "fin", "sup", "aud", "ada", "max"])
def test_for_everybody_else_there_is_no_such_page(house: House, who: str) -> None:
    before = Invitation.objects.count(), Entry.objects.count()

    assert send(getattr(house, who), "invite", **SAID).status_code == 404
    assert (Invitation.objects.count(), Entry.objects.count()) == before
