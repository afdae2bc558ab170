"""Getting a token: client credentials, the client's own scopes, nothing else."""

import base64
from typing import Any
from urllib.parse import urlencode

import pytest
from rest_framework.test import APIClient

from rightsdesk.accounts.models import ApiClient
from tests import builders
from tests.api.support import is_problem

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def _ask(client: ApiClient | None = None, **changes: Any) -> Any:
    plain = {"grant_type": "client_credentials"}
    if client is not None:
        plain |= {"client_id": client.application.client_id, "client_secret": builders.PASSWORD}
    return APIClient().post("/api/v1/oauth/token", urlencode({**plain, **changes}), content_type=FORM)


def test_pia_gets_a_token_with_all_her_scopes_and_uses_it() -> None:
    _, pia = builders.platform()

    answer = _ask(pia)

    body = answer.json()
    assert (answer.status_code, body["token_type"], body["expires_in"]) == (200, "Bearer", 3600)
    assert sorted(body["scope"].split()) == sorted(builders.ALL_SCOPES)
    assert answer.headers["Cache-Control"] == "no-store"
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {body['access_token']}")
    assert client.get("/api/v1/derivatives").status_code == 200


def test_a_client_may_prove_itself_by_http_basic() -> None:
    _, pia = builders.platform()
    proof = base64.b64encode(f"{pia.application.client_id}:{builders.PASSWORD}".encode()).decode()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Basic {proof}")

    answer = client.post("/api/v1/oauth/token", "grant_type=client_credentials", content_type=FORM)

    assert answer.status_code == 200


def test_fewer_scopes_may_be_asked_for_but_never_more_than_the_client_has() -> None:
    where = builders.platform()[1].organisation
    narrow = builders.api_client(where, ["catalogue:read", "derivatives:read"])

    assert _ask(narrow, scope="catalogue:read").json()["scope"] == "catalogue:read"
    refused = _ask(narrow, scope="catalogue:read usage:write")
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_id": "nobody\x00"}, 400, "invalid_request"),
        ({"grant_type": "password", "username": "ada", "password": "x"}, 400, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "x"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "unsupported_grant_type"),
    ],
)
def test_anything_else_is_refused_in_the_words_of_oauth(changes: Any, status: int, error: str) -> None:
    _, pia = builders.platform()

    answer = _ask(pia, **changes)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert pia.application.accesstoken_set.count() == 0


def test_a_json_body_is_no_token_request() -> None:
    answer = APIClient().post("/api/v1/oauth/token", {"grant_type": "client_credentials"}, format="json")

    is_problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("raw", "status", "code"), [("x" * 30_000, 413, "too_large"), ("a=1&" * 2_000, 400, "invalid")]
)
def test_a_form_that_is_too_much_is_refused(raw: str, status: int, code: str) -> None:
    is_problem(APIClient().post("/api/v1/oauth/token", raw, content_type=FORM), status, code)


def test_an_application_that_acts_for_no_platform_is_kept_out() -> None:
    _, pia = builders.platform()
    token = _ask(pia).json()["access_token"]
    pia.delete()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")

    answer = client.get("/api/v1/derivatives")

    is_problem(answer, 403, "no_client")
