"""Bodies that make no sense: each gets a typed problem, and nothing is stored."""

import json
from typing import Any

import pytest

from tests import builders
from tests.api.support import ask, door, everything, is_problem, request_body

pytestmark = pytest.mark.django_db
JSON = "application/json"
# Well-formed, of a recording nobody knows: what is wrong with a body is said before anything is looked up.
BODY = {
    "isrc": "ZZT102699999",
    "prompt": "10% slower",
    "territory": "DE",
    "listener": {"id": "listener-1", "plan": "plus"},
    "rendered_by": "platform",
}


def _send(client: Any, raw: bytes, content_type: str = JSON) -> Any:
    headers = {"Idempotency-Key": "key-1"}
    return client.generic("POST", "/api/v1/derivatives", raw, content_type=content_type, headers=headers)


def _refuses(client: Any, raw: bytes, status: int, code: str, content_type: str = JSON) -> dict[str, Any]:
    before = everything()
    body = is_problem(_send(client, raw, content_type), status, code)
    assert everything() == before
    return body


FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"isrc": 12}, "isrc"),
    ({"isrc": None}, "isrc"),
    ({"isrc": ""}, "isrc"),
    ({"prompt": 5}, "prompt"),
    ({"prompt": None}, "prompt"),
    ({"prompt": ["10% slower"]}, "prompt"),
    ({"title": True}, "title"),
    ({"title": "x" * 201}, "title"),
    ({"seed": "1"}, "seed"),
    ({"seed": 1.0}, "seed"),
    ({"seed": True}, "seed"),
    ({"seed": -1}, "seed"),
    ({"seed": 2**31}, "seed"),
    ({"territory": "Germany"}, "territory"),
    ({"territory": "DE\n"}, "territory"),
    ({"listener": "l"}, "listener"),
    ({"listener": []}, "listener"),
    ({"listener": {"id": "l"}}, "listener.plan"),
    ({"listener": {"id": 7, "plan": "plus"}}, "listener.id"),
    ({"listener": {"id": "l", "plan": "plus", "name": "Ada"}}, "listener.name"),
    ({"listener": {"id": "x" * 121, "plan": "plus"}}, "listener.id"),
    ({"rendered_by": "nobody"}, "rendered_by"),
    ({"rendered_by": 1}, "rendered_by"),
    ({"rendered_by": ["desk"]}, "rendered_by"),
    ({"surprise": 1}, "surprise"),
]


@pytest.mark.parametrize(("changes", "field"), FIELDS, ids=lambda value: str(value)[:40])
def test_a_wrong_field_is_named(changes: dict[str, Any], field: str) -> None:
    _, pia = builders.platform()
    raw = json.dumps({**BODY, **changes}).encode()

    body = _refuses(door(pia), raw, 400, "invalid")

    assert {row["field"] for row in body["facts"]["fields"]} == {field}


@pytest.mark.parametrize("field", ["isrc", "territory", "listener", "rendered_by"])
def test_a_missing_field_is_named(field: str) -> None:
    _, pia = builders.platform()
    body = {name: value for name, value in BODY.items() if name != field}

    answer = _refuses(door(pia), json.dumps(body).encode(), 400, "invalid")

    assert answer["facts"]["fields"] == [{"field": field, "message": "This field is required."}]


