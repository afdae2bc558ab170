"""One case: what a moderator sees of it, and what becomes of what they type."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case, Decision, Lease
from tests.builders import ACTOR
from tests.moderation.cast import REASON, Desk, desk, held, opened, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Desk:
    return desk()


@pytest.fixture
def max_at_work(people: Desk) -> Client:
    client = Client()
    client.force_login(people.max)
    return client


def page(client: Client, case: Case) -> str:
    return client.get(reverse("workbench:case", args=[case.public_id])).content.decode()


def decide(client: Client, case: Case, **changes: str) -> str:
    said = {"token": "1", "policy": "undeclared-audio", "action": "block", "reason": REASON} | changes
    return client.post(reverse("workbench:decide", args=[case.public_id]), said).content.decode()


def test_undeclared_audio_is_shown_with_both_ranges_score_and_threshold(max_at_work: Client) -> None:
    found, case = opened()

    html = page(max_at_work, case)

    assert f"It holds “{found.other.recording.title}”" in html
    assert "0:00–0:02" in html
    assert "0.880" in html
    assert "0.720" in html


def test_the_derivative_its_original_and_what_was_found_in_it_can_be_heard(max_at_work: Client) -> None:
    _, case = opened()

    html = page(max_at_work, case)

    assert html.count("<audio") == html.count('src="/media/') == 3
    assert 'data-ratio="0.900000"' in html
    assert 'data-offset="-0.3000"' in html


def test_a_signed_url_of_the_page_gives_the_sound(max_at_work: Client) -> None:
    _, case = opened()
    url = page(max_at_work, case).split('src="/media/')[1].split('"')[0]

    sound = max_at_work.get(f"/media/{url}", headers={"Range": "bytes=0-3"})

    assert (sound.status_code, sound.getvalue()) == (206, b"fLaC")


def test_a_voice_is_shown_with_its_nearest_profiles_and_the_line_of_similarity(max_at_work: Client) -> None:
    found, case = opened("unlicensed_voice")

    html = page(max_at_work, case)

    assert f"It carries a voice like {found.other.artist.name}’s" in html
    assert "Noor Vale" in html
    assert 'class="curve" d="M' in html


def test_the_page_shows_consent_recipe_and_history(max_at_work: Client) -> None:
    found, case = opened()

    html = page(max_at_work, case)

    assert f"{found.source.artist.name} allows remixes." in html
    assert "tempo × 0.9" in html
    assert "90.1 bpm" in html
    assert "opened the case" in html


def test_a_decision_without_a_reason_comes_back_with_everything_that_was_typed(
    people: Desk, max_at_work: Client
) -> None:
    _, case = opened()
    taken(case, people.max)

    html = decide(max_at_work, case, reason="")

    assert "nobody can answer a decision without a reason" in html
    assert 'value="block" checked' in html
    assert Decision.objects.count() == 0


def test_a_lease_that_ran_out_keeps_what_was_typed_and_can_be_taken_again(
    people: Desk, max_at_work: Client
) -> None:
    _, case = opened()
    lease = taken(case, people.max)
    before = timezone.now() - timedelta(hours=1)
    Lease.objects.filter(pk=lease.pk).update(during=DateTimeTZRange(before, before + timedelta(minutes=15)))

    refused = decide(max_at_work, case)
    assert "Your lease ran out at" in refused
    assert "Take the case again" in refused
    assert REASON in refused

    typed = {"policy": "undeclared-audio", "action": "block", "reason": REASON}
    again = max_at_work.post(reverse("workbench:take", args=[case.public_id]), typed).content.decode()
    assert REASON in again
    assert 'name="token" value="2"' in again


def test_a_second_tab_with_an_old_token_is_told_so(people: Desk, max_at_work: Client) -> None:
    _, case = opened()
    taken(case, people.max)

    assert "not the newest one of this case" in decide(max_at_work, case, token="7")
    assert Decision.objects.count() == 0


def test_decide_and_next_opens_the_next_case_that_nobody_holds(people: Desk, max_at_work: Client) -> None:
    _, case = opened()
    others = [actions.open_case(actor=ACTOR, run_id=held(name=name).run.pk) for name in ("One", "Two")]
    taken(case, people.max)
    taken(others[0], people.mia)
    said = {"token": "1", "policy": "undeclared-audio", "action": "block", "reason": REASON, "next": "1"}

    answer = max_at_work.post(reverse("workbench:decide", args=[case.public_id]), said)

    assert answer.headers["Location"] == reverse("workbench:case", args=[others[1].public_id])


def test_what_a_person_typed_is_never_markup(people: Desk, max_at_work: Client) -> None:
    _, case = opened()
    taken(case, people.max)

    html = decide(max_at_work, case, reason="<script>alert(1)</script> is what the title says", policy="none")

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
