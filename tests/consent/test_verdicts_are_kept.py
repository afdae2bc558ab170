"""A verdict is kept with everything it was decided on, and decided again it is the same, byte for byte."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO
from threading import Event
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from rightsdesk.consent.models import Terms, Verdict
from rightsdesk.consent.replaying import replayed
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.consent import Refused, Use, inputs
from rightsdesk.domain.errors import Invalid
from rightsdesk.journal.models import Entry
from tests.builders import consented_song, song, withdraw
from tests.consent.support import kept, remix, sign

pytestmark = pytest.mark.django_db


def replay(verdict: str) -> str:
    out = StringIO()
    call_command("replay_verdict", verdict, stdout=out, stderr=StringIO())
    return out.getvalue()


def a_rich_verdict() -> Verdict:
    made = song()
    sign(made.artist.party, obligations={"credit_line": "Ada Ferro", "notice": "monthly"})
    sign(made.label, "ask", conditions={"territories": ["2120", "-GB"], "tempo_ratio": [0.9, 1.1]})
    sign(made.publisher, conditions={"period": ["2026-01-01", None], "cap_live": 5})
    return kept(made.recording, remix(tempo_ratio=1.1 / 1.05))


def test_it_holds_its_inputs_and_their_hash() -> None:
    verdict = a_rich_verdict()

    assert verdict.inputs_hash == content_hash(verdict.inputs)
    assert verdict.inputs["law"] == verdict.law_version == "2026.2"
    assert len(verdict.inputs["grantors"]) == len(verdict.inputs["clauses"]) == 3
    assert (verdict.outcome, len(verdict.to_ask), len(verdict.changes)) == ("ask", 1, 1)
    assert [owed["kind"] for owed in verdict.obligations] == ["credit_line", "notice"]
    assert verdict.changes[0]["words"] == "Glass Orchard label approves this request."


def test_it_replays_to_the_same_bytes_from_the_database() -> None:
    verdict = Verdict.objects.get(pk=a_rich_verdict().pk)

    again = replayed(verdict)

    assert again.same
    assert json.loads(again.again)["reasons"] == verdict.reasons
    assert not again.altered


@pytest.mark.parametrize("refused", [(), (Refused("quota_used_up", "The listener has used all 3."),)])
def test_it_replays_years_later_when_all_terms_have_changed(refused: tuple[Refused, ...]) -> None:
    made = consented_song(answers={"key": "deny"})
    verdict = kept(made.recording, remix(uses=frozenset({Use.REMIX, Use.KEY}), semitones=3), refused=refused)
    before = replay(verdict.public_id)
    for party in made.grantors:
        sign(party, "deny", since=date(2026, 6, 1))
    withdraw(Terms.objects.latest("pk"))

    assert replay(verdict.public_id) == before
    assert json.loads(before)["outcome"] == "deny"


def test_an_answer_that_was_not_the_laws_is_found_with_its_first_difference() -> None:
    verdict = a_rich_verdict()
    facts = {f.attname: getattr(verdict, f.attname) for f in Verdict._meta.concrete_fields}
    forged = Verdict.objects.create(**facts | {"id": None, "public_id": "ver_forged", "outcome": "allow"})

    with pytest.raises(CommandError, match=r'first difference at byte \d+: stored ….*"outcome":"allow"'):
        replay(forged.public_id)


def test_inputs_that_were_changed_are_found() -> None:
    verdict = a_rich_verdict()
    verdict.inputs["request"]["territory"] = "FR"

    with pytest.raises(Invalid, match="not those the verdict was decided on"):
        replayed(verdict)


def test_a_register_that_says_something_else_now_is_told() -> None:
    verdict = a_rich_verdict()
    verdict.inputs["clauses"][0]["conditions"] = {"cap_live": 6}
    verdict.inputs_hash = content_hash(verdict.inputs)

    assert len(replayed(verdict).altered) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"inputs": {}}, "before the inputs were kept"),
        ({"inputs": {"law": "1999.1"}}, "Nobody kept the law 1999.1"),
    ],
)
def test_what_cannot_be_replayed_says_why(change: dict[str, Any], words: str) -> None:
    verdict = a_rich_verdict()
    verdict.inputs = change["inputs"]
    verdict.inputs_hash = content_hash(verdict.inputs)

    with pytest.raises(Invalid, match=words):
        replayed(verdict)


def test_an_unknown_verdict_is_said_to_be_unknown() -> None:
    with pytest.raises(CommandError, match="There is no verdict ver_nothing"):
        replay("ver_nothing")


def test_the_journal_knows_the_hash_of_the_inputs() -> None:
    verdict = a_rich_verdict()

    assert Entry.objects.get(verb="consent.decided").facts["inputs"] == verdict.inputs_hash


def test_the_same_question_has_the_same_inputs() -> None:
    made = consented_song()

    assert kept(made.recording).inputs_hash == kept(made.recording).inputs_hash
    assert kept(made.recording).inputs_hash != kept(made.recording, remix("FR")).inputs_hash
    assert inputs(remix(), [], [])["grantors"] == []


@pytest.mark.django_db(transaction=True)
def test_no_request_slips_past_a_withdrawal_that_is_under_way() -> None:
    made = consented_song()
    terms = Terms.objects.get(grantor=made.label)
    held, deciding = Event(), Event()

    def end() -> None:
        try:
            with transaction.atomic():
                withdraw(terms)
                held.set()
                deciding.wait(5)
                connection.cursor().execute("SELECT pg_sleep(0.2)")
        finally:
            connection.close()

    def ask() -> str:
        try:
            held.wait(5)
            deciding.set()
            return kept(made.recording).outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ended, answer = pool.submit(end), pool.submit(ask)

    ended.result()
    assert answer.result() == "deny"
