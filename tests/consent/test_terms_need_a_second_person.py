"""A company's terms: one person drafts, another puts them in force; until then they allow nothing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from rightsdesk.consent import actions
from rightsdesk.consent.models import Terms, Withdrawal
from rightsdesk.domain.consent import Outcome
from rightsdesk.domain.errors import Conflict, Forbidden, Invalid
from rightsdesk.journal.models import Entry
from tests.builders import ACTOR, Song, consented_song, song, terms
from tests.consent.support import outcome, proposal, sign

pytestmark = pytest.mark.django_db
LIN, LOU = "user:lin", "user:lou"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def made() -> Song:
    made = song()
    for party in (made.artist.party, made.publisher):
        terms(party)
    return made


def drafted(made: Song, **more: Any) -> Terms:
    return actions.draft_terms(actor=LIN, proposal=proposal(made.label, **more))


def test_a_draft_allows_nothing(made: Song) -> None:
    waiting = actions.submit_terms(actor=LIN, terms_id=drafted(made).pk)

    assert (waiting.state, outcome(made.recording)) == ("awaiting_second_person", Outcome.DENY)


def test_the_second_person_puts_it_in_force_once(made: Song) -> None:
    waiting = actions.submit_terms(actor=LIN, terms_id=drafted(made).pk)

    for _ in range(2):
        terms = actions.put_in_force(actor=LOU, terms_id=waiting.pk, now=NOW)

    assert (terms.state, terms.drafted_by, terms.approved_by) == ("in_force", LIN, LOU)
    assert terms.valid.lower == NOW.date()
    assert outcome(made.recording) is Outcome.ALLOW
    assert Entry.objects.filter(verb="consent.terms_signed", subject=terms.public_id).count() == 1


def test_who_drafted_it_is_not_the_second_person(made: Song) -> None:
    waiting = actions.submit_terms(actor=LIN, terms_id=drafted(made).pk)

    with pytest.raises(Forbidden, match="Somebody else"):
        actions.put_in_force(actor=LIN, terms_id=waiting.pk)

    assert outcome(made.recording) is Outcome.DENY


def test_a_draft_that_was_not_handed_over_cannot_be_put_in_force(made: Song) -> None:
    with pytest.raises(Conflict, match="These terms are draft"):
        actions.put_in_force(actor=LOU, terms_id=drafted(made).pk)


def test_it_supersedes_what_is_in_force_by_then(made: Song) -> None:
    first = sign(made.label, "deny")
    waiting = actions.submit_terms(actor=LIN, terms_id=drafted(made).pk)

    terms = actions.put_in_force(actor=LOU, terms_id=waiting.pk, now=NOW)

    first.refresh_from_db()
    assert (first.state, first.valid.upper, terms.supersedes, terms.version) == (
        "superseded",
        NOW.date(),
        first,
        2,
    )


def test_a_draft_that_was_overtaken_is_refused(made: Song) -> None:
    waiting = actions.submit_terms(actor=LIN, terms_id=drafted(made).pk)
    sign(made.label, "deny", since=date(2026, 5, 1))

    with pytest.raises(Conflict, match="came into force since"):
        actions.put_in_force(actor=LOU, terms_id=waiting.pk, now=NOW)

    assert outcome(made.recording) is Outcome.DENY


def test_a_discarded_draft_never_comes_back(made: Song) -> None:
    draft = drafted(made)
    with pytest.raises(Invalid, match="Say why"):
        actions.discard_draft(actor=LIN, terms_id=draft.pk, reason=" ")
    for _ in range(2):
        actions.discard_draft(actor=LIN, terms_id=draft.pk, reason="A slip.")

    with pytest.raises(Conflict):
        actions.submit_terms(actor=LIN, terms_id=draft.pk)


def test_what_was_in_force_is_not_discarded() -> None:
    in_force = Terms.objects.filter(grantor=consented_song().label).get()

    with pytest.raises(Conflict, match="in force"):
        actions.discard_draft(actor=LIN, terms_id=in_force.pk, reason="A slip.")


AROUND = {
    "the drafter approves": ("SET approved_by = drafted_by WHERE state = 'awaiting_second_person'", "second_person_is_another"),
    "nobody approves": ("SET state = 'in_force' WHERE state = 'awaiting_second_person'", "in_force_by_a_second_person"),
    "other words": ("SET signed_by = 'Mallory'", "never changed or deleted"),
    "another approver later": ("SET approved_by = 'user:mallory' WHERE state = 'in_force'", "keep who approved"),
    "a longer period": ("SET valid = '[2020-01-01,)' WHERE state = 'in_force'", "can only end earlier"),
    "back from the dead": ("SET state = 'in_force' WHERE state = 'superseded'", "never come back"),
    "days without a take-down": ("SET take_down_days = 3", "never changed or deleted"),
}  # fmt: skip


@pytest.mark.parametrize("deed", AROUND)
def test_around_the_orm_the_database_itself_refuses(made: Song, deed: str) -> None:
    sql, words = AROUND[deed]
    sign(made.label, "deny")
    sign(made.label, "deny", since=date(2026, 2, 1))
    actions.submit_terms(actor=LIN, terms_id=drafted(made).pk)
    before = list(Terms.objects.order_by("pk").values())

    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        connection.cursor().execute(f"UPDATE consent_terms {sql}")

    assert list(Terms.objects.order_by("pk").values()) == before


def test_a_withdrawal_is_kept_as_it_was_written(made: Song) -> None:
    given = sign(made.label)
    facts = {"terms": given, "at": NOW, "effective": NOW.date(), "reason": "The contract ended.", "by": ACTOR}
    kept = Withdrawal.objects.create(**facts, effect="stop_new")

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        Withdrawal.objects.filter(pk=kept.pk).update(effect="keep_and_pay")
    with pytest.raises(IntegrityError, match="withdrawal_days"), transaction.atomic():
        Withdrawal.objects.create(
            **facts | {"terms": sign(made.publisher, since=NOW.date())}, effect="take_down"
        )
