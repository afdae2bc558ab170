"""A reference stands for one recording or derivative, once, and is retired rather than rewritten."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.journal.models import Entry
from rightsdesk.screening import actions, queries
from rightsdesk.screening.models import Backend, Reference
from tests.builders import ACTOR, Song, song

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Song:
    return song()


def test_a_recording_is_fingerprinted_once(made: Song) -> None:
    first = actions.add_reference(actor=ACTOR, recording_id=made.recording.pk)
    again = actions.add_reference(actor=ACTOR, recording_id=made.recording.pk)

    assert first == again
    assert Reference.objects.count() == 1
    assert first.library.startswith("chromaprint 1.")
    assert len(first.items) == 4 * Entry.objects.get(verb="reference.added").facts["items"]


def test_it_stands_for_exactly_one_thing(made: Song) -> None:
    for named in ({}, {"recording_id": made.recording.pk, "derivative_id": 1}):
        with pytest.raises(Invalid) as refused:
            actions.add_reference(actor=ACTOR, **named)
        assert refused.value.code == "reference_of_one_thing"

    assert not Reference.objects.exists()


def test_a_recording_without_audio_is_refused(made: Song) -> None:
    made.recording.master = None
    made.recording.save()

    with pytest.raises(Invalid) as refused:
        actions.add_reference(actor=ACTOR, recording_id=made.recording.pk)

    assert refused.value.code == "source_without_audio"
    assert not Reference.objects.exists()


def test_a_retired_reference_is_compared_with_no_more(made: Song) -> None:
    reference = actions.add_reference(actor=ACTOR, recording_id=made.recording.pk)
    nothing = queries.Declared(frozenset(), frozenset(), frozenset())
    assert list(queries.references_against(nothing)) == [reference]

    actions.retire_reference(
        actor=ACTOR, reference_id=reference.pk, reason="The label withdrew the recording."
    )
    actions.retire_reference(
        actor=ACTOR, reference_id=reference.pk, reason="The label withdrew the recording."
    )

    assert list(queries.references_against(nothing)) == []
    assert Entry.objects.filter(verb="reference.retired").count() == 1


def test_the_declared_recording_is_not_compared_with(made: Song) -> None:
    reference = actions.add_reference(actor=ACTOR, recording_id=made.recording.pk)
    other = actions.add_reference(actor=ACTOR, recording_id=song("Copper Bells").recording.pk)
    said = queries.Declared(frozenset({made.recording.pk}), frozenset(), frozenset())

    assert list(queries.references_against(said)) == [other]
    assert reference.active


def test_the_database_keeps_a_fingerprint_as_it_was_made(made: Song) -> None:
    known = actions.add_reference(actor=ACTOR, recording_id=made.recording.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        Reference.objects.update(items=b"")
    with pytest.raises(DatabaseError), transaction.atomic():
        Reference.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reference.objects.create(asset=known.asset, items=b"", algorithm=1, library="x", pcm_hash="")

    assert len(Reference.objects.get().items) > 0


def test_nothing_is_measured_where_nobody_is_enrolled() -> None:
    with pytest.raises(Conflict) as refused:
        actions.build_backend(actor=ACTOR)

    assert refused.value.code == "nobody_enrolled"
    assert not Backend.objects.exists()
