"""Parties, works, recordings and shares come in through one door each, checked, and only once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from rightsdesk.artists import actions, queries
from rightsdesk.artists.models import Party, PartyKind, Recording, RecordingWork, Share, Work
from rightsdesk.domain.errors import Conflict, Invalid, NotFound
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.journal.models import Entry
from tests.builders import ACTOR, isni, party, share, song, sound_asset, work

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


def register(name: str, code: str) -> Party:
    return actions.register_party(actor=ACTOR, name=name, kind=PartyKind.ARTIST, identifiers={"isni": code})


def test_the_same_identifier_is_the_same_party() -> None:
    assert register("Ada", isni(1)).pk == register("Ada Ferro", isni(1)).pk
    assert Party.objects.count() == 1


def test_a_wrong_check_digit_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(Invalid, match="ISNI"):
        register("Ada", "0000000121032684")

    assert not Party.objects.exists()
    assert not Entry.objects.exists()


def test_a_work_needs_a_valid_iswc() -> None:
    with pytest.raises(Invalid, match="check digit of the ISWC"):
        actions.register_work(actor=ACTOR, title="X", iswc="T0345246802", writers=())

    assert not Work.objects.exists()


def test_the_same_isrc_is_the_same_recording() -> None:
    made = song()
    again = actions.NewRecording(
        "Other title", made.recording.isrc, made.artist, sound_asset(), ((made.work, WHOLE),)
    )

    assert actions.register_recording(actor=ACTOR, new=again).pk == made.recording.pk
    assert Recording.objects.get().title == "Glass Orchard"


def test_weights_that_do_not_make_the_whole_are_refused_by_the_database() -> None:
    made = song()
    other = work("Other", {party("Writer"): WHOLE})

    RecordingWork.objects.create(recording=made.recording, work=other, weight_ppm=500_000)

    with pytest.raises(IntegrityError, match="sum to 1500000"), transaction.atomic():
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")

    RecordingWork.objects.filter(work=other).delete()


def test_the_same_claim_twice_is_one_share() -> None:
    made = song()
    before = Share.objects.count()

    share(made.label, made.recording, Right.MASTER, 800_000)

    assert Share.objects.count() == before


def test_an_overlapping_claim_is_refused_in_words() -> None:
    made = song()
    before = list(Share.objects.values_list("pk", "ppm"))

    with pytest.raises(Conflict, match="already has a share of this right"):
        share(made.label, made.recording, Right.MASTER, 100_000)

    assert list(Share.objects.values_list("pk", "ppm")) == before


def test_what_was_believed_then_can_still_be_asked() -> None:
    made = song()
    then = timezone.now()
    claim = made.recording.shares.get(party=made.label)
    actions.close_share(
        actor=ACTOR, share_id=claim.pk, reason="claimed in error", now=then + timedelta(hours=1)
    )

    believed = queries.shares_on(DAY, believed_at=then + timedelta(minutes=1))
    now = queries.shares_on(DAY, believed_at=then + timedelta(hours=2))

    assert believed.filter(party=made.label, recording=made.recording).exists()
    assert not now.filter(party=made.label, recording=made.recording).exists()


def test_a_share_holds_only_in_its_period() -> None:
    made = song()

    assert queries.owners([made.recording], date(2019, 12, 31)).count() == 0
    assert queries.owners([made.recording], DAY).count() == 4


def test_an_unknown_and_a_malformed_isrc_are_told_apart() -> None:
    with pytest.raises(NotFound, match="No recording in the catalogue"):
        queries.recording_by_isrc("ZZZZZ2699999")
    with pytest.raises(Invalid, match="not a valid ISRC"):
        queries.recording_by_isrc("no isrc")
