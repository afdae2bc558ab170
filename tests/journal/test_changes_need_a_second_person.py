"""What one person proposes another decides: applied as it was seen, or not at all; and the database holds it too."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from rightsdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from rightsdesk.journal.actions import changes, record
from rightsdesk.journal.models import Change, Entry

pytestmark = pytest.mark.django_db

RUI, SUP = "user:usr_rui", "user:usr_sup"


class Lamp:
    """A thing that can be changed: what it is now, and a deed that may refuse."""

    now = "dark"

    def apply(self, change: Change) -> None:
        if change.payload["to"] == "broken":
            raise Conflict("broken", "A lamp is not broken on purpose.")
        record(actor=change.proposed_by, verb="lamp.changed", subject=change.subject)


@pytest.fixture
def lamp() -> Iterator[Lamp]:
    made = Lamp()
    changes.register(
        changes.Kind(
            name="lamp.set",
            title="Set the lamp",
            deed="approve_lamps",
            facts=lambda payload: {"light": made.now},
            after=lambda before, payload: {"light": payload["to"]},
            apply=made.apply,
        )
    )
    yield made
    del changes.KINDS["lamp.set"]


def proposed(**said: Any) -> Change:
    asked = {
        "actor": RUI,
        "kind": "lamp.set",
        "subject": "lmp_1",
        "payload": {"to": "bright"},
        "reason": "Night.",
    }
    return changes.propose(**{**asked, **said})


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_second_person_approves_and_it_is_done_in_the_firsts_name(lamp: Lamp) -> None:
    change = proposed()
    assert verbs() == ["lamp.set.proposed"]

    done = changes.decide_change(actor=SUP, change_id=change.public_id, approve=True, reason="Yes.")

    assert (done.state, done.decided_by, done.before) == ("applied", SUP, {"light": "dark"})
    assert verbs() == ["lamp.set.proposed", "lamp.changed", "lamp.set.applied"]
    assert Entry.objects.get(verb="lamp.changed").actor == RUI


def test_nobody_decides_what_they_proposed(lamp: Lamp) -> None:
    change = proposed()

    for approve in (True, False):
        with pytest.raises(Forbidden, match="second person"):
            changes.decide_change(actor=RUI, change_id=change.public_id, approve=approve, reason="Mine.")

    change.refresh_from_db()
    assert (change.state, verbs()) == ("waiting", ["lamp.set.proposed"])


def test_what_changed_meanwhile_makes_it_stale_and_nothing_is_applied(lamp: Lamp) -> None:
    change = proposed()
    lamp.now = "dim"

    done = changes.decide_change(actor=SUP, change_id=change.public_id, approve=True)

    assert done.state == "stale"
    assert "has changed since" in done.problem
    assert "lamp.changed" not in verbs()


def test_a_refusal_needs_a_reason_and_applies_nothing(lamp: Lamp) -> None:
    change = proposed()

    with pytest.raises(Invalid):
        changes.decide_change(actor=SUP, change_id=change.public_id, approve=False, reason=" ")
    done = changes.decide_change(actor=SUP, change_id=change.public_id, approve=False, reason="Too bright.")

    assert (done.state, done.decision) == ("refused", "Too bright.")
    assert "lamp.changed" not in verbs()


def test_what_cannot_be_done_is_refused_when_it_is_proposed(lamp: Lamp) -> None:
    with pytest.raises(Conflict, match="on purpose"):
        proposed(payload={"to": "broken"})

    assert (Change.objects.count(), verbs()) == (0, [])


def test_the_same_proposal_twice_is_one_and_without_a_reason_none(lamp: Lamp) -> None:
    assert proposed() == proposed()

    with pytest.raises(Invalid):
        proposed(reason=" ", payload={"to": "dim"})
    assert Change.objects.count() == 1


def test_it_is_decided_once_and_taken_back_only_by_who_proposed_it(lamp: Lamp) -> None:
    change = proposed()
    with pytest.raises(Forbidden):
        changes.withdraw_change(actor=SUP, change_id=change.public_id)

    changes.withdraw_change(actor=RUI, change_id=change.public_id)

    with pytest.raises(Conflict, match="withdrawn already"):
        changes.decide_change(actor=SUP, change_id=change.public_id, approve=True)
    with pytest.raises(NotFound):
        changes.decide_change(actor=SUP, change_id="chg_nobody", approve=True)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "applied", "decided_by": RUI, "decided_at": "2026-11-01T00:00Z"},
        {"state": "applied", "decided_by": "", "decided_at": "2026-11-01T00:00Z"},
        {"state": "waiting", "decided_by": SUP},
        {"payload": {"to": "dim"}},
        {"proposed_by": SUP},
        {"reason": "Another."},
    ],
)
def test_the_database_itself_refuses_it_around_the_verbs(lamp: Lamp, columns: dict[str, Any]) -> None:
    change = proposed()

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Change.objects.filter(pk=change.pk).update(**columns)

    assert Change.objects.filter(pk=change.pk, state="waiting", proposed_by=RUI).exists()


def test_a_decided_change_stays_as_it_was_decided(lamp: Lamp) -> None:
    change = proposed()
    changes.decide_change(actor=SUP, change_id=change.public_id, approve=True)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Change.objects.filter(pk=change.pk).update(state="refused")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Change.objects.filter(pk=change.pk).delete()
