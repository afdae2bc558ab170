"""Enrolling voices, measuring the backend, and finding the nearest voice with and without pgvector."""

import numpy as np
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from rightsdesk.domain import voices
from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import Audio
from rightsdesk.engines.voice import VERSION
from rightsdesk.journal.models import Entry
from rightsdesk.media.actions import store
from rightsdesk.media.models import Asset, Kind
from rightsdesk.screening import actions, queries, vectors
from rightsdesk.screening.models import Backend, Enrolment, ScreeningRun, VoiceProfile
from tests.builders import ACTOR, song
from tests.screening.studio import Studio, cut, delivered, fixture_asset, sound, written

pytestmark = pytest.mark.django_db


def silence(seconds: float) -> Asset:
    quiet = Audio(np.full((int(16_000 * seconds), 1), 1e-4, dtype=np.float32), 16_000)
    with written(quiet) as path:
        return store(actor=ACTOR, source=path, kind=Kind.ENROLMENT, media_type="audio/flac")


def test_a_sample_is_kept_with_its_raw_embedding(studio: Studio) -> None:
    enrolment = Enrolment.objects.get(profile__artist=studio.artists["marlow"])

    embedding = queries.unpack_embedding(enrolment.embedding)
    assert embedding.shape == (256,)
    assert float(np.linalg.norm(embedding)) == pytest.approx(1.0, abs=1e-5)
    assert enrolment.voiced_s > 10
    assert (enrolment.style, enrolment.encoder) == ("sung", VERSION)


def test_the_same_sample_twice_is_one_enrolment(studio: Studio) -> None:
    marlow = studio.artists["marlow"]
    first = Enrolment.objects.get(profile__artist=marlow)

    again = actions.enrol(actor=ACTOR, artist_id=marlow.pk, asset_id=first.asset_id, style="sung")

    assert again == first
    assert Enrolment.objects.filter(profile__artist=marlow).count() == 1
    assert Entry.objects.filter(verb="voice.enrolled", subject=marlow.public_id).count() == 1


@pytest.mark.parametrize("seconds", [1.0, 20.0])
def test_a_sample_without_three_seconds_of_voice_is_refused(seconds: float) -> None:
    ada = song().artist

    with pytest.raises(Invalid) as refused:
        actions.enrol(actor=ACTOR, artist_id=ada.pk, asset_id=silence(seconds).pk, style="sung")

    assert refused.value.code == "too_little_voice"
    assert not VoiceProfile.objects.filter(artist=ada).exists()


def test_an_unknown_style_is_refused() -> None:
    ada = song().artist

    with pytest.raises(Invalid) as refused:
        actions.enrol(actor=ACTOR, artist_id=ada.pk, asset_id=silence(1).pk, style="hummed")

    assert refused.value.code == "style_unknown"
    assert not Enrolment.objects.filter(profile__artist=ada).exists()


def test_the_same_material_is_measured_once(studio: Studio) -> None:
    before = Backend.objects.get()

    assert actions.build_backend(actor=ACTOR) == before
    assert Backend.objects.count() == 1


def test_the_backend_states_how_it_was_measured(studio: Studio) -> None:
    backend = Backend.objects.get()

    facts = Entry.objects.get(verb="backend.built").facts
    assert backend.threshold >= voices.FLOOR
    assert 0 < backend.false_positive_rate < 0.05
    assert facts["trials"] == backend.trials > 80
    assert (facts["voices"], facts["recordings"]) == (3, 4)


def probe(seed: int) -> voices.Embedding:
    found = np.abs(np.random.default_rng(seed).normal(size=256))
    return np.asarray(found / np.linalg.norm(found), dtype=np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_pgvector_and_numpy_give_the_same_answers(studio: Studio, seed: int) -> None:
    if not vectors.present():
        pytest.skip("this PostgreSQL has no pgvector: only the numpy search exists here")
    # A second sample, so that a profile is a mean in both.
    second = fixture_asset("dry_marlow", Kind.ENROLMENT)
    actions.enrol(actor=ACTOR, artist_id=studio.artists["marlow"].pk, asset_id=second.pk, style="sung")
    backend = queries.backend_in_force()
    assert backend is not None

    in_sql = vectors.nearest(probe(seed), backend, VERSION)
    in_numpy = voices.nearest(probe(seed), queries.profiles(), backend)

    assert [each.artist for each in in_sql] == [each.artist for each in in_numpy]
    assert [each.score for each in in_sql] == pytest.approx([each.score for each in in_numpy], abs=1e-5)
    assert len(in_sql) == 3


def test_every_enrolment_has_its_twin_where_pgvector_is(studio: Studio) -> None:
    if not vectors.present():
        pytest.skip("this PostgreSQL has no pgvector: there are no twins here")

    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(enrolment_id ORDER BY enrolment_id) FROM screening_enrolment_vector")
        twins = cursor.fetchone()[0]

    assert twins == list(Enrolment.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize("model", [Enrolment, Backend])
@pytest.mark.parametrize("change", ["UPDATE {} SET created_at = now()", "DELETE FROM {}"])
def test_what_was_enrolled_or_measured_is_never_edited(
    studio: Studio, model: type[Enrolment] | type[Backend], change: str
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(model._meta.db_table))

    assert model.objects.exists()


def test_a_run_is_never_edited(studio: Studio) -> None:
    derivative = delivered(studio, "slow_tide", cut(sound("slow_tide"), 0, 15))
    actions.screen(actor=ACTOR, derivative_id=derivative.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        ScreeningRun.objects.update(conclusion="findings")

    assert ScreeningRun.objects.get().conclusion == "clear"
