"""Reads of screening: what a derivative may be compared with, whose voices are known, what was found."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from rightsdesk.artists.models import Recording
from rightsdesk.derivatives.models import Derivative, Source
from rightsdesk.domain import voices
from rightsdesk.domain.voices import Embedding, Likeness
from rightsdesk.engines.voice import VERSION as ENCODER
from rightsdesk.media.models import Asset
from rightsdesk.screening import vectors
from rightsdesk.screening.models import Backend, Enrolment, Reference, ScreeningRun


@dataclass(frozen=True, slots=True)
class Declared:
    """What a derivative says it was made from, through every generation: keys of recordings, derivatives, artists."""

    recordings: frozenset[int]
    derivatives: frozenset[int]
    artists: frozenset[int]


def declared(derivative: Derivative) -> Declared:
    """Its sources, and the sources of the derivatives among them."""
    seen, waiting = {derivative.pk}, [derivative.pk]
    recordings: set[int] = set()
    artists: set[int] = set()
    while waiting:
        rows = Source.objects.filter(derivative__in=waiting)
        found = list(rows.values_list("recording_id", "recording__artist_id", "parent_id"))
        recordings |= {recording for recording, _, _ in found if recording}
        artists |= {artist for _, artist, _ in found if artist}
        waiting = [parent for _, _, parent in found if parent and parent not in seen]
        seen |= set(waiting)
    return Declared(frozenset(recordings), frozenset(seen), frozenset(artists))


def masters(said: Declared) -> list[Asset]:
    """The sound of the declared recordings, as far as the desk has it."""
    rows = Recording.objects.filter(pk__in=said.recordings).select_related("master").order_by("pk")
    return [recording.master for recording in rows if recording.master]


def references_against(said: Declared) -> QuerySet[Reference]:
    """Every active reference that would be news: not a declared source, nor another derivative of one."""
    cousins = Q(derivative__sources__recording__in=said.recordings)
    known = Q(recording__in=said.recordings) | Q(derivative__in=said.derivatives) | cousins
    mine = Reference.objects.filter(known).values("pk")
    active = Reference.objects.filter(active=True).exclude(pk__in=mine)
    return active.select_related("recording__artist", "derivative").order_by("pk")


def profiles() -> dict[int, Embedding]:
    """The profile of every active voice, by artist, in a stable order."""
    samples: dict[int, list[Embedding]] = defaultdict(list)
    rows = Enrolment.objects.filter(profile__active=True, encoder=ENCODER).order_by(
        "profile__artist_id", "pk"
    )
    for artist, packed in rows.values_list("profile__artist_id", "embedding"):
        samples[artist].append(unpack_embedding(packed))
    return {artist: voices.profile_of(found) for artist, found in samples.items()}


def backend_in_force() -> voices.Backend | None:
    """The newest backend for the encoder in use; None before any voice was enrolled."""
    row = Backend.objects.filter(encoder=ENCODER).order_by("-pk").first()
    return backend_of(row) if row else None


def backend_of(row: Backend) -> voices.Backend:
    """A stored backend as the value the law compares with."""
    return voices.Backend(
        version=row.version,
        profile_mean=unpack_embedding(row.profile_mean),
        segment_mean=unpack_embedding(row.segment_mean),
        threshold=row.threshold,
        false_positive_rate=row.false_positive_rate,
        trials=row.trials,
    )


def nearest_profiles(embedding: Embedding, backend: voices.Backend, limit: int = 5) -> tuple[Likeness, ...]:
    """The voices most like one embedding: in SQL where pgvector is, else by the same arithmetic in numpy."""
    if vectors.present():
        return vectors.nearest(embedding, backend, ENCODER, limit)
    return voices.nearest(embedding, profiles(), backend, limit)


def runs_of(derivative: Derivative) -> QuerySet[ScreeningRun]:
    """Every screening of a derivative with its findings, the newest first."""
    return ScreeningRun.objects.filter(derivative=derivative).prefetch_related("findings").order_by("-pk")


def pack_embedding(embedding: Embedding) -> bytes:
    """256 little-endian float32."""
    return embedding.astype("<f4").tobytes()


def unpack_embedding(packed: bytes | memoryview) -> Embedding:
    """The embedding of a stored row."""
    return np.frombuffer(packed, dtype="<f4").astype(np.float32)
