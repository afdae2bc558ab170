"""Terms: signed versions, superseded and withdrawn, never reworded, in force one at a time."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from rightsdesk.artists.models import Party
from rightsdesk.consent import actions, queries
from rightsdesk.consent.models import Clause, Terms, Verdict
from rightsdesk.domain.consent import Outcome, Request, Use
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.journal.models import Entry
from tests.builders import ACTOR, Song, consented_song, party, terms, withdraw

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


def proposal(grantor: Party, answer: str = "deny", since: date = date(2026, 6, 1)) -> actions.Proposal:
    return actions.Proposal(grantor, [{"use": "remix", "answer": answer}], since, grantor.name, "portal")


def remix(made: Song, day: date = DAY) -> Outcome:
    return queries.preview([made.recording], Request(frozenset({Use.REMIX}), "DE", day)).outcome


def test_a_new_version_ends_the_one_before_it() -> None:
    ada = party("Ada")
    first = terms(ada)

    second = actions.sign_terms(actor=ACTOR, proposal=proposal(ada))

    first.refresh_from_db()
    assert (first.state, first.valid.upper, second.version, second.supersedes) == (
        "superseded",
        date(2026, 6, 1),
        2,
        first,
    )


def test_an_opt_out_works_from_the_next_request_on() -> None:
    made = consented_song()
    assert remix(made) is Outcome.ALLOW

    actions.sign_terms(actor=ACTOR, proposal=proposal(made.artist.party))

    assert remix(made) is Outcome.DENY


def test_withdrawn_terms_allow_nothing() -> None:
    made = consented_song()
    given = Terms.objects.get(grantor=made.label)

    withdraw(given)

    assert remix(made) is Outcome.DENY
    assert Entry.objects.filter(verb="consent.terms_withdrawn").count() == 1


def test_a_version_cannot_begin_before_the_one_it_replaces() -> None:
    ada = party("Ada")
    terms(ada)

    with pytest.raises(Conflict, match="choose a later day"):
        actions.sign_terms(actor=ACTOR, proposal=proposal(ada, since=date(2025, 1, 1)))

    assert Terms.objects.get().state == "in_force"


@pytest.mark.parametrize(
    "clauses",
    [
        [],
        [{"use": "remix", "answer": "perhaps"}],
        [{"use": "juggling", "answer": "allow"}],
        [{"use": "remix", "answer": "allow"}, {"use": "remix", "answer": "deny"}],
        [{"use": "remix", "answer": "allow", "conditions": {"weather": "dry"}}],
        [{"use": "remix", "answer": "allow", "conditions": {"semitones": [1]}}],
    ],
)
def test_clauses_the_law_cannot_read_are_refused_and_nothing_is_written(
    clauses: list[dict[str, str]],
) -> None:
    ada = party("Ada")

    with pytest.raises(Invalid):
        actions.sign_terms(actor=ACTOR, proposal=actions.Proposal(ada, clauses, DAY, "Ada", "portal"))

    assert not Terms.objects.exists()
    assert not Clause.objects.exists()


def test_two_versions_in_force_at_once_are_refused_by_the_database() -> None:
    given = terms(party("Ada"))
    copy = (
        "INSERT INTO consent_terms (public_id, grantor_id, scope, version, valid, state, signed_by, channel,"
        " on_withdrawal, needs_second_person, drafted_by, approved_by)"
        " SELECT 'trm_x', grantor_id, scope, 2, valid, state, signed_by, channel, on_withdrawal, false, '', ''"
        " FROM consent_terms WHERE id = %s"
    )

    with pytest.raises(IntegrityError, match="terms_no_overlap"), transaction.atomic():
        connection.cursor().execute(copy, [given.pk])

    assert Terms.objects.count() == 1


def test_a_stored_verdict_can_be_asked_again_and_is_the_same() -> None:
    made = consented_song(answers={"key": "deny"})
    asked = Request(frozenset({Use.REMIX, Use.KEY}), "DE", DAY, semitones=3)

    first = actions.decide(actor=ACTOR, request=asked, recordings=[made.recording])
    second = actions.decide(actor=ACTOR, request=asked, recordings=[made.recording])

    assert (first.outcome, first.reasons, first.request_hash) == (
        second.outcome,
        second.reasons,
        second.request_hash,
    )
    assert Verdict.objects.count() == 2
    assert first.reasons[0]["message"] == "Glass Orchard artist does not allow changes of key."
