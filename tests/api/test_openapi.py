"""The committed OpenAPI file is what the routes say, is valid, and is what the API serves."""

import io
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern
from rest_framework.test import APIClient

from rightsdesk.api.urls import urlpatterns

FILE = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
UNDESCRIBED = {"schema", "nothing"}


def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return loaded


def _view(pattern: URLPattern) -> Any:
    view: Any = pattern.callback
    return view.cls


def test_the_committed_file_is_what_the_routes_say() -> None:
    out = io.StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)

    assert FILE.read_text() == out.getvalue(), "Run: .venv/bin/python tools/openapi.py --write"


def test_the_api_serves_the_committed_file() -> None:
    answer: Any = APIClient().get("/api/v1/schema")

    assert b"".join(answer) == FILE.read_bytes()
    assert answer.headers["Content-Type"] == "application/yaml"


def test_it_is_openapi_3_1_and_describes_every_route() -> None:
    described = {(path, method.upper()) for path, methods in _file()["paths"].items() for method in methods}

    expected = {
        ("/api/v1/" + str(pattern.pattern).replace("<str:", "{").replace(">", "}"), method)
        for pattern in urlpatterns
        if pattern.name not in UNDESCRIBED
        for method in ("GET", "POST")
        if hasattr(_view(pattern), method.lower())
    }
    assert _file()["openapi"] == "3.1.0"
    assert described == expected


def test_every_closed_route_names_its_scope_and_its_problems() -> None:
    for pattern in urlpatterns:
        for method, scope in getattr(_view(pattern), "scopes", {}).items():
            path = "/api/v1/" + str(pattern.pattern).replace("<str:", "{").replace(">", "}")
            operation = _file()["paths"][path][method.lower()]
            assert operation["security"] == [{"platform": [scope]}]
            for status in ("401", "403"):
                content = operation["responses"][status]["content"]
                assert content == {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
