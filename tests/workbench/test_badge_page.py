"""The public badge: whoever holds its address reads what was checked; what is not published has none."""

import pytest
from django.test import Client

from rightsdesk.derivatives.models import Derivative
from rightsdesk.media.models import Kind
from rightsdesk.screening.models import ScreeningRun
from rightsdesk.verification.words import Mark
from rightsdesk.workbench.badge import items, machine_made
from tests.builders import consented_song, platform, song, sound_asset
from tests.moderation.cast import Desk, decided, desk, held, opened, rendered, screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Desk:
    return desk()


def marks(derivative: Derivative) -> dict[str, Mark]:
    run = ScreeningRun.objects.filter(derivative=derivative).order_by("-pk").first()
    return {item.title: item.mark for item in items(derivative, run)}


def published() -> Derivative:
    source, (_, client) = consented_song(), platform()
    made = rendered(source, client, sound_asset(Kind.DELIVERY), title="Glass Orchard (slowed)")
    screened(made, [], song("Copper Bells"))
    return made


def test_anybody_reads_the_badge_of_a_published_derivative() -> None:
    made = published()

    html = Client().get(f"/badge/{made.public_id}/").content.decode()

    assert "Glass Orchard (slowed)" in html
    assert "Glass Orchard artist allows remixes." in html
    assert "tonewave-mixer 4.2" in html
    assert "listener-1" not in html


def test_everybody_gets_the_same_404_for_what_is_not_published(people: Desk) -> None:
    found = held()
    max_at_work = Client()
    max_at_work.force_login(people.max)

    for client in (Client(), max_at_work):
        assert client.get(f"/badge/{found.derivative.public_id}/").status_code == 404
        assert client.get("/badge/drv_unknown/").status_code == 404


def test_a_clear_screening_ticks_every_item_it_made_and_no_other() -> None:
    assert marks(published()) == {
        "Consent": Mark.YES,
        "Nothing undeclared": Mark.YES,
        "No unlicensed voice": Mark.YES,
        "Sound in order": Mark.YES,
        "Signed credentials": Mark.UNKNOWN,
        "Marked in the sound": Mark.UNKNOWN,
    }


def test_what_was_not_checked_is_unknown_never_a_tick() -> None:
    made = published()

    assert {item.mark for item in items(made, None)[1:]} == {Mark.UNKNOWN}


def test_what_a_person_released_stays_flagged_on_the_badge(people: Desk) -> None:
    found, case = opened()
    decided(case, people.max, "release")

    assert marks(found.derivative)["Nothing undeclared"] is Mark.NO
    assert "A person listened" in Client().get(f"/badge/{found.derivative.public_id}/").content.decode()


def test_the_badge_ends_when_the_derivative_is_taken_down(people: Desk) -> None:
    found, case = opened()
    decided(case, people.max, "release")
    assert Client().get(f"/badge/{found.derivative.public_id}/").status_code == 200

    Derivative.objects.filter(pk=found.derivative.pk).update(state="suspended")

    assert Client().get(f"/badge/{found.derivative.public_id}/").status_code == 404


def test_the_engines_facets_are_said_in_words() -> None:
    said = {"generative_ai": False, "facets": {"vocals": ["source"], "instrumentation": ["synthesis"]}}

    assert machine_made(said) == [
        ("vocals", "as in the original"),
        ("instrumentation", "played by a synthesiser"),
    ]
    assert machine_made({}) == []
