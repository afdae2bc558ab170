"""What screening finds becomes a case, once."""

import pytest

from rightsdesk.derivatives.models import Hold, HoldOn
from rightsdesk.domain.errors import Invalid
from rightsdesk.journal.models import Entry
from rightsdesk.moderation import actions
from rightsdesk.moderation.models import Case, CaseReason
from rightsdesk.screening.models import ScreeningRun
from tests.builders import ACTOR
from tests.moderation.cast import Desk, desk, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Desk:
    return desk()


def test_a_finding_opens_a_case_with_its_reason_priority_and_due_time(people: Desk) -> None:
    found = held("undeclared_audio")

    case = actions.open_case(actor=ACTOR, run_id=found.run.pk)

    assert (case.policy_family, case.state, case.priority) == ("undeclared-audio", "open", 700 + 87)
    assert (case.due - case.opened_at).total_seconds() == 48 * 3600
    assert [reason.finding for reason in case.reasons.all()] == [found.run.findings.get()]


def test_opening_twice_gives_one_case_one_reason_and_one_journal_entry(people: Desk) -> None:
    found = held("undeclared_audio")

    first = actions.open_case(actor=ACTOR, run_id=found.run.pk)
    second = actions.open_case(actor=ACTOR, run_id=found.run.pk)

    assert first == second
    assert CaseReason.objects.count() == 1
    assert Entry.objects.filter(verb="case.opened").count() == 1


def test_visibility_and_money_are_held_while_the_case_is_open(people: Desk) -> None:
    found = held("undeclared_audio")

    case = actions.open_case(actor=ACTOR, run_id=found.run.pk)

    holds = Hold.objects.filter(derivative=found.derivative, subject=case.public_id)
    assert {hold.on for hold in holds} == {HoldOn.VISIBILITY, HoldOn.MONEY}
    assert all(hold.during.upper is None for hold in holds)


def test_two_families_of_findings_open_two_cases_and_the_voice_is_more_pressing(people: Desk) -> None:
    found = held("undeclared_audio", "unlicensed_voice")

    case = actions.open_case(actor=ACTOR, run_id=found.run.pk)

    assert case.policy_family == "unlicensed-voice"
    assert Case.objects.filter(derivative=found.derivative, state="open").count() == 2


def test_a_run_that_found_nothing_opens_nothing(people: Desk) -> None:
    found = held()

    empty = ScreeningRun.objects.create(
        derivative=found.derivative, audio_sha256="0" * 64, rule_version="2", versions={}, conclusion="clear"
    )

    with pytest.raises(Invalid, match="found nothing"):
        actions.open_case(actor=ACTOR, run_id=empty.pk)
    assert Case.objects.count() == 0
