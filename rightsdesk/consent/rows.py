"""The rows behind a verdict, in hand-written SQL: a platform waits for the answer, and building these queries from
models costs more than all the rest of it. Each function is one query, however many recordings it is asked about."""

import json
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from rightsdesk.domain.consent import Conditions, Use, obligations_from_json
from rightsdesk.domain.consent.clauses import Obligations
from rightsdesk.domain.shares import PUBLISHING, Right
from rightsdesk.domain.territories import Places

Row = tuple[Any, ...]
REMEMBERED = 16_384
SIDES = [Right.MASTER.value, *sorted(PUBLISHING)]

WORKS = """
SELECT l.recording_id, l.work_id, w.public_id, w.title FROM artists_recordingwork l
JOIN artists_work w ON w.id = l.work_id WHERE l.recording_id = ANY(%s)
"""
CREDITS = """
SELECT h.recording_id, h.role, a.id, a.public_id, a.name, p.id, p.public_id, p.name
FROM (SELECT id AS recording_id, 'main' AS role, artist_id FROM artists_recording WHERE id = ANY(%(keys)s)
  UNION ALL SELECT recording_id, role, artist_id FROM artists_recordingcredit
    WHERE recording_id = ANY(%(keys)s) AND role IN ('main', 'featured')) h
JOIN artists_artist a ON a.id = h.artist_id JOIN artists_party p ON p.id = a.party_id
"""
HELD = """s."right" = ANY(%(rights)s) AND s.valid @> %(day)s::date
  AND s.recorded @> %(at)s::timestamptz"""
SHARES = f"""
SELECT s.recording_id, s.work_id, s."right", s.places::text, p.id, p.public_id, p.name
FROM (SELECT * FROM artists_share s WHERE s.recording_id = ANY(%(keys)s) AND {HELD}
  UNION ALL SELECT * FROM artists_share s WHERE s.work_id = ANY(%(works)s) AND {HELD}) s
JOIN artists_party p ON p.id = s.party_id
"""  # noqa: S608 - no value from outside is put into the text
LABELS = """
SELECT n.party_id, n.of_id, p.public_id, p.name, n.speaks FROM artists_partyrelation n
JOIN artists_party p ON p.id = n.of_id
WHERE n.party_id = ANY(%s) AND n.kind = 'on_roster_of' AND n.valid @> %s::date
"""
# A version decides until the next one of its scope begins.
CLAUSES = """
SELECT c.use, c.answer, c.conditions::text, c.obligations::text, t.public_id, t.version, t.scope, t.grantor_id,
  t.artist_id, t.work_id, t.recording_id
FROM (
  SELECT * FROM consent_terms WHERE grantor_id = ANY(%(wide)s) AND scope IN ('party', 'roster')
    AND state IN ('in_force', 'superseded') AND valid @> %(day)s::date
  UNION ALL SELECT * FROM consent_terms WHERE scope IN ('artist', 'work', 'recording')
    AND (artist_id = ANY(%(artists)s) OR work_id = ANY(%(works)s) OR recording_id = ANY(%(recordings)s))
    AND grantor_id = ANY(%(parties)s) AND state IN ('in_force', 'superseded') AND valid @> %(day)s::date
) t
JOIN consent_clause c ON c.terms_id = t.id
LEFT JOIN consent_terms n ON n.supersedes_id = t.id
WHERE (n.id IS NULL OR lower(n.valid) > %(day)s::date) AND (%(uses)s::text[] IS NULL OR c.use = ANY(%(uses)s))
"""


def works(keys: Collection[int]) -> list[Row]:
    """(recording, work, its public id, title)."""
    return _rows(WORKS, [list(keys)])


def heard(keys: Collection[int]) -> list[Row]:
    """(recording, role, artist, its public id and name, party, its public id and name) of main and featured artists."""
    return _rows(CREDITS, {"keys": list(keys)})


def shares(keys: Collection[int], works: Collection[int], day: date) -> list[Row]:
    """(recording, work, right, places, party, its public id and name) held on a day, as it is believed now."""
    asked = {"keys": list(keys), "works": list(works), "rights": SIDES, "day": day, "at": timezone.now()}
    return [(*row[:3], _places(row[3]), *row[4:]) for row in _rows(SHARES, asked)]


def labels(parties: Collection[int], day: date) -> list[Row]:
    """(party, label, its public id and name, whether it speaks for the party) of rosters on a day."""
    return _rows(LABELS, [list(parties), day])


def clauses(*, uses: Collection[Use] | None, **asked: Any) -> list[Row]:
    """(use, answer, conditions, obligations, terms, version, scope, grantor, artist, work, recording) that decide on
    `day`; the last four by primary key: whoever asks knows them, and planning joins costs more than reading rows. `wide`, `parties`: grantors of wide and of deeper scopes."""
    named = None if uses is None else [use.value for use in uses]
    rows = _rows(CLAUSES, asked | {"uses": named})
    return [(row[0], row[1], _conditions(row[2]), _obligations(row[3]), *row[4:]) for row in rows]


def _rows(sql: str, asked: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return list(cursor.fetchall())


@lru_cache(maxsize=REMEMBERED)
def _places(ranges: str) -> Places:
    """PostgreSQL's text of an int4multirange, as `{[0,276),[277,1000)}`."""
    parts = [part.split(",") for part in ranges.strip("{}[)").split("),[")] if ranges != "{}" else []
    return Places.of_ranges((int(first), int(after)) for first, after in parts)


@lru_cache(maxsize=REMEMBERED)
def _conditions(text: str) -> Conditions:
    return Conditions.from_json(json.loads(text))


@lru_cache(maxsize=REMEMBERED)
def _obligations(text: str) -> Obligations:
    return obligations_from_json(json.loads(text))
