"""A catalogue that goes out and comes in again changes nothing, whatever its titles begin with."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rightsdesk.artists.actions import NewShare, record_share
from rightsdesk.artists.models import (
    Party,
    Recording,
    RecordingCredit,
    Release,
    Share,
    Track,
    Work,
    WriterCredit,
)
from rightsdesk.domain.shares import Right
from rightsdesk.exchange.actions import import_file
from rightsdesk.exchange.outgoing.actions import write_export
from tests import builders

pytestmark = pytest.mark.django_db
KEPT = (Party, Work, Recording, RecordingCredit, WriterCredit, Share, Release, Track)


def catalogue() -> None:
    """Two songs with everything that a template row can say."""
    first = builders.song('=Glass; Orchard, "live"')
    second = builders.song("Papier\u2011Mond 紙の月")
    guest = builders.party("@Guest\u2019s artist")
    Recording.objects.filter(pk=first.recording.pk).update(seconds=3.0000226757, bpm=99.999)
    WriterCredit.objects.create(work=first.work, party=guest, role="CA")
    RecordingCredit.objects.create(recording=first.recording, artist=second.artist, role="featured")
    first.label.identifiers.create(kind="dpid", value="PADPIDA2014111801Y")
    builders.share(guest, second.recording, Right.SYNCHRONISATION, 1)
    part = NewShare(
        party=guest, asset=first.work, right=Right.SYNCHRONISATION, ppm=333_333, valid_from=date(2021, 5, 1),
        valid_to=date(2030, 1, 1), territory="2120 -276", source="+contract 1",
    )  # fmt: skip
    record_share(actor=builders.ACTOR, new=part)
    release = Release.objects.create(
        title="-Both", gtin="04006381333931", label=first.label, released=date(2026, 2, 1)
    )
    Track.objects.create(release=release, recording=first.recording, disc=1, number=1)
    Track.objects.create(release=release, recording=second.recording, disc=2, number=1)


def rows() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for model in KEPT:
        found[model.__name__] = list(model._default_manager.order_by("pk").values())
    return found


def test_export_then_import_changes_nothing(tmp_path: Path) -> None:
    catalogue()
    path, before = tmp_path / "catalogue.csv", rows()

    written = write_export(actor=builders.ACTOR, kind="catalogue", path=path)
    done = import_file(actor=builders.ACTOR, source=path)

    assert list(done.problems.values_list("line", "column", "words")) == []
    assert rows() == before
    assert {state for counts in done.counts.values() for state in counts} == {"unchanged"}
    assert sum(counts["unchanged"] for counts in done.counts.values()) == written.rows
    assert written.rows >= 20


def test_an_export_of_the_imported_catalogue_is_the_same_file(tmp_path: Path) -> None:
    catalogue()
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"

    write_export(actor=builders.ACTOR, kind="catalogue", path=first)
    import_file(actor=builders.ACTOR, source=first)
    write_export(actor=builders.ACTOR, kind="catalogue", path=second)

    assert first.read_bytes() == second.read_bytes()
