"""What screening found, as a moderator reads it: ranges, figures, nearest voices, the similarity line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rightsdesk.artists.models import Recording
from rightsdesk.moderation.models import Case
from rightsdesk.screening.models import Finding, FindingKind
from rightsdesk.workbench.drawing import level, line, place

NAMES = {
    "undeclared_audio": "Undeclared audio",
    "unlicensed_voice": "Unlicensed voice",
    "quality": "Quality",
}


@dataclass(frozen=True, slots=True)
class Region:
    """A flagged stretch of the derivative, placed in percent of its length."""

    kind: str
    name: str
    start_s: float
    end_s: float
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Similarity:
    """How near a voice came to the nearest profile over time, and the line it should have stayed under."""

    name: str
    path: str
    threshold: float
    threshold_y: str


@dataclass(frozen=True, slots=True)
class Near:
    """One of the voices a passage is most like, with its bar."""

    name: str
    score: float
    width: str
    over: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding with everything the page shows of it."""

    finding: Finding
    name: str
    sentence: str
    nearest: list[Near]
    threshold_x: str
    recording: Recording | None


def findings_of(case: Case) -> list[Finding]:
    """The findings a case was opened for, in the order of time."""
    reasons = case.reasons.exclude(finding=None).select_related(
        "finding__run",
        "finding__artist",
        "finding__reference__recording__artist",
        "finding__reference__recording__master",
        "finding__reference__derivative",
    )
    found = [reason.finding for reason in reasons if reason.finding]
    return sorted(found, key=lambda finding: (finding.query_start_s, finding.pk))


def evidence_of(findings: Sequence[Finding]) -> list[Evidence]:
    """Findings as evidence, each with the recording it points to."""
    return [
        Evidence(
            finding=finding,
            name=NAMES.get(finding.kind, finding.kind),
            sentence=_sentence(finding),
            nearest=[_near(each, finding.threshold) for each in finding.evidence.get("nearest", [])],
            threshold_x=place(0, finding.threshold, 1)[1],
            recording=finding.reference.recording if finding.reference else None,
        )
        for finding in findings
    ]


def _near(facts: Mapping[str, Any], threshold: float) -> Near:
    score = float(facts["score"])
    return Near(str(facts["artist"]), score, place(0, score, 1)[1], "over" if score >= threshold else "under")


def _sentence(finding: Finding) -> str:
    if finding.kind == FindingKind.UNDECLARED_AUDIO and finding.reference:
        recording, derivative = finding.reference.recording, finding.reference.derivative
        what = f"“{recording.title}” by {recording.artist.name}" if recording else f"“{derivative}”"
        return f"It holds {what}, which was not declared."
    if finding.kind == FindingKind.UNLICENSED_VOICE and finding.artist:
        return f"It carries a voice like {finding.artist.name}’s; no consent to that voice is on record."
    return str(finding.evidence.get("message", "Its sound does not meet the standard."))


def regions(findings: Sequence[Finding], seconds: float) -> list[Region]:
    """The flagged stretches of the derivative."""
    return [
        Region(
            finding.kind,
            NAMES.get(finding.kind, finding.kind),
            finding.query_start_s,
            finding.query_end_s,
            *place(finding.query_start_s, finding.query_end_s, seconds),
        )
        for finding in findings
    ]


def similarity(findings: Sequence[Finding], seconds: float) -> Similarity | None:
    """The line of the strongest voice finding, when its segments were kept."""
    voices = [f for f in findings if f.kind == "unlicensed_voice" and f.evidence.get("segments")]
    if not voices or seconds <= 0:
        return None
    finding = max(voices, key=lambda each: each.score)
    points = [
        ((segment["start_s"] + segment["end_s"]) / 2, float(segment["score"]))
        for segment in finding.evidence["segments"]
    ]
    height = f"{level(finding.threshold) / 0.64:.1f}%"
    name = finding.artist.name if finding.artist else "the nearest voice"
    return Similarity(name, line(sorted(points), seconds), finding.threshold, height)
