"""The platform delivers what it rendered itself: real audio is sealed and screened, everything else is refused."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from pytest_django.fixtures import Settings

from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.models import Derivative, Upload
from rightsdesk.engines import audio
from rightsdesk.journal.models import Outbox
from tests.api.support import World, ask, door, everything, is_problem, post_raw, request_body, tone, world

pytestmark = pytest.mark.django_db


def _deliver(w: World, file: Path, /, **changes: Any) -> Any:
    with file.open("rb") as opened:
        form = {"file": opened, "engine": "tonewave-mixer", "engine_version": "4.2", **changes}
        path = f"/api/v1/derivatives/{w.derivative.public_id}/delivery"
        return door(w.pia).post(path, {k: v for k, v in form.items() if v is not None}, format="multipart")


def test_a_delivery_is_kept_and_sent_to_be_sealed(tmp_path: Path) -> None:
    w = world()

    answer = _deliver(w, tone(tmp_path))

    body = answer.json()
    assert (answer.status_code, body["state"], body["deliveries"]) == (201, "generating", [])
    message = Outbox.objects.get()
    assert (message.topic, message.queue) == ("rightsdesk.derivatives.tasks.generate", "generate")
    assert message.payload == {"args": [w.derivative.pk]}


def test_what_is_sealed_is_told_with_its_hashes_and_its_urls_once_it_is_published(tmp_path: Path) -> None:
    w = world()
    _deliver(w, tone(tmp_path))
    derivatives.generate(actor="system:test", derivative_id=w.derivative.pk)

    sealed = door(w.pia).get(f"/api/v1/derivatives/{w.derivative.public_id}").json()
    published = _published(w)

    assert (sealed["state"], sealed["engine"]) == ("screening", "tonewave-mixer 4.2")
    assert sealed["metrics"]["duration_s"] == 3.0
    assert sealed["media_url"] is None
    assert [file["format"] for file in sealed["deliveries"]] == ["flac", "opus", "m4a", "mp3"]
    assert {file["url"] for file in sealed["deliveries"]} == {None}
    opus = published["deliveries"][1]
    assert hashlib.sha256(_fetched(opus["url"])).hexdigest() == opus["sha256"]
    assert hashlib.sha256(_fetched(opus["credential_url"])).hexdigest() == opus["credential_sha256"]
    assert [file["credential_url"] is None for file in published["deliveries"]] == [True, False, True, True]


def _published(w: World) -> Any:
    derivatives.conclude_screening(
        actor="system:test", derivative_id=w.derivative.pk, run_id="run_1", clear=True
    )
    return door(w.pia).get(f"/api/v1/derivatives/{w.derivative.public_id}").json()


def _fetched(url: str) -> bytes:
    answer: Any = door(None).get(urlsplit(url).path)
    return b"".join(answer)


FACETS = ("composition", "lyrics", "vocals", "instrumentation", "post_production")


def test_what_the_platform_says_of_how_it_was_made_is_kept_with_it(tmp_path: Path) -> None:
    w = world()
    facets = {key: ["source"] for key in FACETS} | {"instrumentation": ["source", "generative_model"]}

    answer = _deliver(w, tone(tmp_path), disclosure=json.dumps(facets))

    assert answer.status_code == 201, answer.json()
    told = Upload.objects.get().disclosure
    assert (told["generative_ai"], told["facets"]["vocals"]) == (True, ["source"])
    assert told["facets"]["instrumentation"] == ["generative_model", "source"]


@pytest.mark.parametrize(
    "told",
    [
        "nothing of the kind",
        "[]",
        "{}",
        '{"vocals": ["source"]}',
        json.dumps({key: ["magic"] for key in FACETS}),
        json.dumps(dict.fromkeys(FACETS, "source")),
        json.dumps({key: [] for key in FACETS}),
        json.dumps({key: ["source"] for key in FACETS} | {"mood": ["source"]}),
        " " * 2_001,
    ],
)
def test_a_disclosure_that_says_nothing_clear_is_refused_and_nothing_is_kept(
    tmp_path: Path, told: str
) -> None:
    w = world()
    file, before = tone(tmp_path), everything()

    is_problem(_deliver(w, file, disclosure=told), 400, "disclosure_malformed")

    assert everything() == before


def test_the_same_file_again_is_one_delivery(tmp_path: Path) -> None:
    w = world()
    file = tone(tmp_path)
    _deliver(w, file)
    before = everything()

    again = _deliver(w, file)

    assert (again.status_code, again.json()["state"]) == (201, "generating")
    assert everything() == before


def test_another_file_for_the_same_derivative_is_a_conflict(tmp_path: Path) -> None:
    w = world()
    _deliver(w, tone(tmp_path))

    answer = _deliver(w, tone(tmp_path, "other.flac", 500.0))

    is_problem(answer, 409, "already_delivered")
    assert Upload.objects.count() == Outbox.objects.count() == 1


def test_what_the_desk_renders_takes_no_delivery(tmp_path: Path) -> None:
    w = world()
    made = ask(door(w.pia), request_body(w.song, rendered_by="desk")).json()["id"]
    file, before = tone(tmp_path), everything()

    with file.open("rb") as opened:
        form = {"file": opened, "engine": "x", "engine_version": "1"}
        answer = door(w.pia).post(f"/api/v1/derivatives/{made}/delivery", form, format="multipart")

    is_problem(answer, 409, "rendered_by_desk")
    assert everything() == before


def _silence(path: Path) -> None:
    audio.encode(audio.Audio(np.zeros((44_100 * 2, 2), np.float32), 44_100), path, "flac")


def _truncated(path: Path) -> None:
    whole = tone(path.parent, "whole.flac").read_bytes()
    path.write_bytes(whole[: len(whole) // 3])


BAD: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "zero bytes": (lambda path: path.write_bytes(b""), {"audio_empty"}),
    "a text named .flac": (lambda path: path.write_text("hello " * 500), {"audio_not_audio"}),
    "silence": (_silence, {"audio_silent"}),
    "cut off": (_truncated, {"audio_corrupt", "audio_not_audio"}),
}


@pytest.mark.parametrize("name", BAD)
def test_audio_that_cannot_be_used_is_refused_and_nothing_is_kept(name: str, tmp_path: Path) -> None:
    w = world()
    make, codes = BAD[name]
    make(tmp_path / "bad.flac")
    before = everything()

    answer = _deliver(w, tmp_path / "bad.flac")

    assert answer.json()["code"] in codes, answer.json()
    is_problem(answer, 400, answer.json()["code"])
    assert everything() == before
    assert Derivative.objects.get().state == "authorised"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"engine": None}, "engine"),
        ({"engine": ""}, "engine"),
        ({"engine": "x" * 81}, "engine"),
        ({"engine_version": "1\x00"}, "engine_version"),
        ({"file": "not a file"}, "file"),
        ({"file": None}, "file"),
        ({"note": "hello"}, "note"),
    ],
)
def test_a_form_that_is_not_whole_is_refused(changes: dict[str, Any], field: str, tmp_path: Path) -> None:
    w = world()
    file, before = tone(tmp_path), everything()

    body = is_problem(_deliver(w, file, **changes), 400, "invalid")

    assert {row["field"] for row in body["facts"]["fields"]} == {field}
    assert everything() == before


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, settings: Settings) -> None:
    w = world()
    settings.MAX_AUDIO_BYTES = 1000
    file, before = tone(tmp_path), everything()

    is_problem(_deliver(w, file), 413, "too_large")
    assert everything() == before


@pytest.mark.parametrize("raw", [b"", b"nonsense", b"--x\r\nContent-Disposition: form-data\r\n"])
def test_a_broken_form_is_refused(raw: bytes) -> None:
    w = world()
    before = everything()

    path = f"/api/v1/derivatives/{w.derivative.public_id}/delivery"
    answer = post_raw(door(w.pia), path, raw, "multipart/form-data; boundary=x")

    is_problem(answer, 400, answer.json()["code"])
    assert everything() == before
