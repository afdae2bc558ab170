"""The claims page: who claims how much, what is beyond dispute, and who has read it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.accounts.models import User
from rightsdesk.artists.actions import close_share
from rightsdesk.artists.models import Conflict, ConflictTelling
from rightsdesk.domain.shares import Right
from tests import builders
from tests.portal import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> story.Desk:
    return story.desk()


@pytest.fixture
def conflict(desk: story.Desk) -> Conflict:
    """The label has 80 %, Ada 20 %, and Vik claims 30 % as well."""
    builders.share(builders.party("Vik Arden"), desk.song.recording, Right.MASTER, 300_000)
    return Conflict.objects.get(recording=desk.song.recording)


def read(user: User, name: str, *arguments: str) -> str:
    client = Client()
    client.force_login(user)
    page = client.get(reverse(f"portal:{name}", args=arguments)).content.decode()
    return re.sub(r"<[^>]+>|\s+", " ", page)


def test_the_disputed_part_and_both_sides_are_shown(desk: story.Desk, conflict: Conflict) -> None:
    page = read(desk.ada, "claim", conflict.public_id)

    assert "3 claims add up to 130 % of the right. 50 % is in dispute" in page
    assert re.search(r"Glass Orchard label\s+80 %\s+50 %\s+30 %", page)
    assert re.search(r"Vik Arden\s+30 %\s+0 %\s+30 %", page)
    assert re.search(r"Ada Ferro\s+\(yours\)\s+20 %\s+0 %\s+20 %", page)


def test_a_claim_is_new_until_somebody_says_they_read_it(desk: story.Desk, conflict: Conflict) -> None:
    before = read(desk.ada, "claims")
    client = Client()
    client.force_login(desk.ada)

    client.post(reverse("portal:claim", args=[conflict.public_id]))

    telling = ConflictTelling.objects.get(party=desk.party)
    assert re.search(r"◔\s+new", before)
    assert telling.read_by == desk.ada.actor
    assert ConflictTelling.objects.exclude(pk=telling.pk).filter(read_at=None).count() == 2
    assert not re.search(r"◔\s+new", read(desk.ada, "claims"))


def test_a_part_that_nobody_claims_is_said_beside_them(desk: story.Desk) -> None:
    lone = builders.song("Half a song", performer=desk.party)
    share = lone.recording.shares.get(party=lone.label)
    close_share(actor=builders.ACTOR, share_id=share.pk, reason="Sold.")

    page = read(desk.ada, "claims")

    assert re.search(r"Parts that nobody claims.*Half a song\s+the master\s+the world\s+80 %", page)


def test_without_a_claim_the_page_says_so(desk: story.Desk) -> None:
    assert "Nobody disputes a share of yours." in read(desk.ada, "claims")
