"""What tests of the API need: doors with tokens, a world with a platform and its derivative, counts of everything."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import timezone
from oauth2_provider.models import AccessToken
from rest_framework.test import APIClient

from rightsdesk.accounts.models import ApiClient, Programme
from rightsdesk.derivatives.actions import request
from rightsdesk.derivatives.models import Derivative
from tests import builders

OURS = (
    "journal",
    "media",
    "accounts",
    "artists",
    "consent",
    "derivatives",
    "screening",
    "moderation",
    "payouts",
)
MONTH = "2026-10"


def door(client: ApiClient | None, scopes: Iterable[str] = builders.ALL_SCOPES) -> APIClient:
    """An HTTP client with a token of these scopes; without one for nobody."""
    found = APIClient()
    if client is not None:
        token = AccessToken.objects.create(
            application=client.application,
            token=secrets.token_hex(16),
            scope=" ".join(scopes),
            expires=timezone.now() + timedelta(hours=1),
        )
        found.credentials(HTTP_AUTHORIZATION=f"Bearer {token.token}")
    return found


@dataclass(frozen=True, slots=True)
class World:
    """Pia's platform with a derivative it renders itself, her colleague's client, and a stranger's."""

    programme: Programme
    pia: ApiClient
    colleague: ApiClient
    stranger: ApiClient
    song: builders.Song
    derivative: Derivative

    @property
    def body(self) -> dict[str, Any]:
        """A request the desk allows; the platform renders it."""
        return request_body(self.song)


def world() -> World:
    programme, pia = builders.platform("Tonewave")
    _, stranger = builders.platform("Elsewhere")
    song = builders.consented_song()
    asked = replace(builders.ask(song), renderer="platform")
    derivative, _ = request(actor=pia.actor, client=pia, programme=programme, ask=asked)
    return World(programme, pia, builders.api_client(pia.organisation), stranger, song, derivative)


def request_body(song: builders.Song, **changes: Any) -> dict[str, Any]:
    plain = {
        "isrc": song.recording.isrc,
        "prompt": "10% slower",
        "territory": "DE",
        "listener": {"id": "listener-1", "plan": "plus"},
        "rendered_by": "platform",
    }
    return {**plain, **changes}


def ask(client: APIClient, body: Any, key: str = "key-of-the-test") -> Any:
    """POST a request for a derivative."""
    return client.post("/api/v1/derivatives", body, format="json", headers={"Idempotency-Key": key})


def post_raw(client: Any, path: str, raw: bytes, content_type: str) -> Any:
    """POST these very bytes."""
    return client.generic("POST", path, raw, content_type=content_type)


def everything() -> dict[str, int]:
    """How many rows every table of the house holds."""
    models = (model for model in apps.get_models() if model._meta.app_label in OURS)
    return {model._meta.label: model._default_manager.count() for model in models}


def is_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The answer is an RFC 9457 problem with all its members."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content[:400]
    body: dict[str, Any] = json.loads(answer.content)
    assert list(body) == ["type", "title", "status", "code", "detail", "facts"]
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code), body
    assert body["type"] == f"urn:rightsdesk:problem:{code}"
    assert body["detail"]
    return body


def tone(folder: Path, name: str = "delivery.flac", hertz: float = 330.0, seconds: float = 3.0) -> Path:
    """A real, audible file."""
    import numpy as np

    from rightsdesk.engines import audio

    time = np.arange(int(44_100 * seconds)) / 44_100
    wave = (0.3 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)
    audio.encode(audio.Audio(np.stack([wave, wave], axis=1), 44_100), folder / name, "flac")
    return folder / name


def report(derivative: Derivative, listener: str = "lst_1", lines: int = 2) -> bytes:
    """A usage report with so many lines for one derivative."""
    rows = (f"l{n},2026-10-0{n + 1},{derivative.public_id},DE,plus,{listener},3" for n in range(lines))
    return "\n".join(["line_id,date,derivative_id,territory,product,listener,plays", *rows, ""]).encode()
