"""Voices: enrolling an artist's own samples, and the backend that says from when a likeness counts."""

from django.db import transaction

from rightsdesk.artists.models import Artist
from rightsdesk.domain import voices
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.engines.voice import VERSION as ENCODER
from rightsdesk.engines.voice import embed, embed_segments
from rightsdesk.journal.actions import record
from rightsdesk.media.models import Asset
from rightsdesk.screening import vectors
from rightsdesk.screening.listening import for_engines
from rightsdesk.screening.models import Backend, Enrolment, Reference, Style, VoiceProfile
from rightsdesk.screening.queries import pack_embedding, profiles


def enrol(*, actor: str, artist_id: int, asset_id: int, style: str) -> Enrolment:
    """Add one sample to an artist's voice profile. The same sample twice is one enrolment.

    Raises Invalid for an unknown style and for a sample with less than three seconds of voice.
    """
    if style not in set(Style):
        raise Invalid("style_unknown", "A voice sample is sung or spoken.", {"style": style[:40]})
    artist, asset = Artist.objects.get(pk=artist_id), Asset.objects.get(pk=asset_id)
    same = Enrolment.objects.filter(profile__artist=artist, asset=asset, encoder=ENCODER)
    if known := same.first():
        return known
    heard = _voice_of(asset)
    with transaction.atomic():
        profile, _ = VoiceProfile.objects.get_or_create(artist=artist)
        enrolment, made = Enrolment.objects.get_or_create(
            profile=profile,
            asset=asset,
            encoder=ENCODER,
            defaults={
                "style": style,
                "voiced_s": heard.voiced_s,
                "embedding": pack_embedding(heard.embedding),
            },
        )
        if made:
            if vectors.present():
                vectors.keep(enrolment.pk, heard.embedding)
            facts = {"enrolment": enrolment.public_id, "voiced_s": heard.voiced_s, "encoder": ENCODER}
            record(actor=actor, verb="voice.enrolled", subject=artist.public_id, facts=facts)
    return enrolment


def _voice_of(asset: Asset) -> voices.Segment:
    sound = for_engines(asset)
    heard = embed(sound) if sound.seconds >= voices.MIN_VOICED_S else None
    if heard is None or not voices.usable([heard]):
        facts = {"voiced_s": heard.voiced_s if heard else 0.0, "least_s": voices.MIN_VOICED_S}
        raise Invalid("too_little_voice", "The sample holds less than three seconds of voice.", facts)
    return heard


def build_backend(*, actor: str, version: str | None = None) -> Backend:
    """Measure means and threshold on the voices and recordings on the desk. The same ones give the same backend.

    Raises Conflict when nobody is enrolled.
    """
    known = profiles()
    if not known:
        raise Conflict("nobody_enrolled", "No voice is enrolled; there is nothing to compare with.")
    references = list(
        Reference.objects.filter(active=True, recording__isnull=False)
        .select_related("recording", "asset")
        .order_by("pk")
    )
    name = version or _version(known, references)
    if made := Backend.objects.filter(version=name, encoder=ENCODER).first():
        return made
    heard = [
        (each.recording.artist_id, embed_segments(for_engines(each.asset)))
        for each in references
        if each.recording
    ]
    return _keep(actor, voices.calibrate(name, known, heard), len(known), len(references))


def _version(known: dict[int, voices.Embedding], references: list[Reference]) -> str:
    """Named by what it is measured on: the rule, and a hash of every voice and recording."""
    material = {
        "profiles": {str(artist): pack_embedding(profile).hex() for artist, profile in known.items()},
        "recordings": [reference.pcm_hash for reference in references],
    }
    return f"{voices.RULE_VERSION}-{content_hash(material)[:12]}"


def _keep(actor: str, measured: voices.Backend, cohort: int, recordings: int) -> Backend:
    with transaction.atomic():
        backend, made = Backend.objects.get_or_create(
            version=measured.version,
            defaults={
                "encoder": ENCODER,
                "profile_mean": pack_embedding(measured.profile_mean),
                "segment_mean": pack_embedding(measured.segment_mean),
                "threshold": measured.threshold,
                "false_positive_rate": measured.false_positive_rate,
                "trials": measured.trials,
            },
        )
        if made:
            facts = {
                "version": backend.version,
                "threshold": round(measured.threshold, 4),
                "false_positive_rate": round(measured.false_positive_rate, 5),
                "trials": measured.trials,
                "voices": cohort,
                "recordings": recordings,
            }
            record(actor=actor, verb="backend.built", subject=backend.public_id, facts=facts)
    return backend
