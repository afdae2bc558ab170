"""Going around the ORM: the database itself keeps histories, steps and shares straight."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from rightsdesk.derivatives import actions
from rightsdesk.derivatives.models import (
    DeliveredFile,
    Derivative,
    EngineJob,
    EngineMessage,
    Rendering,
    Transition,
    Upload,
)
from tests.builders import ask, consented_song, platform, sound_asset
from tests.derivatives.living import living

pytestmark = pytest.mark.django_db


@pytest.fixture
def derivative() -> Derivative:
    programme, client = platform()
    return actions.request(actor=client.actor, client=client, programme=programme, ask=ask(consented_song()))[
        0
    ]


def refused(sql: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        connection.cursor().execute(sql, values)
    return str(error.value)


def test_a_transition_cannot_be_rewritten(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE derivatives_transition SET reason = 'x'")
    assert "never changed" in refused("DELETE FROM derivatives_transition")


def test_a_step_outside_the_table_is_refused(derivative: Derivative) -> None:
    step = "INSERT INTO derivatives_transition (derivative_id, before, after, at, actor, reason) VALUES (%s, %s, %s, now(), 'x', '')"

    assert "transition_in_table" in refused(step, derivative.pk, "authorised", "published")
    assert Transition.objects.count() == 1


def test_a_step_must_begin_where_the_last_one_ended(derivative: Derivative) -> None:
    step = "INSERT INTO derivatives_transition (derivative_id, before, after, at, actor, reason) VALUES (%s, %s, %s, now(), 'x', '')"

    assert "is authorised, not screening" in refused(step, derivative.pk, "screening", "published")


def test_a_state_nobody_defined_is_refused(derivative: Derivative) -> None:
    assert "derivative_state" in refused("UPDATE derivatives_derivative SET state = 'glorious'")


def test_a_derivative_cannot_be_made_from_itself(derivative: Derivative) -> None:
    add = "INSERT INTO derivatives_source (derivative_id, parent_id, weight_ppm) VALUES (%s, %s, 1000000)"

    assert "made from itself" in refused(add, derivative.pk, derivative.pk)


@pytest.fixture
def sealed(derivative: Derivative) -> Rendering:
    sound = sound_asset()
    made = Rendering.objects.create(
        derivative=derivative, engine="builtin", engine_version="2", master=sound, delivery=sound,
        watermark="00ff00ff00ff00ff", watermark_key="wm-1",
    )  # fmt: skip
    DeliveredFile.objects.create(
        rendering=made, format="flac", asset=sound, credential_sha256="0" * 64, lufs=-14, true_peak_dbtp=-1
    )
    return made


def test_a_sealed_file_and_an_upload_cannot_be_rewritten(sealed: Rendering) -> None:
    Upload.objects.create(derivative=sealed.derivative, asset=sealed.master, engine="x", engine_version="1")

    assert "never changed" in refused("UPDATE derivatives_deliveredfile SET lufs = -9")
    assert "never changed" in refused("DELETE FROM derivatives_deliveredfile")
    assert "never changed" in refused("UPDATE derivatives_upload SET engine = 'another'")
    assert "never changed" in refused("UPDATE derivatives_rendering SET watermark = NULL, watermark_key = ''")


def test_a_format_is_delivered_once_and_a_credential_is_a_hash(sealed: Rendering) -> None:
    add = (
        "INSERT INTO derivatives_deliveredfile (rendering_id, format, asset_id, credential_sha256, lufs,"
        " true_peak_dbtp) VALUES (%s, %s, %s, %s, -14, -1)"
    )

    assert "one_file_a_format" in refused(add, sealed.pk, "flac", sealed.master_id, "1" * 64)
    assert "credential_is_sha256" in refused(add, sealed.pk, "mp3", sealed.master_id, "a secret")
    assert "delivered_format" in refused(add, sealed.pk, "midi", sealed.master_id, "1" * 64)


def test_a_watermark_is_64_bits_is_one_derivatives_and_names_its_key(sealed: Rendering) -> None:
    other = living((sealed.derivative.programme, sealed.derivative.client), consented_song("Other"))
    add = (
        "INSERT INTO derivatives_rendering (derivative_id, engine, engine_version, model, seed, recipe, steps, metrics,"
        " disclosure, watermark, watermark_key, credential_hash, master_id, delivery_id, made_at)"
        " VALUES (%s, 'x', '1', '{}', 0, '{}', '[]', '{}', '{}', %s, %s, '', %s, %s, now())"
    )
    sound = sealed.master_id

    assert "watermark" in refused(add, other.pk, sealed.watermark, "wm-1", sound, sound)
    assert "watermark_is_64_bits" in refused(add, other.pk, "short", "wm-1", sound, sound)
    assert "watermark_with_its_key" in refused(add, other.pk, "0" * 16, "", sound, sound)


def test_an_engine_job_is_settled_once_and_one_is_open_at_a_time(derivative: Derivative) -> None:
    job = EngineJob.objects.create(
        derivative=derivative, engine="https://engine.example", due=derivative.requested_at
    )
    EngineMessage.objects.create(job=job, jti="message-1", said="done")
    again = (
        "INSERT INTO derivatives_enginejob (public_id, derivative_id, engine, state, made_at, due, problem)"
        " VALUES ('job_x', %s, '', %s, now(), now(), '{}')"
    )

    assert "one_open_job_a_derivative" in refused(again, derivative.pk, "submitted")
    assert "engine_job_open_or_settled" in refused(again, derivative.pk, "failed")
    assert "never changed" in refused("UPDATE derivatives_enginejob SET due = now()")
    assert "never changed" in refused("UPDATE derivatives_enginemessage SET jti = 'another'")
    EngineJob.objects.filter(pk=job.pk).update(state="cancelled", settled_at=derivative.requested_at)
    assert "settled once" in refused("UPDATE derivatives_enginejob SET state = 'collected'")


def test_a_verdict_and_its_clauses_cannot_be_rewritten(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE consent_verdict SET outcome = 'deny'")
    assert "never changed" in refused("UPDATE consent_clause SET answer = 'deny'")


def test_terms_in_force_cannot_be_reworded(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE consent_terms SET signed_by = 'somebody else'")


def test_two_shares_of_one_party_in_one_right_never_overlap(derivative: Derivative) -> None:
    again = (
        'INSERT INTO artists_share (public_id, party_id, recording_id, work_id, "right", places, ppm, valid, recorded, source)'
        " SELECT 'shr_x', party_id, recording_id, work_id, \"right\", places, 1, valid, recorded, ''"
        " FROM artists_share LIMIT 1"
    )

    assert "share_no_overlap" in refused(again)


def test_a_share_is_closed_not_edited(derivative: Derivative) -> None:
    assert "never changed" in refused("UPDATE artists_share SET ppm = 1")
