"""Five outcomes, from every combination of what can be found: none is told lightly, none hides a withdrawal."""

from itertools import product

import pytest

from rightsdesk.domain.verification import WORDS, Answer, Items, Outcome, Signature, conclude

YES, NO, UNKNOWN = Answer
VALID, UNTRUSTED, EXPIRED, INVALID, ABSENT = Signature
SEALED = Items(VALID, YES, YES, licence=YES, status=YES, consent=YES)

TABLE = [
    (SEALED, Outcome.VERIFIED, ("signature_valid", "watermark_found")),
    (Items(VALID, YES, YES), Outcome.VERIFIED, ("signature_valid", "watermark_found", "register_not_asked")),
    (
        Items(VALID, YES, licence=YES, status=YES, consent=YES),
        Outcome.VERIFIED,
        ("signature_valid", "watermark_absent"),
    ),
    (
        Items(delivered=YES, licence=YES, status=YES, consent=YES),
        Outcome.VERIFIED,
        ("delivered", "watermark_absent"),
    ),
    (
        Items(EXPIRED, YES, YES, delivered=YES, licence=YES, status=YES, consent=YES),
        Outcome.VERIFIED,
        ("delivered", "watermark_found"),
    ),
    (Items(VALID, YES, licence=NO), Outcome.WITHDRAWN, ("licence_ended",)),
    (Items(VALID, YES, status=NO, consent=NO), Outcome.WITHDRAWN, ("status_ended", "consent_withdrawn")),
    (Items(watermark=YES, consent=NO), Outcome.WITHDRAWN, ("consent_withdrawn",)),
    (Items(delivered=YES, status=NO), Outcome.WITHDRAWN, ("status_ended",)),
    (
        Items(watermark=YES, licence=YES, status=YES, consent=YES),
        Outcome.STRIPPED,
        ("credentials_absent", "watermark_found"),
    ),
    (
        Items(fingerprint=YES, licence=YES, status=YES, consent=YES),
        Outcome.STRIPPED,
        ("credentials_absent", "fingerprint_found"),
    ),
    (
        Items(UNTRUSTED, YES, YES, licence=YES, status=YES, consent=YES),
        Outcome.STRIPPED,
        ("signed_by_another", "watermark_found"),
    ),
    (
        Items(EXPIRED, YES, YES, licence=YES, status=YES, consent=YES),
        Outcome.STRIPPED,
        ("certificate_expired", "watermark_found"),
    ),
    (Items(INVALID), Outcome.TAMPERED, ("signature_broken",)),
    (Items(VALID, NO, YES, licence=YES, status=YES, consent=YES), Outcome.TAMPERED, ("sound_changed",)),
    (Items(UNTRUSTED, NO), Outcome.TAMPERED, ("sound_changed",)),
    (Items(VALID, YES, NO), Outcome.TAMPERED, ("watermark_differs",)),
    (Items(VALID, YES, fingerprint=NO), Outcome.TAMPERED, ("fingerprint_differs",)),
    (Items(VALID, YES, parent=NO), Outcome.TAMPERED, ("parent_differs",)),
    (Items(VALID, NO, YES, status=NO), Outcome.TAMPERED, ("sound_changed", "status_ended")),
    (Items(), Outcome.UNKNOWN, ("credentials_absent", "register_not_asked")),
    (Items(UNTRUSTED, YES, licence=YES, status=YES, consent=YES), Outcome.UNKNOWN, ("signed_by_another",)),
    (Items(VALID, UNKNOWN, licence=YES, status=YES, consent=YES), Outcome.UNKNOWN, ("sound_not_bound",)),
]


@pytest.mark.parametrize(("items", "outcome", "reasons"), TABLE)
def test_what_is_found_gives_one_outcome_and_its_reasons(
    items: Items, outcome: Outcome, reasons: tuple[str, ...]
) -> None:
    concluded = conclude(items)

    assert (concluded.outcome, concluded.reasons) == (outcome, reasons)


def every() -> list[Items]:
    """Every combination there is."""
    answers = list(product(Answer, repeat=8))
    return [Items(signature, *rest) for signature in Signature for rest in answers]


def test_no_combination_of_items_breaks_the_law_of_the_outcomes() -> None:
    for items in every():
        concluded = conclude(items)
        ended = NO in (items.status, items.licence, items.consent)
        ours = items.delivered is YES or (items.signature is VALID and items.hash is YES)

        assert concluded.reasons
        assert set(concluded.reasons) <= set(WORDS)
        if concluded.outcome is Outcome.VERIFIED:
            assert ours
            assert not ended
        if concluded.outcome is Outcome.WITHDRAWN:
            assert ended
        if items.delivered is YES:
            assert concluded.outcome in (Outcome.VERIFIED, Outcome.WITHDRAWN)
        elif items.hash is NO or items.signature is INVALID:
            assert concluded.outcome is Outcome.TAMPERED


def test_every_reason_is_given_somewhere() -> None:
    given = {reason for items, _, _ in TABLE for reason in conclude(items).reasons}

    assert given == set(WORDS)
