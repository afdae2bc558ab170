"""The papers of all terms at once: one document a line, in force or past, never a draft."""

import json

import pytest

from rightsdesk.consent.models import Terms
from tests import builders
from tests.domain.test_odrl import EVERYTHING
from tests.exchange.outgoing import story

pytestmark = pytest.mark.django_db


def test_every_version_of_terms_is_an_agreement_a_line(desk: story.Desk) -> None:
    export, data = story.file_of(desk.ola, "odrl")

    documents = [json.loads(line) for line in data.splitlines()]
    assert export.rows == len(documents) == Terms.objects.count()
    assert {document["@type"] for document in documents} == {"Agreement"}


def test_a_later_version_names_the_one_it_replaces(desk: story.Desk) -> None:
    before = Terms.objects.get(grantor=desk.song.label)
    builders.terms(desk.song.label, **EVERYTHING)

    _, data = story.file_of(desk.lin, "odrl")

    first, second = (json.loads(line) for line in data.splitlines())
    assert first["uid"].endswith(before.public_id)
    assert second["dct:replaces"]["@id"] == first["uid"]


def test_declarations_are_of_terms_that_speak_of_training(desk: story.Desk) -> None:
    _, data = story.file_of(desk.lin, "tdm")

    assert [json.loads(line) for line in data.splitlines()] == [{"tdm-reservation": 0}]
