"""From a published derivative to its message: who is named, and what is said of AI, follows from the rows."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from rightsdesk.artists.models import RecordingCredit, WriterCredit
from rightsdesk.derivatives.models import Derivative, Source
from rightsdesk.domain.disclosure import ALL_FACETS, GENERATIVE
from rightsdesk.domain.errors import Invalid
from rightsdesk.exchange.models import Disclosure, Import
from rightsdesk.exchange.outgoing import actions
from tests import builders
from tests.exchange.outgoing import story
from tests.exchange.outgoing.ddex import contributors, problems, with_schema

pytestmark = pytest.mark.django_db
PARTIES = {"sender": story.DESK, "recipient": story.TONEWAVE}
SUNG_BY_A_MODEL = {"facets": {facet: ["source"] for facet in ALL_FACETS} | {"vocals": ["source", GENERATIVE]}}


def message_of(desk: story.Desk, made: Derivative | None = None) -> bytes:
    named = (made or desk.made).public_id
    return story.file_of(desk.ola, "ern", derivative=named, **PARTIES)[1]


def contains(message: bytes) -> set[str]:
    return {str(found.text) for found in etree.fromstring(message).iter("ContainsAI")}


def outside_says(desk: story.Desk, contains_ai: str) -> None:
    """A label's message told the desk this of the source."""
    came = Import.objects.create(
        kind="ern", file_name="m.xml", sha256=f"{Import.objects.count():064d}", asset=builders.sound_asset(), source="x", state="applied",
        by="system:test", applied_by="system:test", applied_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    Disclosure.objects.create(imported=came, recording=desk.song.recording, contains_ai=contains_ai)


def derived_from(parent: Derivative, disclosure: dict[str, Any]) -> Derivative:
    made = story.published(builders.consented_song("Bridge"), disclosure)
    Source.objects.create(derivative=made, parent=parent, weight_ppm=500_000)
    return made


@with_schema
def test_a_message_made_from_rows_is_valid_and_names_artists_and_writers_in_their_roles(
    desk: story.Desk,
) -> None:
    writer = builders.party("Bea Lindt")
    WriterCredit.objects.create(work=desk.song.work, party=writer, role="CA")
    WriterCredit.objects.create(work=desk.song.work, party=desk.song.publisher, role="E")
    RecordingCredit.objects.create(recording=desk.song.recording, artist=desk.song.artist, role="vocalist")

    sent = message_of(desk)

    ada, bea = f"P{desk.song.artist.public_id}", f"P{writer.public_id}"
    assert problems(sent) == []
    assert contributors(sent) == [
        (ada, "Artist", "None"),
        (ada, "Vocalist", "None"),
        (bea, "ComposerLyricist", "None"),
    ]
    assert etree.fromstring(sent).findtext(".//RelatedResource/ResourceId/ISRC") == desk.song.recording.isrc


def test_what_the_engine_generated_is_told_of_the_people_it_stands_beside(desk: story.Desk) -> None:
    sung = story.published(desk.song, SUNG_BY_A_MODEL)

    sent = message_of(desk, sung)

    ada = f"P{desk.song.artist.public_id}"
    assert contains(sent) == {"Partly"}
    assert contributors(sent) == [(ada, "Artist", "Partly"), ("GenerativeAI", "Vocalist", "All")]


def test_what_a_label_last_said_of_ai_in_the_source_is_told_of_the_derivative(desk: story.Desk) -> None:
    for said, told in (("Partly", "Partly"), ("", "Partly"), ("None", "None"), ("All", "Partly")):
        outside_says(desk, said)
        assert contains(message_of(desk)) == {told}, said


def test_a_derivative_of_a_derivative_tells_what_its_parent_holds(desk: story.Desk) -> None:
    sung = story.published(desk.song, SUNG_BY_A_MODEL)
    second = derived_from(sung, story.HUMAN)

    sent = message_of(desk, second)

    assert contains(sent) == {"Partly"}
    assert desk.song.recording.isrc in {str(code.text) for code in etree.fromstring(sent).iter("ISRC")}


def test_where_nobody_has_said_how_it_was_made_nothing_is_claimed_and_the_export_counts_it(
    desk: story.Desk,
) -> None:
    unsaid = story.published(desk.song, {})

    export, data = story.file_of(desk.ola, "ern", **PARTIES)

    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        names = folder.namelist()
        sent = folder.read(names[1])
    assert names == [f"{made.public_id}/{made.public_id}.xml" for made in (desk.made, unsaid)]
    assert (contains(sent), {part for _, _, part in contributors(sent)}) == (set(), {""})
    assert (export.rows, export.notes) == (2, {"without_disclosure": 1})


def test_a_platform_without_a_ddex_party_id_is_left_out_and_counted(desk: story.Desk) -> None:
    export, _ = story.file_of(desk.ola, "ern", sender=story.DESK)

    assert (export.rows, export.notes) == (0, {"without_recipient": 1})


def test_a_message_goes_to_the_platforms_own_party_id(desk: story.Desk) -> None:
    story.known_to_ddex(builders.party("Tonewave", where=desk.made.programme.platform))

    export, _ = story.file_of(desk.ola, "ern", sender=story.DESK)

    assert (export.rows, export.notes) == (1, {})


def test_messages_without_a_true_sender_or_recipient_are_refused_when_asked_for(desk: story.Desk) -> None:
    asked: tuple[dict[str, str], ...] = (
        {},
        {"sender": "PADPIDA1"},
        {"sender": story.DESK, "recipient": "nobody"},
    )

    for parameters in asked:
        with pytest.raises(Invalid):
            actions.start_export(actor=desk.ola.actor, user=desk.ola, kind="ern", parameters=parameters)


def test_a_label_gets_messages_of_its_own_recordings_only(desk: story.Desk) -> None:
    assert story.file_of(desk.lin, "ern", **PARTIES)[0].rows == 1
    assert story.file_of(desk.sam, "ern", **PARTIES)[0].rows == 0


def test_the_number_of_queries_does_not_grow_with_the_derivatives(desk: story.Desk) -> None:
    with CaptureQueriesContext(connection) as one:
        story.file_of(desk.ola, "ern", **PARTIES)
    for _ in range(3):
        story.published(desk.song, story.HUMAN)

    with CaptureQueriesContext(connection) as four:
        export, _ = story.file_of(desk.ola, "ern", **PARTIES)

    assert (export.rows, len(four)) == (4, len(one))