@pytest.mark.parametrize(
    "recipe",
    [
        [],
        "slower",
        {"operations": "all"},
        {"operations": [{"kind": "explode"}]},
        {"operations": [{"kind": "tempo", "ratio": "0.9"}]},
        {"operations": [{"kind": "tempo", "ratio": 99}]},
        {"operations": [{"kind": "tempo", "ratio": 0.9}, {"kind": "tempo", "ratio": 0.8}]},
        {"operations": [{"kind": "tempo", "ratio": 0.9, "x": 1}]},
        {"operations": [], "version": 3},
        {"operations": [{"kind": "stem", "name": ["vocals"], "gain_db": None}]},
        {"operations": [{"kind": "stem", "name": {}, "gain_db": 0}]},
    ],
    ids=str,
)
def test_a_recipe_nobody_can_play_is_refused(recipe: Any) -> None:
    _, pia = builders.platform()
    raw = json.dumps({**BODY, "recipe": recipe}).encode()

    _refuses(door(pia), raw, 400, "recipe_invalid")


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 400, "invalid"),
        (b"{", 400, "invalid"),
        (b"null", 400, "invalid"),
        (b"[]", 400, "invalid"),
        (b'"text"', 400, "invalid"),
        (b'{"isrc": "a", "isrc": "b"}', 400, "invalid"),
        (b'{"seed": NaN}', 400, "invalid"),
        (b'{"seed": 1e999}', 400, "invalid"),
        (b'{"seed": ' + b"9" * 5000 + b"}", 400, "invalid"),
        (b'{"prompt": "\\u0000"}', 400, "invalid"),
        (b'{"prompt": "\\ud800"}', 400, "invalid"),
        (b'{"\\u0000": 1}', 400, "invalid"),
        (b"\xff\xfe{", 400, "invalid"),
        (b"[" * 50_000, 400, "invalid"),
        (b'{"prompt": "' + b"x" * 1_000_000 + b'"}', 413, "too_large"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_body_that_is_no_json_object_is_refused(raw: bytes, status: int, code: str) -> None:
    _, pia = builders.platform()

    _refuses(door(pia), raw, status, code)


def test_a_prompt_over_its_limit_has_a_code_of_its_own() -> None:
    _, pia = builders.platform()
    raw = json.dumps({**BODY, "prompt": "slower " * 300}).encode()

    body = _refuses(door(pia), raw, 400, "prompt_too_long")

    assert body["facts"] == {"characters": 2100, "limit": 2000}


def test_a_prompt_nobody_understands_names_what_is_near() -> None:
    _, pia = builders.platform()
    raw = json.dumps(request_body(builders.consented_song(), prompt="xylograph qwertz")).encode()

    body = _refuses(door(pia), raw, 400, "prompt_not_understood")

    assert body["facts"]["not_understood"]


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml"])
def test_another_media_type_is_refused(content_type: str) -> None:
    _, pia = builders.platform()

    _refuses(door(pia), b"isrc=1", 415, "unsupported_media_type", content_type)


def test_an_unknown_recording_is_not_found() -> None:
    _, pia = builders.platform()
    raw = json.dumps(BODY).encode()

    _refuses(door(pia), raw, 404, "unknown_isrc")


def test_a_programme_of_another_platform_is_not_found() -> None:
    _, pia = builders.platform()
    theirs, _ = builders.platform("Elsewhere")
    raw = json.dumps({**BODY, "programme": theirs.public_id}).encode()

    _refuses(door(pia), raw, 404, "unknown_programme")


def test_an_answer_in_another_language_than_json_is_not_served() -> None:
    _, pia = builders.platform()

    answer = door(pia).get("/api/v1/derivatives", headers={"Accept": "text/html"})

    is_problem(answer, 406, "not_acceptable")


@pytest.mark.parametrize("path", ["", "nowhere", "derivatives/", "derivatives/x/y", "admin"])
def test_an_address_without_a_route_is_a_problem_for_everybody(path: str) -> None:
    for method in ("get", "post", "delete"):
        is_problem(getattr(door(None), method)(f"/api/v1/{path}"), 404, "no_such_route")


@pytest.mark.parametrize("public_id", ["drv_1", "%00", "drv_" + "0" * 26, "..", "🎵"])
def test_an_id_of_nothing_is_not_found(public_id: str) -> None:
    _, pia = builders.platform()

    answer = door(pia).get(f"/api/v1/derivatives/{public_id}")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_same_key_after_a_refused_body_is_still_free() -> None:
    _, pia = builders.platform()
    song, client = builders.consented_song(), door(pia)
    ask(client, request_body(song, seed="1"))

    assert ask(client, request_body(song)).status_code == 201
