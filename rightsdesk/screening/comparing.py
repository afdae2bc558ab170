"""From one sound to what is wrong with it: asks the law about references, voices and quality, and writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rightsdesk.artists.models import Artist
from rightsdesk.domain import matching, quality, voices
from rightsdesk.domain.matching import Match
from rightsdesk.engines.audio import Audio
from rightsdesk.engines.fingerprint import Fingerprint, unpack
from rightsdesk.engines.voice import embed_segments
from rightsdesk.screening.models import FindingKind, Reference, Severity
from rightsdesk.screening.queries import nearest_profiles


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it is stored: its columns, and the sentence a person reads."""

    sentence: str
    columns: dict[str, Any] = field(default_factory=dict)


def undeclared_audio(found: Fingerprint, references: Iterable[Reference]) -> list[Draft]:
    """Stretches that are in a reference nobody declared. One stretch is one finding: the best match, recordings first."""
    matches = [
        (reference, match)
        for reference in references
        for match in matching.align(found.items, unpack(reference.items))
    ]
    matches.sort(key=lambda pair: (pair[0].recording_id is None, -_evidence(pair[1]), pair[0].pk))
    kept: list[tuple[Reference, Match]] = []
    for reference, match in matches:
        if not any(_same_stretch(match, other) for _, other in kept):
            kept.append((reference, match))
    return [_audio_draft(reference, match) for reference, match in kept]


def _evidence(match: Match) -> float:
    return match.score * (match.query_end_s - match.query_start_s)


def _same_stretch(match: Match, other: Match) -> bool:
    """Whether most of the shorter one lies in the other."""
    shared = min(match.query_end_s, other.query_end_s) - max(match.query_start_s, other.query_start_s)
    shorter = min(match.query_end_s - match.query_start_s, other.query_end_s - other.query_start_s)
    return shared > shorter / 2


def _audio_draft(reference: Reference, match: Match) -> Draft:
    title, names = _title(reference)
    lasts = match.query_end_s - match.query_start_s
    return Draft(
        sentence=f"Holds {lasts:.0f} s of {title}, which was not declared (score {match.score:.2f}).",
        columns={
            "kind": FindingKind.UNDECLARED_AUDIO.value,
            "severity": Severity.HIGH.value,
            "score": match.score,
            "threshold": match.threshold,
            "query_start_s": match.query_start_s,
            "query_end_s": match.query_end_s,
            "reference_start_s": match.reference_start_s,
            "reference_end_s": match.reference_end_s,
            "reference": reference,
            "evidence": {**names, "bit_error_rate": match.bit_error_rate},
            "rule_version": matching.RULE_VERSION,
        },
    )


def _title(reference: Reference) -> tuple[str, dict[str, str | None]]:
    recording = reference.recording
    if recording is None:
        derivative = reference.derivative
        names = {"recording": None, "derivative": derivative.public_id if derivative else None}
        return "another derivative", {**names, "title": derivative.title if derivative else ""}
    return f"“{recording.title}” by {recording.artist.name}", {
        "recording": recording.public_id,
        "title": recording.title,
        "artist": recording.artist.name,
        "isrc": recording.isrc,
    }


def unlicensed_voices(
    sound: Audio,
    sources: Sequence[Audio],
    profiles: dict[int, voices.Embedding],
    expected: frozenset[int],
    backend: voices.Backend,
    semitones: float = 0.0,
) -> list[Draft]:
    """Voices of artists whom no declared source explains, in sound that was raised by `semitones`."""
    declared = [window for source in sources for window in embed_segments(source)]
    heard = embed_segments(sound, semitones=semitones)
    found = voices.sightings(heard, profiles, expected, backend, declared)
    return [_voice_draft(each, backend) for each in found]


def unexplained(heard: Sequence[Draft], audio: Sequence[Draft]) -> list[Draft]:
    """Voices that are not simply those of the undeclared recordings they are heard in: that is one fact, found already."""
    return [voice for voice in heard if not any(_sings_in(voice, found) for found in audio)]


def _sings_in(voice: Draft, found: Draft) -> bool:
    recording = found.columns["reference"].recording
    if recording is None or recording.artist_id != voice.columns["artist_id"]:
        return False
    starts, ends = (
        [each.columns[key] for each in (voice, found)] for key in ("query_start_s", "query_end_s")
    )
    shared = min(ends) - max(starts)
    return bool(shared > (ends[0] - starts[0]) / 2)


def _voice_draft(sighting: voices.Sighting, backend: voices.Backend) -> Draft:
    near = nearest_profiles(sighting.embedding, backend)
    names = dict(Artist.objects.filter(pk__in=[each.artist for each in near]).values_list("pk", "name"))
    name = names[sighting.artist] if sighting.artist in names else Artist.objects.get(pk=sighting.artist).name
    likeness = f"score {sighting.score:.2f}, threshold {sighting.threshold:.2f}"
    return Draft(
        sentence=f"Sounds like {name}, who gave no consent to the voice ({likeness}).",
        columns={
            "kind": FindingKind.UNLICENSED_VOICE.value,
            "severity": Severity.HIGH.value,
            "score": sighting.score,
            "threshold": sighting.threshold,
            "query_start_s": sighting.start_s,
            "query_end_s": sighting.end_s,
            "artist_id": sighting.artist,
            "evidence": {
                "artist": name,
                "nearest": [{"artist": names[each.artist], "score": round(each.score, 4)} for each in near],
                "segments": [asdict(point) for point in sighting.curve],
                "false_positive_rate": round(backend.false_positive_rate, 5),
            },
            "rule_version": f"{voices.RULE_VERSION}/{backend.version}",
        },
    )


def poor_quality(sound: Audio) -> list[Draft]:
    """What no listener should be sent."""
    return [_quality_draft(flaw) for flaw in quality.flaws(sound.samples, sound.rate)]


def _quality_draft(flaw: quality.Flaw) -> Draft:
    # A flaw is measured, not guessed: it is there for certain. Figure and limit are in the evidence.
    return Draft(
        sentence=flaw.message,
        columns={
            "kind": FindingKind.QUALITY.value,
            "severity": Severity.LOW.value,
            "score": 1.0,
            "threshold": 1.0,
            "query_start_s": flaw.start_s,
            "query_end_s": flaw.end_s,
            "evidence": {
                "code": flaw.code,
                "message": flaw.message,
                "figure": flaw.figure,
                "limit": flaw.limit,
            },
            "rule_version": quality.RULE_VERSION,
        },
    )


def sentences(drafts: Sequence[Draft]) -> list[str]:
    """What was found, in words."""
    return [draft.sentence for draft in drafts]
