"""A verification in words for people: every item with a mark and what it means."""

from dataclasses import dataclass
from enum import StrEnum

from rightsdesk.domain.verification import WORDS, Answer, Items, Outcome, Signature
from rightsdesk.verification.queries import Verification


class Mark(StrEnum):
    """How one item of a check ended. Unknown is never shown as a yes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was checked, and what the answer means."""

    mark: Mark
    title: str
    meaning: str


TITLES = {
    Outcome.VERIFIED: ("good", "Verified", "This is a licensed derivative, as the desk delivered it."),
    Outcome.WITHDRAWN: ("stop", "Withdrawn", "The desk made this, but it may not be used any more."),
    Outcome.STRIPPED: (
        "wait",
        "Stripped but recovered",
        "The credentials are gone, yet the desk knows this sound as one of its own.",
    ),
    Outcome.TAMPERED: ("stop", "Tampered with", "This is not what was signed. Do not rely on what it says."),
    Outcome.UNKNOWN: ("info", "Unknown", "Nothing in this file shows that it comes from the desk."),
}
SIGNATURES = {
    Signature.VALID: (Mark.YES, "The credentials are signed by the desk and were not changed since."),
    Signature.UNTRUSTED: (Mark.UNKNOWN, "It is signed, but by somebody else: the desk cannot vouch for it."),
    Signature.EXPIRED: (Mark.UNKNOWN, "The certificate of the signature has run out."),
    Signature.INVALID: (Mark.NO, "The credentials were changed or damaged after they were signed."),
    Signature.ABSENT: (Mark.UNKNOWN, "The file carries no credentials."),
}
# Title; what yes, no and unknown mean.
ANSWERS: dict[str, tuple[str, str, str, str]] = {
    "hash": (
        "Same sound as signed",
        "The sound is the one the credentials were signed for.",
        "The sound is another one than the credentials were signed for.",
        "No credentials say which sound they were signed for.",
    ),
    "delivered": (
        "Same file as delivered",
        "Byte by byte a file that the desk delivered.",
        "Not byte by byte a file that the desk delivered: it was converted, cut, tagged anew or changed.",
        "The register was not asked, because the file is of no derivative it knows.",
    ),
    "watermark": (
        "Watermark",
        "The desk's mark was read in the sound itself.",
        "The mark in the sound names another derivative than the credentials do.",
        "No mark of the desk could be read in the sound.",
    ),
    "fingerprint": (
        "Fingerprint",
        "It sounds like the derivative in the register.",
        "It does not sound like the derivative in the register.",
        "There is nothing to compare it with, or too little sound.",
    ),
    "parent": (
        "Made from",
        "It names the recordings that the register has as its sources.",
        "It names other recordings than the register has as its sources.",
        "It does not say what it was made from.",
    ),
    "licence": (
        "Licence in force",
        "The licence it was made under is in force.",
        "The licence it was made under is no longer in force.",
        "No licence is known for it.",
    ),
    "status": (
        "Published",
        "It is published now.",
        "It is not published now: it is hidden, blocked or taken down.",
        "The register does not know it.",
    ),
    "consent": (
        "Consent not withdrawn",
        "Nobody whose consent it needs has withdrawn it.",
        "Somebody whose consent it needs has withdrawn it.",
        "The register does not know whose consent it needs.",
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The head of an answer: a tone (good, wait, stop, info), a title, a sentence, and every reason."""

    tone: str
    title: str
    sentence: str
    reasons: tuple[str, ...]


def said(verification: Verification) -> Said:
    conclusion = verification.conclusion
    tone, title, sentence = TITLES[conclusion.outcome]
    return Said(tone, title, sentence, tuple(WORDS[code] for code in conclusion.reasons))


def items_in_words(items: Items) -> list[Item]:
    """Every item, the file's own first."""
    mark, meaning = SIGNATURES[items.signature]
    rows = [Item(mark, "Signature", meaning)]
    for name, (title, yes, no, unknown) in ANSWERS.items():
        answer: Answer = getattr(items, name)
        rows.append(Item(Mark(answer.value), title, {Answer.YES: yes, Answer.NO: no}.get(answer, unknown)))
    return rows
