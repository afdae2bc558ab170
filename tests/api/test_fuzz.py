"""Whatever is sent, in the schema's terms or against them: no server error, no undescribed answer, nothing accepted that the schema forbids."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from rightsdesk.wsgi import application
from tests.api.support import World, door, world

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
# Files are fuzzed where they are read: in the engines' and payouts' own tests.
LEFT_OUT = {"get_token", "deliver", "report_usage"}
schema = schemathesis.openapi.from_path(Path(django_settings.BASE_DIR) / "docs" / "openapi.yaml")
schema.app = application
FOUND: list[Any] = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
NAMED = {operation.definition.raw["operationId"]: operation for operation in FOUND}
OPERATIONS = {name: operation for name, operation in NAMED.items() if name not in LEFT_OUT}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The test's own transaction outlives each request, as it does with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _real(case: Any, w: World) -> None:
    """Put real names where random ones would only ever be unknown."""
    if "public_id" in (case.path_parameters or {}):
        case.path_parameters["public_id"] = w.derivative.public_id
    if "isrc" in (case.path_parameters or {}):
        case.path_parameters["isrc"] = w.song.recording.isrc
    if isinstance(case.body, dict) and "isrc" in case.body:
        case.body["isrc"] = w.song.recording.isrc


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_that_is_sent_breaks_a_route(name: str, mode: GenerationMode) -> None:
    w = world()
    door(w.pia)
    token = f"Bearer {w.pia.application.accesstoken_set.get().token}"

    @settings(
        max_examples=20,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[name].as_strategy(generation_mode=mode), real=st.booleans())
    def send(case: Any, real: bool) -> None:
        if real and mode is GenerationMode.POSITIVE:
            _real(case, w)
        case.call_and_validate(headers={"Authorization": token}, checks=CHECKS)

    send()
