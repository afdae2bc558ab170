"""A platform asks: allowed, refused, to be asked; once for each key; within plan and quota."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from rightsdesk.accounts.models import ApiClient, OrganisationKind, Programme, Role
from rightsdesk.consent.models import Approval, Verdict
from rightsdesk.derivatives import actions, queries
from rightsdesk.derivatives.models import Derivative, Rendering
from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.domain.lifecycle import State
from rightsdesk.journal.models import Entry, Outbox
from tests.builders import ask, consented_song, organisation, party, person, platform, song

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia() -> tuple[Programme, ApiClient]:
    return platform()


def request(pia: tuple[Programme, ApiClient], wanted: actions.Ask) -> Derivative:
    programme, client = pia
    return actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)[0]


def nothing_was_written() -> bool:
    return not Derivative.objects.exists() and not Verdict.objects.exists() and not Outbox.objects.exists()


def test_it_is_authorised_when_everybody_allows_it(pia: Any) -> None:
    made = request(pia, ask(consented_song()))

    assert made.state == State.AUTHORISED
    assert made.verdict is not None
    assert made.verdict.outcome == "allow"
    assert Outbox.objects.get().topic == "rightsdesk.derivatives.tasks.generate"


def test_the_verdict_names_the_versions_of_the_terms_it_used(pia: Any) -> None:
    made = request(pia, ask(consented_song()))

    assert made.verdict is not None
    assert len(made.verdict.terms_versions) == 3
    assert made.verdict.law_version == "2026.2"


@pytest.mark.parametrize("silent", ["artist", "label", "publisher"])
def test_it_is_refused_when_one_of_them_has_said_nothing(pia: Any, silent: str) -> None:
    from tests.builders import terms

    made = song()
    for name, who in zip(("artist", "label", "publisher"), made.grantors, strict=True):
        if name != silent:
            terms(who)

    derivative = request(pia, ask(made))

    assert derivative.state == State.REFUSED
    assert derivative.problem["code"] == "missing_consent"
    assert not Outbox.objects.exists()


def test_it_is_refused_when_the_artist_opted_out_naming_the_clause(pia: Any) -> None:
    made = consented_song(answers={"remix": "deny"})

    derivative = request(pia, ask(made))

    assert derivative.state == State.REFUSED
    assert derivative.problem["message"] == "Glass Orchard artist does not allow remixes."
    assert derivative.verdict is not None
    assert derivative.verdict.reasons[0]["terms"].startswith("trm_")
    assert not Rendering.objects.exists()


def test_it_is_refused_where_no_owner_of_the_composition_is_on_record(pia: Any) -> None:
    made = consented_song()
    from rightsdesk.artists.actions import close_share

    for share in made.work.shares.all():
        close_share(actor="system:test", share_id=share.pk, reason="claimed in error")

    derivative = request(pia, ask(made))

    assert derivative.state == State.REFUSED
    assert derivative.problem["code"] == "no_owner"


def test_a_plan_without_the_add_on_is_refused(pia: Any) -> None:
    derivative = request(pia, ask(consented_song(), plan="free"))

    assert (derivative.state, derivative.problem["code"]) == (State.REFUSED, "plan_without_addon")


def test_the_fourth_of_three_is_refused_and_refusals_do_not_count(pia: Any) -> None:
    made = consented_song()
    request(pia, ask(made, territory="US"))
    for _ in range(3):
        assert request(pia, ask(made)).state == State.AUTHORISED

    fourth = request(pia, ask(made))

    assert (fourth.state, fourth.problem["code"]) == (State.REFUSED, "quota_used_up")


def test_a_named_artist_is_refused(pia: Any) -> None:
    derivative = request(pia, ask(consented_song(), prompt="10% slower, in the style of Madonna"))

    assert (derivative.state, derivative.problem["code"]) == (State.REFUSED, "named_artist")


def test_the_same_request_again_is_the_same_derivative(pia: Any) -> None:
    wanted = ask(consented_song())

    assert request(pia, wanted).pk == request(pia, wanted).pk
    assert Derivative.objects.count() == 1


def test_a_key_used_for_something_else_is_a_conflict(pia: Any) -> None:
    made = consented_song()
    first = ask(made, idempotency_key="k")
    request(pia, first)
    entries = Entry.objects.count()

    with pytest.raises(Conflict, match="already used for a different request"):
        request(pia, ask(made, idempotency_key="k", territory="FR"))

    assert Derivative.objects.count() == 1
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"isrc": "ZZZZZ2699999"}, NotFound, "unknown_isrc"),
        ({"isrc": "nonsense"}, Invalid, "isrc_malformed"),
        ({"prompt": "x" * 1_000_000}, Invalid, "prompt_too_long"),
        ({"prompt": "qwertyuiop"}, Invalid, "prompt_not_understood"),
        ({"prompt": "", "recipe": {"operations": "all"}}, Invalid, "recipe_invalid"),
    ],
)
def test_bad_input_is_a_typed_refusal_and_nothing_is_written(
    pia: Any, changes: dict[str, Any], error: type[Exception], code: str
) -> None:
    wanted = ask(consented_song(), **changes)

    with pytest.raises(error) as refused:
        request(pia, wanted)

    assert refused.value.code == code  # type: ignore[attr-defined]
    assert nothing_was_written()


def test_another_tenants_derivative_does_not_exist(pia: Any) -> None:
    made = request(pia, ask(consented_song()))
    _, stranger = platform("Otherwave")

    with pytest.raises(NotFound):
        queries.client_derivative(stranger, made.public_id)


class TestAsking:
    """The artist wants to be asked."""

    @pytest.fixture
    def waiting(self, pia: Any) -> Derivative:
        team = organisation("Ada's team", OrganisationKind.ARTIST_TEAM)
        self.ada = person("Ada", Role.ARTIST, team)
        made = consented_song(answers={"remix": "ask"}, performer=party("Ada", where=team))
        return request(pia, ask(made))

    def test_it_waits_for_the_artist(self, waiting: Derivative) -> None:
        assert waiting.state == State.AWAITING_APPROVAL
        assert [approval.grantor.name for approval in queries.waiting_approvals(self.ada)] == ["Ada"]
        assert not Outbox.objects.exists()

    def test_a_yes_authorises_it_once(self, waiting: Derivative) -> None:
        approval = Approval.objects.get()
        for _ in range(2):
            answered = actions.answer_request(
                actor=self.ada.actor, user=self.ada, approval_id=approval.public_id, approve=True
            )

        assert answered.state == State.AUTHORISED
        assert Outbox.objects.count() == 1

    def test_a_no_refuses_it_with_the_artists_reason(self, waiting: Derivative) -> None:
        answered = actions.answer_request(
            actor=self.ada.actor,
            user=self.ada,
            approval_id=Approval.objects.get().public_id,
            approve=False,
            reason="Not this song.",
        )

        assert answered.state == State.REFUSED
        assert answered.problem["message"] == "Ada declined. Not this song."

    def test_a_no_needs_a_reason(self, waiting: Derivative) -> None:
        with pytest.raises(Invalid, match="Say why"):
            actions.answer_request(
                actor=self.ada.actor,
                user=self.ada,
                approval_id=Approval.objects.get().public_id,
                approve=False,
            )

        waiting.refresh_from_db()
        assert waiting.state == State.AWAITING_APPROVAL

    def test_it_expires_when_nobody_answers_in_time(self, waiting: Derivative) -> None:
        late = Approval.objects.get().due + timedelta(seconds=1)
        assert actions.expire_requests() == 0

        assert actions.expire_requests(now=late) == 1
        assert actions.expire_requests(now=late) == 0

        waiting.refresh_from_db()
        assert (waiting.state, waiting.problem["code"]) == (State.EXPIRED, "expired")
        assert Approval.objects.get().state == "expired"

    def test_an_answer_that_comes_too_late_changes_nothing(self, waiting: Derivative) -> None:
        approval = Approval.objects.get()

        with pytest.raises(Conflict, match="has passed"):
            actions.answer_request(
                actor=self.ada.actor,
                user=self.ada,
                approval_id=approval.public_id,
                approve=True,
                now=approval.due + timedelta(seconds=1),
            )

        waiting.refresh_from_db()
        assert waiting.state == State.AWAITING_APPROVAL

    def test_a_stranger_cannot_answer_and_nothing_changes(self, waiting: Derivative) -> None:
        sam = person("Sam", Role.ARTIST, organisation("Sam's team", OrganisationKind.ARTIST_TEAM))

        with pytest.raises(NotFound):
            actions.answer_request(
                actor=sam.actor, user=sam, approval_id=Approval.objects.get().public_id, approve=True
            )

        assert Approval.objects.get().state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_once_makes_one_derivative() -> None:
    programme, client = platform()
    wanted = ask(consented_song())

    def one(_: int) -> int:
        try:
            return actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)[0].pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(one, range(4)))

    assert len(found) == Derivative.objects.count() == 1
