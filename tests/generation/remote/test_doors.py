"""The server's doors over HTTP, without the desk's client in between: who may ask, what is taken on, what is refused."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.recipe import Pitch, Recipe, Tempo
from rightsdesk.generation.remote import Job, RemoteConfig, RemoteEngine, SigningKey
from rightsdesk.generation.remote.jobs import order_of
from rightsdesk.generation.remote.shapes import Order, order_json
from rightsdesk.generation.remote.signing import authorization
from tests.generation.remote.cast import DESK_KEY, SAMS_KEY, MakeJob, grant
from tests.generation.remote.outside import DeskWeb
from tests.generation.remote.serving import EngineServer

RECIPE = Recipe((Tempo(0.95),))
Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask(server: EngineServer) -> Ask:
    """One signed request, straight to the server."""

    def send(
        method: str,
        path: str,
        body: Any = None,
        key: SigningKey = DESK_KEY,
        now: float | None = None,
        **headers: str,
    ) -> httpx.Response:
        raw = body if isinstance(body, bytes) else canonical_json(body) if body is not None else b""
        signed = authorization(method, path, raw, key=key, audience=server.key.id, now=now or time.time())
        return httpx.request(
            method, server.url + path, content=raw, headers={"Authorization": signed} | headers, timeout=20
        )

    return send


@pytest.fixture
def order(engine: RemoteEngine, job_of: MakeJob) -> Callable[..., tuple[str, dict[str, Any]]]:
    """The path and body of a job; `change` bends the order before it is written down."""

    def make(
        change: Callable[[Order], Order] = lambda order: order,
        config: RemoteConfig | None = None,
        **more: Any,
    ) -> tuple[str, dict[str, Any]]:
        job: Job = job_of(more.pop("recipe", RECIPE), **more)
        return f"/v1/jobs/{job.id}", order_json(change(order_of(job, config or engine.config)))

    return make


MakeOrder = Callable[..., tuple[str, dict[str, Any]]]


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"urn:rightsdesk:problem:{body['code']}"
    assert body["detail"]
    return answer.status_code, body["code"]


def test_the_same_job_twice_is_one_job(ask: Ask, order: MakeOrder) -> None:
    path, body = order()

    first, second = ask("PUT", path, body), ask("PUT", path, body)

    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["job"] == second.json()["job"]
    ask("DELETE", path)


def test_fresh_addresses_and_tokens_are_still_the_same_job(ask: Ask, order: MakeOrder, desk: DeskWeb) -> None:
    path, body = order(name=f"job_{time.time_ns()}")
    ask("PUT", path, body)
    name = path.rsplit("/", 1)[1]

    _, again = order(
        lambda order: replace(order, source=_elsewhere(order)), name=name, grant=grant(seconds=900)
    )

    assert again["consent"] != body["consent"]
    assert again["source"]["url"] != body["source"]["url"]
    assert ask("PUT", path, again).status_code == 200
    ask("DELETE", path)


def test_the_same_name_for_another_job_is_a_conflict(ask: Ask, order: MakeOrder) -> None:
    path, body = order()
    name = path.rsplit("/", 1)[1]
    ask("PUT", path, body)

    _, other = order(name=name, seed=8)

    assert problem(ask("PUT", path, other)) == (409, "job_differs")
    ask("DELETE", path)


def test_a_job_of_another_desk_does_not_exist(ask: Ask, order: MakeOrder) -> None:
    path, body = order()
    ask("PUT", path, body)

    for method, there in (("GET", path), ("DELETE", path), ("GET", path + "/files/flac")):
        assert problem(ask(method, there, key=SAMS_KEY)) == (404, "job_not_found")
    assert problem(ask("PUT", path, body, key=SAMS_KEY)) == (403, "consent_invalid")
    assert ask("GET", path).json()["state"] != "cancelled"
    ask("DELETE", path)


def test_a_request_without_a_signature_learns_nothing(server: EngineServer) -> None:
    for path in ("/v1/describe", "/v1/jobs/job_00001", "/nowhere"):
        answer = httpx.get(server.url + path)
        assert problem(answer) == (401, "token_missing")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_stranger_is_refused(ask: Ask) -> None:
    assert problem(ask("GET", "/v1/describe", key=SigningKey.make())) == (401, "token_invalid")


def test_a_signature_holds_for_one_request_and_one_minute(ask: Ask, server: EngineServer) -> None:
    signed = authorization("GET", "/v1/describe", b"", key=DESK_KEY, audience=server.key.id, now=time.time())
    header = {"Authorization": signed}

    assert httpx.get(f"{server.url}/v1/describe", headers=header).status_code == 200
    assert problem(httpx.get(f"{server.url}/v1/jobs/job_00001", headers=header)) == (401, "token_invalid")
    assert problem(httpx.request("GET", f"{server.url}/v1/describe", content=b"{}", headers=header))[0] == 401
    assert problem(ask("GET", "/v1/describe", now=time.time() - 61)) == (401, "token_expired")


def test_what_the_contract_does_not_know_is_said(ask: Ask) -> None:
    assert problem(ask("GET", "/v2/describe")) == (404, "not_found")
    answer = ask("DELETE", "/v1/describe")
    assert problem(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"task":"render","task":"render"}',
        b'{"seed":NaN}',
        b'{"wish":1}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_order_is_refused(ask: Ask, body: bytes) -> None:
    assert problem(ask("PUT", "/v1/jobs/job_00001", body)) == (400, "body_invalid")


def test_a_body_that_is_too_long_is_not_read(ask: Ask) -> None:
    assert problem(ask("PUT", "/v1/jobs/job_00001", b" " * (256 * 1024 + 1))) == (413, "body_too_large")


@pytest.mark.parametrize(
    "change",
    [
        {"seed": -1}, {"seed": 1.5}, {"seed": True}, {"files": []}, {"files": ["flac", "flac"]}, {"files": ["exe"]},
        {"task": "analyse"}, {"source": None}, {"consent": None}, {"callback": 5}, {"recipe_sha256": "abc"},
    ],
)  # fmt: skip
def test_every_field_is_checked(ask: Ask, order: MakeOrder, change: dict[str, Any]) -> None:
    path, body = order()

    assert problem(ask("PUT", path, body | change)) == (400, "body_invalid")


def test_a_recipe_that_is_not_the_hashed_one_is_refused(ask: Ask, order: MakeOrder) -> None:
    path, body = order()
    changed = json.loads(json.dumps(body))
    changed["recipe"]["operations"][0]["ratio"] = 0.8

    assert problem(ask("PUT", path, changed)) == (422, "recipe_hash_mismatch")
    assert problem(ask("GET", path)) == (404, "job_not_found")


def test_an_expired_consent_is_refused(ask: Ask, order: MakeOrder) -> None:
    path, body = order(grant=grant(seconds=-1))

    assert problem(ask("PUT", path, body)) == (403, "consent_expired")
    assert problem(ask("GET", path)) == (404, "job_not_found")


def test_an_operation_that_was_not_licensed_is_refused(ask: Ask, order: MakeOrder) -> None:
    path, body = order(recipe=Recipe((Tempo(0.9), Pitch(1.0))), grant=grant(operations=("tempo",)))

    assert problem(ask("PUT", path, body)) == (403, "operation_not_allowed")


def test_a_consent_cannot_be_used_for_another_job(ask: Ask, order: MakeOrder) -> None:
    (_, body), (other, _) = order(), order()

    assert problem(ask("PUT", other, body)) == (403, "consent_other_job")


@pytest.mark.parametrize(
    "url",
    ["https://localhost/a", "http://169.254.169.254/latest", "https://10.0.0.1/a", "file:///etc/passwd"],
)
def test_sources_and_callbacks_inside_a_network_are_refused(ask: Ask, order: MakeOrder, url: str) -> None:
    path, from_inside = order(
        lambda order: replace(
            order, source=replace(order.source, origin=replace(order.source.origin, url=url))
        )
    )
    calling, to_inside = order(lambda order: replace(order, callback=url))

    assert problem(ask("PUT", path, from_inside)) == (422, "url_forbidden")
    assert problem(ask("PUT", calling, to_inside)) == (422, "url_forbidden")
    assert problem(ask("POST", "/v1/analyse", {"source": from_inside["source"]})) == (422, "url_forbidden")


def test_a_source_that_is_too_large_is_refused_before_it_is_fetched(
    ask: Ask, order: MakeOrder, desk: DeskWeb
) -> None:
    path, body = order()
    body["source"]["bytes"] = 600 * 1024**2

    assert problem(ask("PUT", path, body)) == (413, "source_too_large")
    assert desk.fetched == []


@pytest.mark.parametrize("job", ["short", "with%20space", "a" * 65, "..%2F..%2Fetc"])
def test_a_name_is_letters_and_digits(ask: Ask, order: MakeOrder, job: str) -> None:
    _, body = order()

    assert ask("PUT", f"/v1/jobs/{job}", body).status_code in (400, 401, 404)


def _elsewhere(order: Order) -> Any:
    return replace(
        order.source, origin=replace(order.source.origin, url=order.source.origin.url + "?signature=2")
    )
