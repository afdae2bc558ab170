"""Four people at every page: Max who holds the case, Mia his colleague, Sam the artist, and nobody in particular."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.accounts.models import User
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Appeal, Case, Decision, Lease
from tests.builders import ACTOR
from tests.moderation.cast import GROUNDS, REASON, Desk, decided, desk, held, opened, taken

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


@pytest.fixture
def people() -> Desk:
    return desk()


@pytest.fixture
def case(people: Desk) -> Case:
    _, case = opened()
    taken(case, people.max)
    return case


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(user: User | None) -> Client:
        client = Client()
        if user:
            client.force_login(user)
        return client

    return signed_in


def url(name: str, case: Case) -> str:
    return reverse(f"workbench:{name}", args=[case.public_id])


DECISION = {"token": "1", "policy": "undeclared-audio", "action": "block", "reason": REASON}


def test_the_queue_is_for_moderators_and_nobody_else_learns_of_it(
    people: Desk, case: Case, sign_in: SignIn
) -> None:
    queue = reverse("workbench:queue")

    assert sign_in(people.max).get(queue).status_code == 200
    assert sign_in(people.mia).get(queue).status_code == 200
    assert sign_in(people.sam).get(queue).status_code == 404
    assert sign_in(None).get(queue).headers["Location"] == f"/login/?next={queue}"


def test_a_case_is_open_to_every_moderator_and_to_nobody_else(
    people: Desk, case: Case, sign_in: SignIn
) -> None:
    page = url("case", case)

    assert b"You hold this case" in sign_in(people.max).get(page).content
    assert b"<strong>Max</strong> holds this case" in sign_in(people.mia).get(page).content
    assert sign_in(people.sam).get(page).status_code == 404
    assert sign_in(None).get(page).headers["Location"] == f"/login/?next={page}"


def test_an_unknown_case_is_not_found(people: Desk, sign_in: SignIn) -> None:
    assert sign_in(people.max).get(reverse("workbench:case", args=["case_unknown"])).status_code == 404


def test_only_the_holder_extends_the_lease(people: Desk, case: Case, sign_in: SignIn) -> None:
    before = Lease.objects.get()

    refused = sign_in(people.mia).post(url("take", case), follow=True)
    assert "Max holds this case until" in refused.content.decode()
    assert sign_in(people.sam).post(url("take", case)).status_code == 404
    assert sign_in(None).post(url("take", case)).status_code == 302
    assert Lease.objects.get().until == before.until

    assert sign_in(people.max).post(url("take", case)).status_code == 302
    assert Lease.objects.get().until > before.until


def test_only_the_holder_gives_the_case_back(people: Desk, case: Case, sign_in: SignIn) -> None:
    before = Lease.objects.get()

    sign_in(people.mia).post(url("give_back", case), {"token": "1"})
    assert sign_in(people.sam).post(url("give_back", case), {"token": "1"}).status_code == 404
    assert sign_in(None).post(url("give_back", case), {"token": "1"}).status_code == 302
    assert Lease.objects.get().until == before.until

    sign_in(people.max).post(url("give_back", case), {"token": "1"})
    assert Lease.objects.get().until < before.until


def test_only_the_holder_decides(people: Desk, case: Case, sign_in: SignIn) -> None:
    mia = sign_in(people.mia).post(url("decide", case), DECISION)
    sam = sign_in(people.sam).post(url("decide", case), DECISION)
    nobody = sign_in(None).post(url("decide", case), DECISION)

    assert (mia.status_code, sam.status_code, nobody.status_code) == (422, 404, 302)
    case.refresh_from_db()
    assert (case.state, Decision.objects.count()) == ("open", 0)

    assert sign_in(people.max).post(url("decide", case), DECISION).status_code == 302
    assert Decision.objects.get().moderator == people.max


def test_an_appeal_is_heard_by_the_colleague_only(people: Desk, sign_in: SignIn) -> None:
    _, case = opened()
    decision = decided(case, people.max)
    appeal = actions.appeal(actor=ACTOR, side="platform", decision_id=decision.public_id, grounds=GROUNDS)
    hear = reverse("workbench:hear", args=[case.public_id, appeal.public_id])
    said = {"outcome": "upheld", "reason": REASON}

    seen = sign_in(people.max).get(url("case", case)).content.decode()
    assert "An appeal is never heard by anyone who took part in the decision" in seen
    assert "Close the appeal" not in seen
    refusals = [sign_in(who).post(hear, said).status_code for who in (people.max, people.sam, None)]
    assert refusals == [422, 404, 302]
    assert Appeal.objects.get().state == "open"

    assert sign_in(people.mia).post(hear, said).status_code == 302
    assert Appeal.objects.get().heard_by == people.mia


def test_an_appeal_is_not_heard_under_the_address_of_another_case(people: Desk, sign_in: SignIn) -> None:
    _, case = opened()
    decision = decided(case, people.max)
    appeal = actions.appeal(actor=ACTOR, side="platform", decision_id=decision.public_id, grounds=GROUNDS)
    other = actions.open_case(actor=ACTOR, run_id=held(name="Loopline").run.pk)

    for appeal_id in (appeal.public_id, "apl_unknown"):
        hear = reverse("workbench:hear", args=[other.public_id, appeal_id])
        assert sign_in(people.mia).post(hear, {"outcome": "upheld", "reason": REASON}).status_code == 404
    assert Appeal.objects.get().state == "open"


@pytest.mark.parametrize("name", ["take", "give_back", "decide"])
def test_nothing_is_changed_by_a_get(people: Desk, case: Case, sign_in: SignIn, name: str) -> None:
    assert sign_in(people.max).get(url(name, case)).status_code == 405
