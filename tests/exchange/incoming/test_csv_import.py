"""A catalogue file: previewed without a trace, applied whole and once, and every line accounted for."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rightsdesk.artists.models import (
    Artist,
    Conflict,
    ConflictKind,
    Party,
    Recording,
    RecordingCredit,
    Release,
    Share,
    Track,
    Work,
    WriterCredit,
)
from rightsdesk.domain.errors import NotFound
from rightsdesk.exchange import actions, queries
from rightsdesk.exchange.models import Import, ImportState
from rightsdesk.journal.models import Entry
from tests import builders
from tests.exchange.incoming.files import (
    ACTOR,
    ADA,
    ISRC,
    ISWC,
    NORTH,
    OTHER_ISWC,
    RECORDING,
    SHARE,
    SONG,
    WORK,
    codes,
    imported,
    previewed,
    sheet,
)

pytestmark = pytest.mark.django_db


def counts_in_the_catalogue() -> list[int]:
    return [model.objects.count() for model in (Party, Artist, Work, Recording, Share, Release, Conflict)]


def believed() -> list[tuple[str, int, str]]:
    rows = Share.objects.filter(recorded__upper_inf=True).order_by("party__name")
    return [(share.party.name, share.ppm, str(share.places)) for share in rows]


def test_a_song_comes_in_whole(tmp_path: Path) -> None:
    writer = {"row": "writer", "iswc": ISWC, "party": "ada", "role": "CA"}
    featured = {"row": "credit", "isrc": ISRC, "party": "north", "artist": "The North", "role": "featured"}
    release = {
        "row": "release",
        "gtin": "4006381333931",
        "title": "Orchards",
        "party": "north",
        "released": "2026-09-01",
    }
    track = {"row": "track", "gtin": "4006381333931", "isrc": ISRC, "number": "3"}

    done = imported(sheet(tmp_path, track, release, featured, writer, *reversed(SONG)))

    recording = Recording.objects.get(isrc=ISRC)
    assert (done.state, done.problem_count, done.kind) == (ImportState.APPLIED, 0, "csv")
    assert (recording.artist.name, recording.artist.party.name) == ("Ada", "Ada Brook")
    assert [(link.work.iswc, link.weight_ppm) for link in recording.work_links.all()] == [(ISWC, 1_000_000)]
    assert believed() == [("North Star", 1_000_000, "WW")]
    assert WriterCredit.objects.get().role == "CA"
    assert set(RecordingCredit.objects.values_list("artist__name", "role")) == {
        ("Ada", "main"),
        ("The North", "featured"),
    }
    assert (Track.objects.get().number, Release.objects.get().released) == (3, date(2026, 9, 1))
    assert done.counts["share"] == {"new": 1}


def test_a_preview_says_what_would_be_and_leaves_no_trace(tmp_path: Path) -> None:
    path = sheet(tmp_path, *SONG, {"row": "work", "iswc": "T1", "title": "Bad"})
    before = counts_in_the_catalogue()

    preview = previewed(path)
    nothing = counts_in_the_catalogue()
    applied = imported(path)

    assert before == nothing
    assert (preview.pk, preview.state) == (applied.pk, ImportState.PREVIEWED)
    assert preview.counts == applied.counts == {
        "party": {"new": 2}, "work": {"new": 1, "refused": 1}, "recording": {"new": 1}, "share": {"new": 1}
    }  # fmt: skip
    assert preview.differences == applied.differences
    assert codes(applied) == [(7, "identifier_malformed")]
    assert counts_in_the_catalogue()[:5] == [2, 1, 1, 1, 1]


def test_the_same_file_counts_once(tmp_path: Path) -> None:
    first = imported(sheet(tmp_path, *SONG))
    entries, catalogue = Entry.objects.count(), counts_in_the_catalogue()

    again = imported(sheet(tmp_path, *SONG, name="renamed.csv"))
    preview = previewed(tmp_path / "renamed.csv")
    applied = actions.apply_import(actor=ACTOR, import_id=first.public_id)

    assert first.pk == again.pk == preview.pk == applied.pk
    assert (Import.objects.count(), Entry.objects.count()) == (1, entries)
    assert counts_in_the_catalogue() == catalogue


def test_another_file_that_says_the_same_changes_nothing(tmp_path: Path) -> None:
    imported(sheet(tmp_path, *SONG))

    again = imported(
        sheet(tmp_path, *SONG, {"row": "artist", "party": "ada", "name": "Ada"}, name="more.csv")
    )

    assert again.counts == {kind: {"unchanged": n} for kind, n in again_counts().items()}
    assert again.differences == []


def again_counts() -> dict[str, int]:
    return {"party": 2, "artist": 1, "work": 1, "recording": 1, "share": 1}


def test_changes_are_shown_before_and_after_and_journalled(tmp_path: Path) -> None:
    imported(sheet(tmp_path, *SONG))
    other = {"row": "work", "iswc": OTHER_ISWC, "title": "Second"}
    recording = RECORDING | {
        "title": "Glass Orchard (Live)",
        "bpm": "98.5",
        "works": f"{ISWC}=70 {OTHER_ISWC}=30",
    }

    done = imported(sheet(tmp_path, other, recording, SHARE | {"share": "60"}, name="changes.csv"))

    changed = [row for row in done.differences if row["state"] == "changed"]
    works = (f"{ISWC}=100", f"{ISWC}=70 {OTHER_ISWC}=30")
    assert [(row["line"], row["before"], row["after"]) for row in changed] == [
        (
            3,
            {"title": "Glass Orchard", "bpm": None, "works": works[0]},
            {"title": "Glass Orchard (Live)", "bpm": 98.5, "works": works[1]},
        ),
        (4, {"share": 100.0}, {"share": 60.0}),
    ]
    assert Recording.objects.get().work_links.count() == 2
    journalled = Entry.objects.filter(verb="exchange.rows_changed", subject=done.public_id)
    assert [entry.facts["changes"] for entry in journalled.order_by("pk")] == [changed[:1], changed[1:]]


def test_a_corrected_share_closes_the_old_belief(tmp_path: Path) -> None:
    imported(sheet(tmp_path, *SONG))

    imported(sheet(tmp_path, SHARE | {"share": "60"}, name="correction.csv"))

    assert believed() == [("North Star", 600_000, "WW")]
    old = Share.objects.get(recorded__upper_inf=False)
    assert (old.ppm, old.recorded.upper) == (
        1_000_000,
        Share.objects.get(recorded__upper_inf=True).recorded.lower,
    )


def test_a_corrected_main_artist_takes_the_credit_over(tmp_path: Path) -> None:
    imported(sheet(tmp_path, *SONG))

    done = imported(sheet(tmp_path, RECORDING | {"party": "north"}, name="correction.csv"))

    credit = RecordingCredit.objects.get()
    assert (credit.role, credit.artist.party.name) == ("main", "North Star")
    assert done.differences[0]["before"] == {"artist": "Ada (another party's)"}


def test_claims_over_the_whole_open_one_over_claim(tmp_path: Path) -> None:
    claim = SHARE | {"party": "ada", "share": "30", "territories": "DE"}

    imported(sheet(tmp_path, *SONG, claim))

    conflict = Conflict.objects.get(kind=ConflictKind.OVER_CLAIM)
    assert (conflict.ppm, str(conflict.places), conflict.right) == (300_000, "DE", "master")
    assert conflict.tellings.count() == 2


def test_lines_that_name_nothing_known_are_left_out_one_by_one(tmp_path: Path) -> None:
    done = imported(
        sheet(
            tmp_path, *SONG,
            SHARE | {"party": "nobody"},
            SHARE | {"isrc": "ZZT102600009"},
            RECORDING | {"isrc": "ZZT102600002", "works": OTHER_ISWC},
            {"row": "writer", "iswc": OTHER_ISWC, "party": "ada", "role": "C"},
            {"row": "track", "gtin": "4006381333931", "isrc": ISRC, "number": "1"},
        )
    )  # fmt: skip

    assert codes(done) == [
        (7, "party_unknown"), (8, "isrc_unknown"), (9, "iswc_unknown"), (10, "iswc_unknown"), (11, "gtin_unknown"),
    ]  # fmt: skip
    assert Share.objects.count() == 1


def test_a_share_that_would_count_twice_is_refused(tmp_path: Path) -> None:
    europe = SHARE | {"share": "50", "territories": "DE FR"}
    again = SHARE | {"share": "90"}

    done = imported(sheet(tmp_path, *SONG, europe, again))

    assert codes(done) == [(7, "share_overlaps"), (8, "said_twice")]
    assert believed() == [("North Star", 1_000_000, "WW")]


def test_a_party_is_whom_its_identifiers_name(tmp_path: Path) -> None:
    isni = builders.isni(900_123_456)
    known = builders.party("Ada Brook")
    code = known.identifiers.get().value

    done = imported(
        sheet(
            tmp_path,
            ADA | {"isni": code, "name": "Ada B."},
            {"row": "artist", "party": f"isni:{code}", "name": "Ada"},
            {"row": "artist", "party": known.public_id, "name": "A. Brook"},
            NORTH | {"isni": isni},
            ADA | {"isni": isni},
        )
    )  # fmt: skip

    known.refresh_from_db()
    assert known.name == "Ada B."
    assert set(known.artists.values_list("name", flat=True)) == {"Ada", "A. Brook"}
    assert codes(done) == [(6, "two_parties")]


def test_a_key_means_the_same_party_in_the_next_file(tmp_path: Path) -> None:
    imported(sheet(tmp_path, ADA))

    imported(sheet(tmp_path, {"row": "artist", "party": "ada", "name": "Ada"}, name="next.csv"))

    assert Artist.objects.get().party.name == "Ada Brook"
    assert Party.objects.count() == 1


def test_a_later_line_corrects_an_earlier_one(tmp_path: Path) -> None:
    done = imported(sheet(tmp_path, WORK, WORK | {"title": "Glass Orchards"}))

    assert Work.objects.get().title == "Glass Orchards"
    assert done.counts == {"work": {"changed": 1, "new": 1}}


def test_queries_do_not_grow_with_the_rows_of_a_batch(tmp_path: Path) -> None:
    def queries_for(songs: int) -> int:
        rows = []
        for n in range(songs):
            iswc, isrc = builders.iswc(970_000_000 + songs * 1_000 + n), f"ZZT9{songs:02d}6{n:05d}"
            rows += [WORK | {"iswc": iswc}, RECORDING | {"isrc": isrc, "works": iswc}, SHARE | {"isrc": isrc}]
        path = sheet(tmp_path, ADA, NORTH, *rows, name=f"{songs}.csv")
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert imported(path).problem_count == 0
        return len(counted)

    queries_for(1)
    assert queries_for(2) == queries_for(40)


def test_who_asks_for_an_import_that_is_not_there_learns_nothing() -> None:
    with pytest.raises(NotFound):
        actions.apply_import(actor=ACTOR, import_id="imp_none")
    with pytest.raises(NotFound):
        queries.import_of("imp_none")


def test_what_a_person_should_look_at_is_listed(tmp_path: Path) -> None:
    imported(sheet(tmp_path, *SONG))
    bad = previewed(sheet(tmp_path, {"row": "work", "title": "Bad"}, name="bad.csv"))

    assert list(queries.imports_with_problems()) == [bad]
    assert [problem.words for problem in queries.problems_of(bad)] == ["A row of kind work needs iswc."]


def test_everything_that_can_change_changes(tmp_path: Path) -> None:
    release = {"row": "release", "gtin": "4006381333931", "title": "Orchards"}
    track = {"row": "track", "gtin": "4006381333931", "isrc": ISRC, "number": "1"}
    second = RECORDING | {"isrc": "ZZT102600002"}
    imported(sheet(tmp_path, *SONG, second, release, track))

    done = imported(
        sheet(
            tmp_path,
            ADA | {"type": "songwriter", "tax_residence": "DE"},
            WORK | {"version": "MOD"},
            second | {"title": "Second", "seconds": "200.25", "key": "C major"},
            release | {"title": "Orchards II", "party": "north", "released": "2026-09-01"},
            track | {"isrc": "ZZT102600002"},
            name="changes.csv",
        )
    )

    assert {kind: count for kind, count in done.counts.items() if count != {"changed": 1}} == {}
    party, found = Party.objects.get(name="Ada Brook"), Release.objects.get()
    assert (party.kind, party.tax_residence, Work.objects.get().version) == ("songwriter", "DE", "MOD")
    assert Recording.objects.values_list("title", "seconds", "key_name").get(isrc="ZZT102600002") == (
        "Second", 200.25, "C major"
    )  # fmt: skip
    assert (found.title, found.label and found.label.name, found.released) == (
        "Orchards II",
        "North Star",
        date(2026, 9, 1),
    )
    assert Track.objects.get().recording.isrc == "ZZT102600002"
