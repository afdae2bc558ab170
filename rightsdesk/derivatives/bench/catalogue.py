"""A made-up catalogue for the bench, written by the database itself: a label, publishers, artists and what they own.

Recording n is by artist n and published by publisher n, modulo how many there are; one label owns every master."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from rightsdesk.artists.fields import literal
from rightsdesk.artists.models import Party
from rightsdesk.consent.models import Clause, Terms, TermsState
from rightsdesk.domain.consent import Conditions, OnWithdrawal, ScopeKind
from rightsdesk.domain.territories import WORLD

USES = ("remix", "tempo", "key", "stems", "style")
CONDITIONS = {"territories": ["2120", "US"], "tempo_ratio": [0.5, 2.0], "styles_forbidden": ["march"]}
SINCE = date(2020, 1, 1)
# Not all of them: that would lock the server's own tables until the end of the transaction.
TABLES = """artists_party, artists_artist, artists_work, artists_recording, artists_recordingwork,
  artists_recordingcredit, artists_share, consent_terms, consent_clause"""


@dataclass(frozen=True, slots=True)
class Size:
    """How many of everything. `rows`: of the long list page; `tries`: how often the quick things are repeated."""

    recordings: int = 100_000
    derivatives: int = 100_000
    rows: int = 1_000_000
    tries: int = 40

    @property
    def publishers(self) -> int:
        return max(self.recordings // 200, 2)

    @property
    def artists(self) -> int:
        return max(self.recordings // 10, 2)


PARTIES = """
INSERT INTO artists_party (public_id, name, kind, tax_residence)
SELECT 'pty_bench_%(kind)s' || n, 'Bench %(kind)s ' || n, '%(kind)s', 'DE' FROM generate_series(0, %(count)s - 1) n
"""
ARTISTS = """
INSERT INTO artists_artist (public_id, name, party_id)
SELECT 'art_bench' || substr(public_id, 17), name, id FROM artists_party WHERE public_id LIKE 'pty_bench_artist%%'
"""
WORKS = """
INSERT INTO artists_work (public_id, title, iswc, version)
SELECT 'wrk_bench' || n, 'Work ' || n, 'B' || lpad(n::text, 10, '0'), 'ORI' FROM generate_series(0, %(count)s - 1) n
"""
RECORDINGS = """
INSERT INTO artists_recording (public_id, title, isrc, artist_id, key_name)
SELECT '%(prefix)s' || n, 'Take ' || n, '%(isrc)s' || lpad(n::text, 7, '0'), a.id, ''
FROM generate_series(0, %(count)s - 1) n JOIN artists_artist a ON a.public_id = 'art_bench' || (n %% %(artists)s)
"""
LINKS = """
INSERT INTO artists_recordingwork (recording_id, work_id, weight_ppm)
SELECT r.id, w.id, 1000000 FROM artists_recording r JOIN artists_work w
  ON w.public_id = 'wrk_bench' || substr(r.public_id, 10) WHERE r.public_id LIKE 'rec_bench%%';
INSERT INTO artists_recordingcredit (recording_id, artist_id, role)
SELECT id, artist_id, 'main' FROM artists_recording WHERE public_id LIKE 'rec_bench%%'
"""
SHARES = """
INSERT INTO artists_share
  (public_id, party_id, recording_id, work_id, "right", places, ppm, valid, recorded, source)
SELECT 'shr_bench_%(right)s' || thing.id, p.id, %(columns)s, '%(right)s', '%(world)s', 1000000,
  '[2020-01-01,)', '[2020-01-01,)', ''
FROM %(table)s thing JOIN artists_party p
  ON p.public_id = 'pty_bench_%(kind)s' || (substr(thing.public_id, 10)::int %% %(count)s)
WHERE thing.public_id LIKE '%(prefix)s%%'
"""


def fill(size: Size) -> None:
    """Write it all in the caller's transaction, with what the planner has to know."""
    for kind, count in (("label", 1), ("publisher", size.publishers), ("artist", size.artists)):
        run(PARTIES, kind=kind, count=count)
    analyze()
    run(ARTISTS)
    run(WORKS, count=size.recordings)
    analyze()
    run(RECORDINGS, prefix="rec_bench", isrc="BNCH0", count=size.recordings, artists=size.artists)
    analyze()
    run(LINKS)
    _shares("master", "artists_recording", "rec_bench", "label", 1)
    for right in ("performance", "mechanical"):
        _shares(right, "artists_work", "wrk_bench", "publisher", size.publishers)
    everybody_agrees()
    analyze()


def analyze(tables: str = TABLES) -> None:
    """Every step joins what the one before wrote: a planner that believes it empty would go through it row by row."""
    run(f"ANALYZE {tables}")


def lengthen(size: Size) -> None:
    """More recordings, with nothing to them, up to the rows of the long list."""
    run(
        RECORDINGS,
        prefix="rec_long",
        isrc="LONG0",
        count=max(size.rows - size.recordings, 0),
        artists=size.artists,
    )
    analyze("artists_recording")


def _shares(right: str, table: str, prefix: str, kind: str, count: int) -> None:
    columns = "thing.id, NULL::bigint" if table == "artists_recording" else "NULL::bigint, thing.id"
    run(
        SHARES, right=right, table=table, prefix=prefix, kind=kind, count=count, columns=columns,
        world=literal(WORLD),
    )  # fmt: skip


def everybody_agrees() -> None:
    """Terms of every party of the bench: the plain uses are allowed within bounds. The label's end in a take-down."""
    parties = Party.objects.filter(public_id__startswith="pty_bench").order_by("pk")
    terms = Terms.objects.bulk_create([_terms(party) for party in parties], batch_size=5_000)
    places = Conditions.from_json(CONDITIONS).territories
    Clause.objects.bulk_create(
        (
            Clause(terms=each, use=use, answer="allow", conditions=CONDITIONS, places=places)
            for each in terms
            for use in USES
        ),
        batch_size=5_000,
    )


def _terms(party: Party) -> Terms:
    down = party.kind == "label"
    return Terms(
        grantor=party,
        scope=ScopeKind.PARTY.value,
        valid=DateRange(SINCE, None),
        state=TermsState.IN_FORCE.value,
        signed_by="bench",
        channel="bench",
        on_withdrawal=(OnWithdrawal.TAKE_DOWN if down else OnWithdrawal.STOP_NEW).value,
        take_down_days=14 if down else None,
    )


def run(sql: str, **facts: object) -> None:
    """Only the bench's own words and numbers are put into the statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql % facts if facts else sql.replace("%%", "%"))
