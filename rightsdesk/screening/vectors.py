"""The twin of the enrolments in pgvector: exact search in SQL where the extension is, and nothing where it is not."""

from functools import cache

from django.db import connection

from rightsdesk.domain.voices import Backend, Embedding, Likeness, centred

KEEP = """
INSERT INTO screening_enrolment_vector VALUES (%s, %s::vector)
ON CONFLICT (enrolment_id) DO UPDATE SET embedding = excluded.embedding
"""
NEAREST = """
SELECT profile.artist_id, 1 - ((avg(twin.embedding) - %s::vector) <=> %s::vector) AS score
FROM screening_enrolment_vector twin
JOIN screening_enrolment enrolment ON enrolment.id = twin.enrolment_id AND enrolment.encoder = %s
JOIN screening_voiceprofile profile ON profile.id = enrolment.profile_id AND profile.active
GROUP BY profile.artist_id ORDER BY score DESC, profile.artist_id LIMIT %s
"""


def present() -> bool:
    """Whether this database has the twin (it was made by the migration, if pgvector could be had)."""
    return _present(str(connection.settings_dict["NAME"]))


@cache
def _present(database: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('screening_enrolment_vector') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def keep(enrolment_id: int, embedding: Embedding) -> None:
    """Write one enrolment's twin, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [enrolment_id, _text(embedding)])


def nearest(embedding: Embedding, backend: Backend, encoder: str, limit: int = 5) -> tuple[Likeness, ...]:
    """The active profiles most like `embedding`, the nearest first: the same answers as domain.voices.nearest."""
    heard = centred(embedding, backend.segment_mean)
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [_text(backend.profile_mean), _text(heard), encoder, limit])
        return tuple(Likeness(artist, float(score)) for artist, score in cursor.fetchall())


def _text(embedding: Embedding) -> str:
    return "[" + ",".join(repr(float(value)) for value in embedding) + "]"
