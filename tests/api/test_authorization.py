"""Who may call what: every route of the API, by four actors. A new route without a row here fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern
from rest_framework.test import APIClient

from rightsdesk.api.urls import urlpatterns
from tests import builders
from tests.api.support import MONTH, World, ask, door, everything, is_problem, post_raw, report, tone, world

pytestmark = pytest.mark.django_db
Call = Callable[[APIClient, World, Path], Any]
API = "/api/v1"


def _get(path: str) -> Call:
    return lambda client, w, _: client.get(
        API + path.format(isrc=w.song.recording.isrc, id=w.derivative.public_id)
    )


def _token(client: APIClient, w: World, _: Path) -> Any:
    who = {"client_id": w.pia.application.client_id, "client_secret": builders.PASSWORD}
    form = "&".join(f"{k}={v}" for k, v in {"grant_type": "client_credentials", **who}.items())
    return client.post(f"{API}/oauth/token", form, content_type="application/x-www-form-urlencoded")


def _deliver(client: APIClient, w: World, folder: Path) -> Any:
    with tone(folder).open("rb") as file:
        form = {"file": file, "engine": "tonewave", "engine_version": "3"}
        return client.post(f"{API}/derivatives/{w.derivative.public_id}/delivery", form, format="multipart")


def _verify(client: APIClient, _: World, folder: Path) -> Any:
    with tone(folder).open("rb") as file:
        return client.post(f"{API}/verify", {"file": file}, format="multipart")


def _appeal(client: APIClient, w: World, _: Path) -> Any:
    path = f"{API}/derivatives/{w.derivative.public_id}/appeals"
    return client.post(path, {"grounds": "Nothing of this is theirs."}, format="json")


def _report(client: APIClient, w: World, _: Path) -> Any:
    path = f"{API}/usage-reports?period={MONTH}"
    return post_raw(client, path, report(w.derivative), "text/csv")


def _read_report(client: APIClient, w: World, folder: Path) -> Any:
    made = _report(door(w.pia), w, folder).json()["id"]
    return client.get(f"{API}/usage-reports/{made}")


# (route, method): the call, its scope, and what owner, colleague, stranger and nobody are answered.
# An owner's 409 and 201 both mean "let in": the derivative of this world has no decision to appeal.
ROUTES: dict[tuple[str, str], tuple[Call, str, tuple[int, int, int, int]]] = {
    ("schema", "GET"): (_get("/schema"), "", (200, 200, 200, 200)),
    ("token", "POST"): (_token, "", (200, 200, 200, 200)),
    ("recordings", "GET"): (_get("/catalogue/recordings"), "catalogue:read", (200, 200, 200, 401)),
    ("recording", "GET"): (_get("/catalogue/recordings/{isrc}"), "catalogue:read", (200, 200, 200, 401)),
    ("derivatives", "GET"): (_get("/derivatives"), "derivatives:read", (200, 200, 200, 401)),
    ("derivatives", "POST"): (lambda c, w, _: ask(c, w.body), "derivatives:write", (201, 201, 201, 401)),
    ("derivative", "GET"): (_get("/derivatives/{id}"), "derivatives:read", (200, 200, 404, 401)),
    ("delivery", "POST"): (_deliver, "derivatives:write", (201, 201, 404, 401)),
    ("appeals", "POST"): (_appeal, "derivatives:write", (409, 409, 404, 401)),
    ("decisions", "GET"): (_get("/derivatives/{id}/decisions"), "derivatives:read", (200, 200, 404, 401)),
    # Open to whoever holds an engine's signature, on a desk that renders elsewhere: see test_engine_callbacks.
    ("engine_callbacks", "POST"): (
        lambda c, w, _: post_raw(c, f"{API}/engine/callbacks", b"", "application/jwt"),
        "",
        (404, 404, 404, 404),
    ),
    ("usage_reports", "POST"): (_report, "usage:write", (201, 201, 201, 401)),
    ("usage_report", "GET"): (_read_report, "usage:write", (200, 200, 404, 401)),
    ("verify", "POST"): (_verify, "", (200, 200, 200, 200)),
    ("nothing", "GET"): (_get("/nowhere"), "", (404, 404, 404, 404)),
}
ACTORS = ("owner", "colleague", "stranger", "nobody")
CLOSED = [route for route, (_, scope, _) in ROUTES.items() if scope]


def _methods(pattern: URLPattern) -> set[str]:
    view: Any = pattern.callback
    return {name.upper() for name in ("get", "post", "put", "patch", "delete") if hasattr(view.cls, name)}


def _door(w: World, actor: str) -> APIClient:
    return door({"owner": w.pia, "colleague": w.colleague, "stranger": w.stranger}.get(actor))


def test_every_route_and_method_has_its_row() -> None:
    found = {(str(pattern.name), method) for pattern in urlpatterns for method in _methods(pattern)}

    assert found == set(ROUTES)


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: " ".join(reversed(route)))
def test_each_actor_gets_the_answer_of_the_matrix(route: tuple[str, str], actor: str, tmp_path: Path) -> None:
    w = world()
    call, _, expected = ROUTES[route]

    answer = call(_door(w, actor), w, tmp_path)

    assert answer.status_code == expected[ACTORS.index(actor)], answer.content[:500]


@pytest.mark.parametrize("actor", ["stranger", "nobody"])
@pytest.mark.parametrize("route", CLOSED, ids=lambda route: " ".join(reversed(route)))
def test_a_refused_actor_leaves_no_trace(route: tuple[str, str], actor: str, tmp_path: Path) -> None:
    call, _, expected = ROUTES[route]
    if expected[ACTORS.index(actor)] < 400:
        return
    w = world()
    call(_door(w, "owner"), w, tmp_path) if route[0] == "usage_report" else None
    client, before = _door(w, actor), everything()

    answer = call(client, w, tmp_path)

    is_problem(
        answer, *{"stranger": (404, answer.json()["code"]), "nobody": (401, "not_authenticated")}[actor]
    )
    assert everything() == before


@pytest.mark.parametrize("route", CLOSED, ids=lambda route: " ".join(reversed(route)))
def test_a_token_without_the_scope_is_told_which_one_is_needed(
    route: tuple[str, str], tmp_path: Path
) -> None:
    w = world()
    call, needed, _ = ROUTES[route]
    others = [scope for scope in builders.ALL_SCOPES if scope != needed]
    client = door(w.pia, others)
    if route[0] == "usage_report":
        call(door(w.pia), w, tmp_path)
    before = everything()

    answer = call(client, w, tmp_path)

    body = is_problem(answer, 403, "wrong_scope")
    assert body["facts"] == {"needed": needed, "held": sorted(others)}
    assert everything() == before


def test_a_scope_taken_from_the_client_is_gone_from_the_tokens_it_still_holds() -> None:
    w = world()
    client = door(w.pia)
    w.pia.scopes = ["catalogue:read"]
    w.pia.save()

    answer = client.get(f"{API}/derivatives")

    is_problem(answer, 403, "wrong_scope")


def test_an_unknown_or_expired_token_is_challenged() -> None:
    w = world()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Bearer no-such-token")
    expired = door(w.pia)
    w.pia.application.accesstoken_set.update(expires="2026-01-01T00:00:00Z")

    for answer in (client.get(f"{API}/derivatives"), expired.get(f"{API}/derivatives")):
        is_problem(answer, 401, "not_authenticated")
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="api"')


def test_a_token_in_the_address_is_no_token() -> None:
    w = world()
    door(w.pia)
    token = w.pia.application.accesstoken_set.get().token

    answer = APIClient().get(f"{API}/derivatives?access_token={token}")

    is_problem(answer, 401, "not_authenticated")


def test_lists_hold_the_platforms_own_derivatives_only() -> None:
    w = world()

    lists = [_door(w, actor).get(f"{API}/derivatives").json()["items"] for actor in ACTORS[:3]]

    assert [[item["id"] for item in items] for items in lists] == [[w.derivative.public_id]] * 2 + [[]]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_a_method_no_route_has_is_refused(method: str) -> None:
    w = world()

    answer = getattr(door(w.pia), method)(f"{API}/derivatives")

    is_problem(answer, 405, "method_not_allowed")
