"""A request that waits: what it says, what an answer does, and what is refused without doing anything."""

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.consent.models import Approval
from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative
from rightsdesk.journal.models import Entry, Outbox
from tests import builders
from tests.portal import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> story.Desk:
    return story.desk()


@pytest.fixture
def waiting(desk: story.Desk) -> Approval:
    return story.asked(desk)


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def address(approval: Approval) -> str:
    return reverse("portal:request", args=[approval.public_id])


def facts() -> tuple[object, ...]:
    """Everything an answer may change."""
    return (
        list(Approval.objects.values_list("pk", "state", "decided_by", "reason")),
        list(Derivative.objects.values_list("pk", "state")),
        Entry.objects.count(),
        Outbox.objects.count(),
    )


def test_the_home_page_says_how_many_requests_wait_and_what_they_ask(
    desk: story.Desk, waiting: Approval
) -> None:
    page = signed_in(desk.ada).get(reverse("portal:home")).content.decode()

    assert "<strong>1</strong> request waits" in page
    assert "Tonewave asks for a remix of <em>Glass Orchard</em>: slower (tempo × 0.9)." in page
    assert f'href="{address(waiting)}#approve"' in page
    assert 'preload="none" src="/media/' in page


def test_the_request_page_says_why_she_is_asked_and_what_each_answer_does(
    desk: story.Desk, waiting: Approval
) -> None:
    page = signed_in(desk.ada).get(address(waiting)).content.decode()

    assert "Ada Ferro wants to be asked about remixes." in page
    assert "“10% slower”" in page
    assert "Germany" in page
    assert "published with a badge that names you" in page
    assert "Nothing is made." in page


def test_a_mashup_names_both_songs_and_lets_both_be_heard(desk: story.Desk) -> None:
    other = builders.consented_song("Slow Tide")
    recipe = {"operations": [{"kind": "mashup", "take": "all", "gain_db": 0.0}]}
    ask = builders.ask(desk.song, prompt="", recipe=recipe, with_isrc=other.recording.isrc, plan="studio")
    derivatives.request(actor=desk.client.actor, client=desk.client, programme=desk.programme, ask=ask)

    page = signed_in(desk.ada).get(address(Approval.objects.get())).content.decode()

    assert "for a mashup of “Glass Orchard” and “Slow Tide”" in page
    assert page.count("<audio") == 2


def test_approving_authorises_the_derivative_and_names_who_approved(
    desk: story.Desk, waiting: Approval
) -> None:
    answer = signed_in(desk.manager).post(address(waiting), {"decision": "approve"})

    waiting.refresh_from_db()
    made = Derivative.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, address(waiting))
    assert (waiting.state, waiting.decided_by) == ("approved", desk.manager.actor)
    assert made.state == "authorised"
    assert Outbox.objects.get().topic == "rightsdesk.derivatives.tasks.generate"


def test_approving_twice_is_one_answer(desk: story.Desk, waiting: Approval) -> None:
    client = signed_in(desk.ada)
    client.post(address(waiting), {"decision": "approve"})
    before = facts()

    answer = client.post(address(waiting), {"decision": "approve"})

    assert answer.status_code == 302
    assert facts() == before


def test_declining_needs_a_reason_and_keeps_the_page_as_it_was(desk: story.Desk, waiting: Approval) -> None:
    before = facts()

    answer = signed_in(desk.ada).post(address(waiting), {"decision": "decline", "reason": "  "})

    assert answer.status_code == 422
    assert "Say why you decline; the platform and its listener will read it." in answer.content.decode()
    assert facts() == before


def test_declining_refuses_the_derivative_with_her_words(desk: story.Desk, waiting: Approval) -> None:
    answer = signed_in(desk.ada).post(
        address(waiting), {"decision": "decline", "reason": "Not this song, please."}
    )

    waiting.refresh_from_db()
    made = Derivative.objects.get()
    assert answer.status_code == 302
    assert (waiting.state, waiting.reason) == ("declined", "Not this song, please.")
    assert (made.state, made.problem["message"]) == ("refused", "Ada Ferro declined. Not this song, please.")


def test_the_other_answer_afterwards_is_refused_in_words_and_changes_nothing(
    desk: story.Desk, waiting: Approval
) -> None:
    client = signed_in(desk.ada)
    client.post(address(waiting), {"decision": "approve"})
    before = facts()

    answer = client.post(address(waiting), {"decision": "decline", "reason": "I changed my mind."})

    assert answer.status_code == 422
    assert "This request was already approved." in answer.content.decode()
    assert facts() == before


@pytest.mark.parametrize("body", [{}, {"decision": "perhaps"}, {"decision": "decline", "reason": "x" * 1001}])
def test_an_answer_that_is_none_changes_nothing(
    desk: story.Desk, waiting: Approval, body: dict[str, str]
) -> None:
    before = facts()

    assert signed_in(desk.ada).post(address(waiting), {"reason": "", **body}).status_code == 422
    assert facts() == before


def test_nobody_but_her_and_who_acts_for_her_can_answer(desk: story.Desk, waiting: Approval) -> None:
    before = facts()

    for person in (desk.sam, desk.guest, desk.fin):
        assert signed_in(person).post(address(waiting), {"decision": "approve"}).status_code == 404
    assert Client().post(address(waiting), {"decision": "approve"}).status_code == 302
    assert facts() == before


def test_an_answered_request_shows_the_answer_and_no_form(desk: story.Desk, waiting: Approval) -> None:
    client = signed_in(desk.ada)
    client.post(address(waiting), {"decision": "approve"})

    page = client.get(address(waiting)).content.decode()

    assert "approved" in page
    assert 'name="decision"' not in page
    assert "no request waits" in client.get(reverse("portal:home")).content.decode()


def test_the_answer_is_not_taken_without_a_csrf_token(desk: story.Desk, waiting: Approval) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.ada)
    before = facts()

    assert client.post(address(waiting), {"decision": "approve"}).status_code == 403
    assert facts() == before
