"""What may be remixed in a country on a day: recordings by ISRC, each decided by the law before it is listed.

The database only leaves out recordings that cannot be meant (somebody who must agree has no clause that could allow
it); the law says yes or no to the rest. One call looks at no more than `LOOKED_AT` recordings, so that a page costs
the same in a catalogue where hardly anything is allowed: such a page is short, and `next` says where to go on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Recording
from rightsdesk.consent.gathering import facts_for
from rightsdesk.domain.consent import Default, Outcome, Request, Use, Verdict
from rightsdesk.domain.shares import PUBLISHING
from rightsdesk.domain.territories import number_of

PAGE = 50
LOOKED_AT = (200, 2_000)
"""Most catalogues fill a page from the first stretch; the second is for those where little is allowed."""

# Somebody has a clause, in terms in force that day and reaching the recording, that does not plainly refuse.
COULD_ALLOW = """
  SELECT 1 FROM consent_terms t JOIN consent_clause c ON c.terms_id = t.id
  WHERE t.state IN ('in_force', 'superseded') AND t.valid @> %(day)s::date AND c.use = %(use)s AND c.answer = 'allow'
    AND c.places @> %(place)s::int4 AND {whose}
"""
OWN = """t.grantor_id = who.party AND (t.scope IN ('party', 'roster')
    OR t.recording_id = r.id OR t.artist_id IN (SELECT artist_id FROM artists_recordingcredit WHERE recording_id = r.id)
    OR t.work_id IN (SELECT work_id FROM artists_recordingwork WHERE recording_id = r.id))"""
# Where silence is a yes, the law may say yes to a member who said nothing.
SILENT = "SELECT 1 FROM programmes_programmemember m WHERE m.programme_id = %(programme)s AND m.party_id = who.party"
LABELS = """t.scope = 'roster' AND t.grantor_id IN (SELECT of_id FROM artists_partyrelation n
    WHERE n.party_id = who.party AND n.kind = 'on_roster_of' AND n.speaks AND n.valid @> %(day)s::date)"""
HELD = """s.valid @> %(day)s::date AND s.recorded @> %(at)s::timestamptz AND s.places @> %(place)s::int4"""
MUST_AGREE = f"""
  SELECT a.party_id AS party FROM artists_recordingcredit k JOIN artists_artist a ON a.id = k.artist_id
    WHERE k.recording_id = r.id AND k.role IN ('main', 'featured')
  UNION ALL SELECT s.party_id FROM artists_share s WHERE s.recording_id = r.id AND s."right" = 'master' AND {HELD}
  UNION ALL SELECT s.party_id FROM artists_recordingwork l JOIN artists_share s ON s.work_id = l.work_id
    WHERE l.recording_id = r.id AND s."right" = ANY(%(publishing)s) AND {HELD}
"""  # noqa: S608 - no value from outside is put into the text
CANDIDATES = f"""
WITH r AS (SELECT id, isrc FROM artists_recording WHERE isrc > %(after)s ORDER BY isrc LIMIT %(looked_at)s)
SELECT r.id FROM r
WHERE NOT EXISTS (SELECT 1 FROM ({MUST_AGREE}) who
  WHERE NOT EXISTS ({COULD_ALLOW.format(whose=OWN)}) AND NOT EXISTS ({COULD_ALLOW.format(whose=LABELS)})
    AND NOT EXISTS ({SILENT}))
ORDER BY r.isrc LIMIT %(limit)s
"""  # noqa: S608 - no value from outside is put into the text
STRETCH = """
SELECT max(isrc), count(*) FROM (
  SELECT isrc FROM artists_recording WHERE isrc > %(after)s ORDER BY isrc LIMIT %(looked_at)s) r
"""

Live = Callable[[Sequence[Recording]], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Remixable:
    """Recordings a plain remix of which is allowed, with the law's own answer; `next`: go on after this ISRC."""

    items: tuple[tuple[Recording, Verdict], ...]
    next: str | None


def plain_remix(territory: str, day: date, programme: Programme | None) -> Request:
    """What a catalogue is asked about: a remix that changes nothing else, under the programme's own default."""
    default = programme.default if programme else Default.OPT_IN.value
    return Request(frozenset({Use.REMIX}), territory, day, default=default)


def remixable(
    *,
    territory: str,
    day: date,
    live: Live,
    programme: Programme | None = None,
    after: str = "",
    limit: int = PAGE,
) -> Remixable:
    """One page, by ISRC, in a constant number of queries. `live`: how many derivatives of recordings are
    live (by primary key), which consent's caps count and a room above knows. Raises TerritoryError for a code that is none."""
    asked = plain_remix(territory, day, programme)
    found: list[tuple[Recording, Verdict]] = []
    at: str | None = after
    for stretch in LOOKED_AT:
        if at is not None and len(found) <= limit:
            candidates, at = _candidates(asked, programme, at, stretch, limit + 1)
            found += _allowed(candidates, asked, programme, live)
    full = len(found) > limit
    return Remixable(tuple(found[:limit]), found[limit - 1][0].isrc if full else at)


def _candidates(
    asked: Request, programme: Programme | None, after: str, looked_at: int, limit: int
) -> tuple[list[Recording], str | None]:
    """The first that may be meant within a stretch, and how far that looked (None: to the end)."""
    facts: dict[str, Any] = {
        "day": asked.on, "use": Use.REMIX.value, "place": number_of(asked.territory), "after": after,
        "looked_at": looked_at, "limit": limit, "at": timezone.now(),
        "publishing": sorted(PUBLISHING),
        "programme": programme.pk if programme and asked.default == Default.OPT_OUT else None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, facts)
        keys = [key for (key,) in cursor]
        cursor.execute(STRETCH, facts)
        last, length = cursor.fetchone()
    rows = list(Recording.objects.filter(pk__in=keys).select_related("artist__party").order_by("isrc"))
    if len(rows) == limit:
        return rows, rows[-1].isrc
    return rows, last if length == looked_at else None


def _allowed(
    candidates: list[Recording], asked: Request, programme: Programme | None, live: Live
) -> list[tuple[Recording, Verdict]]:
    """What the law says yes to, no more and no less."""
    counts = live(candidates) if candidates else {}
    found = []
    for facts in facts_for(candidates, asked, programme=programme) if candidates else ():
        count = counts.get(facts.recording.pk, 0)
        verdict = facts.verdict(replace(asked, live_derivatives=count) if count else asked)
        if verdict.outcome is Outcome.ALLOW:
            found.append((facts.recording, verdict))
    return found
