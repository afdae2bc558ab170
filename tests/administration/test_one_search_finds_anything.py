"""One search: titles, names, codes however typed, e-mail addresses and ids; as far as each person may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.story import House
from tests.administration.desk import client_of, page

pytestmark = pytest.mark.django_db


def test_a_title_is_found_by_the_beginnings_of_its_words(house: House) -> None:
    recording = house.desk.song.recording

    for typed in ("glass orch", "ORCHARD", "Glass Orchard"):
        assert f"/admin/artists/recording/{recording.pk}/change/" in page(house.rui, "find", q=typed), typed
    assert "Nothing here is called" in page(house.rui, "find", q="glass elephant")


def test_codes_are_found_however_they_are_written(house: House) -> None:
    isrc, iswc = house.desk.song.recording.isrc, house.desk.song.work.iswc
    isni = house.desk.party.identifiers.get(kind="isni").value
    spaced = " ".join(isni[at : at + 4] for at in range(0, 16, 4))
    dotted = f"{iswc[0]}-{iswc[1:4]}.{iswc[4:7]}.{iswc[7:10]}-{iswc[10]}"
    typed = {
        f"{isrc[:2]}-{isrc[2:5]}-{isrc[5:7]}-{isrc[7:]}".lower(): f"/recording/{house.desk.song.recording.pk}/",
        dotted: f"/work/{house.desk.song.work.pk}/",
        spaced: f"/party/{house.desk.party.pk}/",
        "Ada@RIGHTSDESK.example": f"/user/{house.ada.pk}/",
    }

    for text, where in typed.items():
        assert where in page(house.rui, "find", q=text), text


def test_a_public_id_leads_straight_to_its_page(house: House) -> None:
    for row, where in ((house.statement, "payouts/statement"), (house.ada, "accounts/user")):
        answer = client_of(house.rui).get(reverse("admin:find"), {"q": row.public_id.upper()})
        assert answer.headers["Location"] == f"/admin/{where}/{row.pk}/change/"


def test_lin_finds_only_what_is_her_labels(house: House) -> None:
    mine = page(house.lin, "find", q=house.label.name)
    theirs = page(house.lin, "find", q="Ada Ferro")
    by_id = page(house.lin, "find", q=house.desk.party.public_id)

    assert f"/artists/party/{house.label.pk}/" in mine
    assert f"/artists/party/{house.desk.party.pk}/" not in theirs
    assert "Nothing here is called" in by_id


def test_who_may_not_see_a_room_finds_nothing_of_it(house: House) -> None:
    assert "/consent/" not in page(house.fin, "find", q=house.desk.party.terms.get().public_id)


def test_text_that_breaks_a_query_language_is_only_text(house: House) -> None:
    for typed in ("' OR 1=1 --", "a & ! | b:*", "\\", "%", "(((", "x" * 500, "'); DROP"):
        page(house.rui, "find", q=typed)


def test_the_lists_own_search_reads_the_same_words(house: House) -> None:
    found = page(house.rui, "artists_recording_changelist", q="orch gla")
    none = page(house.rui, "artists_recording_changelist", q="orchid")

    assert house.desk.song.recording.isrc in found
    assert house.desk.song.recording.isrc not in none


def test_the_search_asks_the_database_a_bounded_number_of_times(house: House) -> None:
    client = client_of(house.rui)
    client.get(reverse("admin:find"), {"q": "glass"})

    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("admin:find"), {"q": "glass"})

    assert len(seen) <= 32


def test_the_search_uses_the_indexes_made_for_it(house: House) -> None:
    from rightsdesk.artists.admin.recordings import RecordingAdmin
    from rightsdesk.artists.models import Recording
    from rightsdesk.console.finding import matching

    assert RecordingAdmin.finds is not None
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        # In a table of two rows the order's own index is as cheap as the words'.
        cursor.execute("DROP INDEX list_artists_recording")
        plans = [rows.explain() for rows in matching(Recording, RecordingAdmin.finds, "glass orchard")]

    assert "find_artists_recording_whole" in plans[0]
    assert "find_artists_recording_words" in plans[1]
