"""One derivative's files through their life: as delivered, converted, cut, changed, taken down; and a stranger's file."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.verification import Answer, Outcome, Signature
from rightsdesk.engines.audio import encode
from rightsdesk.journal.models import Entry
from rightsdesk.verification.queries import verify
from rightsdesk.verification.words import ANSWERS, Mark
from rightsdesk.workbench.badge import items as badge_items
from tests.builders import ACTOR, withdraw
from tests.generation import signals
from tests.verification.files import Published, converted, published

pytestmark = pytest.mark.django_db


def test_a_delivered_file_is_verified_and_its_copies_are_recovered_or_found_tampered(tmp_path: Path) -> None:
    out = published(tmp_path)
    entries = Entry.objects.count()

    for name in ("flac", "m4a", "mp3"):
        _verified_in_every_item(out, name)
    beside = verify(out.files["opus"], sidecar=out.sidecar)
    assert (beside.conclusion.outcome, beside.items.signature) == (Outcome.VERIFIED, Signature.VALID)
    _badge_says_so(out)
    _recovered(out)
    _known_by_its_sound(tmp_path / "master.flac", out)
    _tampered(out)
    _not_told_of_before_it_was_published(out)
    assert Entry.objects.count() == entries


def _verified_in_every_item(out: Published, name: str) -> None:
    found = verify(out.files[name])

    assert found.conclusion.outcome is Outcome.VERIFIED
    assert found.known is not None
    assert (found.known.derivative, found.known.by) == (out.derivative, "bytes")
    assert found.items.signature is Signature.VALID
    assert {getattr(found.items, each) for each in ANSWERS} == {Answer.YES}


def _badge_says_so(out: Published) -> None:
    marks = {item.title: item.mark for item in badge_items(out.derivative, None)}

    assert (marks["Signed credentials"], marks["Marked in the sound"]) == (Mark.YES, Mark.YES)


def _recovered(out: Published) -> None:
    """Without credentials the derivative is known by the mark in its sound."""
    found = verify(converted(out.files["flac"], "-b:a", "64k"))

    assert found.conclusion.outcome is Outcome.STRIPPED
    assert found.items.signature is Signature.ABSENT
    assert found.known is not None
    assert (found.known.derivative, found.known.by) == (out.derivative, "watermark")
    assert found.items.fingerprint is Answer.YES
    assert found.items.delivered is Answer.NO


def _known_by_its_sound(unmarked: Path, out: Published) -> None:
    """The same sound without credentials and without the mark."""
    found = verify(unmarked)

    assert found.conclusion.outcome is Outcome.STRIPPED
    assert (found.items.watermark, found.items.fingerprint) == (Answer.UNKNOWN, Answer.YES)
    assert found.known is not None
    assert (found.known.derivative, found.known.by) == (out.derivative, "sound")


def _tampered(out: Published) -> None:
    data = bytearray(out.files["flac"].read_bytes())
    data[-2000:-1990] = bytes(byte ^ 0xFF for byte in data[-2000:-1990])
    changed = out.files["flac"].with_name("changed.flac")
    changed.write_bytes(data)

    assert verify(changed).conclusion.outcome is Outcome.TAMPERED


def _not_told_of_before_it_was_published(out: Published) -> None:
    Derivative.objects.filter(pk=out.derivative.pk).update(published_at=None)

    found = verify(out.files["flac"])

    assert found.known is None
    assert found.items.status is Answer.UNKNOWN
    assert "register_not_asked" in found.conclusion.reasons


def test_after_a_withdrawal_every_copy_says_so(tmp_path: Path) -> None:
    out = published(tmp_path)
    copy = converted(out.files["flac"], "-b:a", "128k")
    withdraw(out.given)

    assert _ended(out.files["mp3"]) == ("consent_withdrawn",)
    assert _ended(copy) == ("consent_withdrawn",)

    derivatives.take_down_due(actor=ACTOR, now=timezone.now() + timedelta(days=15))

    assert _ended(out.files["mp3"]) == ("status_ended", "consent_withdrawn")


def _ended(path: Path) -> tuple[str, ...]:
    conclusion = verify(path).conclusion
    assert conclusion.outcome is Outcome.WITHDRAWN
    return conclusion.reasons


def test_a_strangers_file_is_unknown(tmp_path: Path) -> None:
    encode(signals.band(100.0, 16.0), tmp_path / "theirs.flac", "flac")

    found = verify(tmp_path / "theirs.flac")

    assert (found.conclusion.outcome, found.known) == (Outcome.UNKNOWN, None)
