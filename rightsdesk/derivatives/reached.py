"""Which derivatives a change of terms could touch, and what is known of each: wide, cheap and in batches.

The law decides afterwards; here nothing that might be meant may be missed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from rightsdesk.consent.models import Approval, ApprovalState, Terms
from rightsdesk.domain.consent import Outcome, Request, ScopeKind
from rightsdesk.domain.lifecycle import WORKING, State

BATCH = 1_000
REMEMBERED = 8_192
MADE = (State.PUBLISHED, State.SUSPENDED, State.HELD, State.BLOCKED)
TOUCHED = (*MADE, *sorted(WORKING), State.AWAITING_APPROVAL)

RECORDINGS = {
    ScopeKind.PARTY: """
      SELECT k.recording_id FROM artists_recordingcredit k JOIN artists_artist a ON a.id = k.artist_id
        WHERE a.party_id = %(grantor)s
      UNION SELECT recording_id FROM artists_share WHERE party_id = %(grantor)s AND recording_id IS NOT NULL
      UNION SELECT l.recording_id FROM artists_share s JOIN artists_recordingwork l ON l.work_id = s.work_id
        WHERE s.party_id = %(grantor)s""",
    ScopeKind.ROSTER: """
      SELECT k.recording_id FROM artists_partyrelation n JOIN artists_artist a ON a.party_id = n.party_id
        JOIN artists_recordingcredit k ON k.artist_id = a.id
        WHERE n.of_id = %(grantor)s AND n.kind = 'on_roster_of'""",
    ScopeKind.ARTIST: "SELECT recording_id FROM artists_recordingcredit WHERE artist_id = %(target)s",
    ScopeKind.WORK: "SELECT recording_id FROM artists_recordingwork WHERE work_id = %(target)s",
    ScopeKind.RECORDING: "SELECT %(target)s::bigint",
}
# Of these recordings, however indirectly; or with the voice or in the manner of the grantor.
KEYS = """
WITH RECURSIVE made_of(id) AS (
  SELECT s.derivative_id FROM derivatives_source s WHERE s.recording_id IN ({recordings})
  UNION SELECT s.derivative_id FROM derivatives_source s JOIN made_of ON s.parent_id = made_of.id
)
SELECT d.id FROM derivatives_derivative d LEFT JOIN consent_verdict v ON v.id = d.verdict_id
WHERE d.state = ANY(%(states)s) AND (d.id IN (SELECT id FROM made_of)
  OR v.request -> 'voices' ? %(party)s OR v.request -> 'imitates' ? %(party)s)
ORDER BY d.id
"""
# Which recordings a request was about stands beside it.
ROWS = """
SELECT d.id, d.public_id, d.state, d.listener, d.programme_id, d.verdict_id, (v.request - 'recordings')::text,
  v.outcome
FROM derivatives_derivative d JOIN consent_verdict v ON v.id = d.verdict_id WHERE d.id = ANY(%(keys)s) ORDER BY d.id
"""
ROOTS = """
WITH RECURSIVE up(key, recording_id, parent_id) AS (
  SELECT derivative_id, recording_id, parent_id FROM derivatives_source WHERE derivative_id = ANY(%(keys)s)
  UNION SELECT up.key, s.recording_id, s.parent_id FROM up JOIN derivatives_source s ON s.derivative_id = up.parent_id
)
SELECT key, array_agg(DISTINCT recording_id) FROM up WHERE recording_id IS NOT NULL GROUP BY key
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """A derivative as re-deciding reads it. `request`: as stored with its verdict; `approved`: the grantors who were
    asked about it and said yes; `recordings`: everything it is made of, through derivatives between."""

    pk: int
    public_id: str
    state: State
    listener: str
    programme: int
    request: Request
    approved: frozenset[str]
    recordings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Of terms, saved or only drafted: whose they are (primary key and public id), and what they reach."""

    grantor: int
    party: str
    scope: ScopeKind
    target: int | None

    @classmethod
    def of(cls, terms: Terms) -> "Reach":
        target = terms.artist_id or terms.work_id or terms.recording_id
        return cls(terms.grantor_id, terms.grantor.public_id, ScopeKind(terms.scope), target)


def keys_reached(reach: Reach) -> list[int]:
    """Primary keys, in order, of what exists or is asked for and could rest on such terms."""
    sql = KEYS.format(recordings=RECORDINGS[reach.scope])
    facts: dict[str, Any] = {"grantor": reach.grantor, "party": reach.party, "target": reach.target}
    facts["states"] = [state.value for state in TOUCHED]
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return [key for (key,) in cursor]


def touched(keys: Sequence[int]) -> Iterator[list[Touched]]:
    """What is known of them, a batch at a time, three queries each."""
    for start in range(0, len(keys), BATCH):
        yield _batch(list(keys[start : start + BATCH]))


def _batch(keys: list[int]) -> list[Touched]:
    rows = _rows(ROWS, keys)
    roots, approved = dict(_rows(ROOTS, keys)), _approved([row[5] for row in rows if row[7] == Outcome.ASK])
    return [
        Touched(
            pk, name, State(state), listener, programme, as_asked(request),
            frozenset(approved.get(verdict, ())), tuple(roots.get(pk, ())),
        )
        for pk, name, state, listener, programme, verdict, request, _ in rows
    ]  # fmt: skip


def _rows(sql: str, keys: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"keys": keys})
        return list(cursor.fetchall())


def _approved(verdicts: list[int]) -> dict[int, list[str]]:
    said = Approval.objects.filter(verdict__in=verdicts, state=ApprovalState.APPROVED)
    found: dict[int, list[str]] = {}
    for verdict, grantor in said.values_list("verdict_id", "grantor__public_id"):
        found.setdefault(verdict, []).append(grantor)
    return found


@lru_cache(maxsize=REMEMBERED)
def as_asked(request: str) -> Request:
    """The request of a verdict, from its stored text; many are alike."""
    return Request.from_json(json.loads(request))


@lru_cache(maxsize=REMEMBERED)
def on_day(request: Request, day: date) -> Request:
    """The same request, made on another day."""
    return replace(request, on=day)
