"""What a file is, from what was found in it and what the register says: five outcomes, each with its reasons.
Looks at nothing itself: the items are read by engines.provenance and by whoever keeps the register."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Signature(StrEnum):
    """What the credentials' signature is worth. "untrusted": it holds, but another house made it; "expired": it holds,
    but its certificate has run out and nothing proves that it was made before."""

    VALID = "valid"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    INVALID = "invalid"
    ABSENT = "absent"


class Answer(StrEnum):
    """Whether something holds. "unknown": nobody could or did look."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What is told of a file."""

    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"
    STRIPPED = "stripped_but_recovered"
    TAMPERED = "tampered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Items:
    """Each thing that was looked at, apart. The register answers `delivered`, `licence`, `status` and `consent`."""

    signature: Signature = Signature.ABSENT
    hash: Answer = Answer.UNKNOWN
    """The sound is the one the credentials were signed for."""
    watermark: Answer = Answer.UNKNOWN
    """A mark of the desk was read, and it names the derivative that the credentials name, where there are any."""
    fingerprint: Answer = Answer.UNKNOWN
    """It sounds like the derivative that is claimed, or like one that the desk knows."""
    parent: Answer = Answer.UNKNOWN
    """It was made from the recording it says it was made from."""
    delivered: Answer = Answer.UNKNOWN
    """The file is, byte by byte, one that the desk delivered."""
    licence: Answer = Answer.UNKNOWN
    """The licence it was made under is in force."""
    status: Answer = Answer.UNKNOWN
    """The derivative is published: neither blocked nor taken down."""
    consent: Answer = Answer.UNKNOWN
    """Nobody whose consent it needs has withdrawn it."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """An outcome with every reason for it, as codes of WORDS, the weightiest first."""

    outcome: Outcome
    reasons: tuple[str, ...]


# Every reason that can be given, and what it says to a person.
WORDS = {
    "delivered": "The file is byte by byte the one the desk delivered.",
    "signature_valid": "The credentials are signed by the desk, and the sound is the one they were signed for.",
    "signature_broken": "The credentials were changed or damaged after they were signed.",
    "sound_changed": "The sound is not the one the credentials were signed for.",
    "watermark_differs": "The watermark names another derivative than the credentials do.",
    "fingerprint_differs": "It does not sound like the derivative it claims to be.",
    "parent_differs": "It was not made from the recording it names.",
    "status_ended": "The desk does not publish this derivative now: it is hidden, blocked or taken down.",
    "licence_ended": "The licence it was made under is no longer in force.",
    "consent_withdrawn": "Somebody whose consent it needs has withdrawn it.",
    "credentials_absent": "The file carries no credentials.",
    "signed_by_another": "The credentials are signed, but not by the desk.",
    "certificate_expired": "The certificate of the signature has run out.",
    "sound_not_bound": "The credentials do not say which sound they were signed for.",
    "watermark_found": "The desk's watermark was read in the sound.",
    "watermark_absent": "No watermark of the desk could be read.",
    "fingerprint_found": "It sounds like a derivative that the desk knows.",
    "register_not_asked": "Whether it may still be used was not looked up.",
}
_CREDENTIALS = {
    Signature.ABSENT: "credentials_absent",
    Signature.UNTRUSTED: "signed_by_another",
    Signature.EXPIRED: "certificate_expired",
}


def conclude(items: Items) -> Conclusion:
    """The first of these that is true: tampered, withdrawn, verified, stripped but recovered, unknown.

    Bytes that the desk delivered cannot have been tampered with, whatever else is found in them."""
    proven = items.delivered is Answer.YES or _sealed(items)
    changed, ended, recovered = _changed(items), _ended(items), _recovered(items)
    if changed and items.delivered is not Answer.YES:
        return Conclusion(Outcome.TAMPERED, (*changed, *(ended if recovered else ())))
    if ended and (proven or recovered):
        return Conclusion(Outcome.WITHDRAWN, ended)
    if proven:
        return Conclusion(Outcome.VERIFIED, _proofs(items))
    outcome = Outcome.STRIPPED if recovered else Outcome.UNKNOWN
    return Conclusion(outcome, (*_lacking(items), *recovered, *_unasked(items)))


def _sealed(items: Items) -> bool:
    return items.signature is Signature.VALID and items.hash is Answer.YES


def _changed(items: Items) -> tuple[str, ...]:
    """What was altered since the desk signed it."""
    ours = items.signature is Signature.VALID
    found = {
        "signature_broken": items.signature is Signature.INVALID,
        "sound_changed": items.hash is Answer.NO,
        "watermark_differs": ours and items.watermark is Answer.NO,
        "fingerprint_differs": ours and items.fingerprint is Answer.NO,
        "parent_differs": ours and items.parent is Answer.NO,
    }
    return tuple(code for code, true in found.items() if true)


def _ended(items: Items) -> tuple[str, ...]:
    found = {
        "status_ended": items.status,
        "licence_ended": items.licence,
        "consent_withdrawn": items.consent,
    }
    return tuple(code for code, answer in found.items() if answer is Answer.NO)


def _recovered(items: Items) -> tuple[str, ...]:
    """By what the derivative is known although its credentials are gone."""
    found = {"watermark_found": items.watermark, "fingerprint_found": items.fingerprint}
    return tuple(code for code, answer in found.items() if answer is Answer.YES)


def _proofs(items: Items) -> tuple[str, ...]:
    proofs = {
        "delivered": items.delivered is Answer.YES,
        "signature_valid": _sealed(items),
        "watermark_found": items.watermark is Answer.YES,
        "watermark_absent": items.watermark is Answer.UNKNOWN,
    }
    return (*(code for code, true in proofs.items() if true), *_unasked(items))


def _lacking(items: Items) -> tuple[str, ...]:
    """Why the credentials alone prove nothing. A signature of ours without a hash binds no sound."""
    return (_CREDENTIALS.get(items.signature, "sound_not_bound"),)


def _unasked(items: Items) -> tuple[str, ...]:
    asked = Answer.UNKNOWN not in (items.status, items.licence, items.consent)
    return () if asked else ("register_not_asked",)
