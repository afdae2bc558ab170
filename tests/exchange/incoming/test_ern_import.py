"""A new-release message: recordings, people and releases into the catalogue; deals and machine work beside it."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from rightsdesk.artists.actions import register_party
from rightsdesk.artists.models import (
    Artist,
    Party,
    PartyKind,
    Recording,
    RecordingCredit,
    Release,
    Track,
    Work,
    WriterCredit,
)
from rightsdesk.domain.errors import Invalid
from rightsdesk.exchange import queries
from rightsdesk.exchange.models import Deal, Disclosure, Import, ImportState
from tests import builders
from tests.exchange.incoming.files import ISRC, ISWC, codes, deal, imported, message, previewed
from tests.exchange.incoming.samples import SAMPLES, SCHEMAS, needed

pytestmark = pytest.mark.django_db

AI = "<ContainsAI>Partly</ContainsAI>"


def deals() -> list[tuple[str, list[str], date | None]]:
    rows = Deal.objects.filter(replaced_by=None).order_by("pk")
    return [(str(row.places), row.uses, row.valid.upper) for row in rows]


def test_a_message_becomes_catalogue_rows(tmp_path: Path) -> None:
    done = imported(message(tmp_path))

    recording = Recording.objects.get(isrc=ISRC)
    assert (done.state, done.source, done.message) == (
        ImportState.APPLIED,
        "PADPIDA2014111801Y",
        "M1, ERN 4.3",
    )
    assert (recording.title, recording.seconds, recording.artist.name) == (
        "Glass Orchard",
        181.5,
        "Ada Brook",
    )
    assert recording.works.get().iswc == ISWC
    assert dict(Party.objects.values_list("name", "kind")) == {
        "Ada Brook": "artist", "Max": "artist", "North Star": "label"
    }  # fmt: skip
    assert set(RecordingCredit.objects.values_list("artist__name", "role")) == {
        ("Ada Brook", "main"),
        ("Max", "producer"),
    }
    assert WriterCredit.objects.values_list("party__name", "role").get() == ("Max", "C")
    release = Release.objects.get()
    assert (release.gtin, release.label.name if release.label else "", release.released) == (
        "4006381333931", "North Star", date(2026, 9, 1)
    )  # fmt: skip
    assert Track.objects.get().recording == recording


def test_a_message_on_one_line_is_the_same_message(tmp_path: Path) -> None:
    path = message(tmp_path)
    path.write_text(" ".join(path.read_text().split()))

    done = imported(path)

    assert (done.problem_count, Party.objects.count(), RecordingCredit.objects.count()) == (0, 3, 2)
    assert set(Artist.objects.values_list("name", "party__name")) == {
        ("Ada Brook", "Ada Brook"),
        ("Max", "Max"),
    }


def test_a_preview_of_a_message_leaves_no_trace(tmp_path: Path) -> None:
    preview = previewed(message(tmp_path, AI))

    assert preview.counts["deal"] == {"new": 1}
    assert [model.objects.count() for model in (Party, Work, Recording, Release, Deal, Disclosure)] == [0] * 6


def test_deals_of_many_countries_are_one_row(tmp_path: Path) -> None:
    imported(message(tmp_path, deals=deal("DE") + deal("FR", "AT") + deal("US", end="2026-12-31")))

    assert deals() == [("AT DE FR", ["OnDemandStream"], None), ("US", ["OnDemandStream"], date(2027, 1, 1))]


def test_a_later_message_replaces_the_deals_and_keeps_what_was_said(tmp_path: Path) -> None:
    first = imported(message(tmp_path, deals=deal("DE")))

    second = imported(message(tmp_path, deals=deal("US", excluded=True), name="second.xml"))
    third = imported(message(tmp_path, deals=deal("US", excluded=True) + " ", name="third.xml"))

    assert deals() == [("WW -US", ["OnDemandStream"], None)]
    assert Deal.objects.get(imported=first).replaced_by == second
    assert third.counts["deal"] == {"unchanged": 1}


def test_what_a_machine_did_is_kept_beside_the_recording(tmp_path: Path) -> None:
    imported(message(tmp_path, AI, version="432"))

    said = Disclosure.objects.get()
    assert said.contains_ai == "Partly"
    assert said.contributions == [
        {"party": "name:Max", "name": "Max", "roles": "Composer StudioProducer", "ai": "Partly"}
    ]
    assert queries.disclosed(Recording.objects.all()) == {said.recording_id: "Partly"}


def test_a_message_does_not_rename_whom_the_desk_knows_better(tmp_path: Path) -> None:
    code = builders.isni(900_777_777)
    known = register_party(
        actor="user:lin", name="Max Berg", kind=PartyKind.SONGWRITER, identifiers={"isni": code}
    )
    path = message(tmp_path)
    text = path.read_text().replace(
        "<FullName>Max</FullName></PartyName>",
        f"<FullName>Max</FullName></PartyName><PartyId><ISNI>{code}</ISNI></PartyId>",
    )
    path.write_text(text)

    imported(path)

    known.refresh_from_db()
    assert (known.name, known.kind, known.writer_credits.count()) == ("Max Berg", "songwriter", 1)


def test_two_senders_may_mean_different_people_by_one_name(tmp_path: Path) -> None:
    imported(message(tmp_path))
    other = message(tmp_path, name="other.xml")
    other.write_text(
        other.read_text().replace("PADPIDA2014111801Y", "PADPIDA2013042401U").replace(ISRC, "ZZT102600002")
    )

    imported(other)

    assert Artist.objects.filter(name="Ada Brook").count() == 2


def test_a_bad_element_is_left_out_and_what_hangs_on_it_too(tmp_path: Path) -> None:
    path = message(tmp_path)
    path.write_text(path.read_text().replace(ISRC, "ZZT1"))

    done = imported(path)

    assert [code for _, code in codes(done)] == ["identifier_malformed"]
    assert (Recording.objects.count(), Release.objects.count(), Track.objects.count()) == (0, 1, 0)


def test_several_works_without_weights_are_not_guessed(tmp_path: Path) -> None:
    path = message(tmp_path)
    second = f"<WorkId><ISWC>{ISWC}</ISWC></WorkId><WorkId><ISWC>T9900000024</ISWC></WorkId>"
    path.write_text(path.read_text().replace(f"<WorkId><ISWC>{ISWC}</ISWC></WorkId>", second))

    done = imported(path)

    assert [code for _, code in codes(done)] == ["weights_missing"]
    assert (Work.objects.count(), Recording.objects.get().works.count()) == (2, 0)


@needed
@pytest.mark.parametrize(
    ("name", "recordings", "tracks", "deals_kept"),
    [("1_Audio", 21, 21, 43), ("4_SimpleAudioSingle", 1, 1, 3), ("8_DjMix", 1, 0, 0)],
)
def test_the_fields_samples_come_in(
    settings: Settings, name: str, recordings: int, tracks: int, deals_kept: int
) -> None:
    settings.ERN_SCHEMAS = str(SCHEMAS)

    imported(SAMPLES / "ern43" / f"{name}.xml")

    found = [model.objects.count() for model in (Recording, Track, Deal)]
    assert found == [recordings, tracks, deals_kept]


@needed
@pytest.mark.parametrize(("version", "sound"), [("43", ""), ("432", AI)])
def test_our_own_messages_are_valid(settings: Settings, tmp_path: Path, version: str, sound: str) -> None:
    settings.ERN_SCHEMAS = str(SCHEMAS)

    assert previewed(message(tmp_path, sound, version=version)).problem_count == 0


@needed
def test_a_message_that_breaks_its_schema_is_refused_with_its_line(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ERN_SCHEMAS = str(SCHEMAS)
    path = message(tmp_path)
    path.write_text(path.read_text().replace("PT3M1.5S", "three minutes"))

    with pytest.raises(Invalid, match=r"breaks its schema in line 2\d: Element 'Duration'") as refused:
        imported(path)

    assert refused.value.code == "schema_violated"
    assert Import.objects.count() == 0


def test_a_schema_folder_without_its_value_sets_is_named(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "schemas" / "ern43"
    folder.mkdir(parents=True)
    (folder / "release-notification.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="none"/></xs:schema>'
    )
    settings.ERN_SCHEMAS = str(tmp_path / "schemas")

    with pytest.raises(Invalid, match="folder of ERN schemas cannot be used"):
        imported(message(tmp_path))
