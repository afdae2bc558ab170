"""The register's half of a verification: which derivative a file is of, and whether it may still be used."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from rightsdesk.consent.models import Verdict
from rightsdesk.derivatives.models import DeliveredFile, Derivative, Source, TakeDown
from rightsdesk.domain.consent import Outcome as Consented
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.verification import Answer, Items, Signature
from rightsdesk.engines.provenance import Claimed, Reading

GONE = (TakeDown.WAITING, TakeDown.TAKEN_DOWN, TakeDown.ALREADY_GONE)


@dataclass(frozen=True, slots=True)
class Known:
    """A derivative of the desk, and by what it was known: "bytes", "credentials", "watermark" or "sound"."""

    derivative: Derivative
    by: str


def published() -> QuerySet[Derivative]:
    """What was public once. The rest is nobody's business."""
    rows = Derivative.objects.exclude(published_at=None)
    return rows.select_related("programme__platform", "verdict", "rendering")


def known(reading: Reading) -> Known | None:
    """The derivative a file is of, by the surest sign it carries."""
    credentials, claim, mark = reading.credentials, reading.claim, reading.watermark
    rows = published()
    signs = [("bytes", {"rendering__files__asset__sha256": reading.sha256})]
    if claim is not None and credentials.signature is Signature.VALID:
        signs.append(("credentials", {"public_id": claim.derivative}))
    if mark is not None:
        signs.append(("watermark", {"rendering__watermark": mark.id}))
    found = ((sign, rows.filter(**where).first()) for sign, where in signs)
    return next((Known(derivative, sign) for sign, derivative in found if derivative), None)


def answered(items: Items, reading: Reading, derivative: Derivative, now: datetime) -> Items:
    """The items that only the register can answer."""
    return replace(
        items,
        delivered=_yes(_is_delivered(reading.sha256)),
        status=_yes(derivative.state == State.PUBLISHED),
        licence=_yes(_licensed(derivative, reading, now)),
        consent=_yes(not _withdrawn(derivative, now)),
        parent=_parent(derivative, reading.claim),
    )


def _is_delivered(sha256: str) -> bool:
    return DeliveredFile.objects.filter(asset__sha256=sha256).exists()


def _licensed(derivative: Derivative, reading: Reading, now: datetime) -> bool:
    """The verdict let it be made, is the one the credentials name, and the programme has not ended."""
    verdict, programme = derivative.verdict, derivative.programme
    said = reading.claim.licence if reading.claim is not None else ""
    return (
        verdict is not None
        and verdict.outcome != Consented.DENY
        and _names(said, verdict)
        and (programme.valid_to is None or now.date() < programme.valid_to)
    )


def _names(said: str, verdict: Verdict) -> bool:
    return not said or said == verdict.public_id


def _withdrawn(derivative: Derivative, now: datetime) -> bool:
    """Terms it was made under were withdrawn, and the withdrawal takes it down."""
    effects = derivative.withdrawal_effects.filter(outcome__in=GONE)
    return effects.filter(withdrawal__effective__lte=now.date()).exists()


def _parent(derivative: Derivative, claim: Claimed | None) -> Answer:
    """Whether it was made from what the credentials name: every source of the register, and none but those."""
    if claim is None or not claim.parents:
        return Answer.UNKNOWN
    rows = Source.objects.filter(derivative=derivative)
    recordings = rows.filter(parent=None).values_list("recording__isrc", flat=True)
    derivatives = rows.filter(recording=None).values_list("parent__public_id", flat=True)
    said = sorted(parent.get("isrc") or parent.get("derivative", "") for parent in claim.parents)
    return _yes(said == sorted([*recordings, *derivatives]))


def _yes(true: bool) -> Answer:
    return Answer.YES if true else Answer.NO
