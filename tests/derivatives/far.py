"""A desk that renders elsewhere: settings that name an engine, its keys, and the signed messages that engine sends."""

import time
from pathlib import Path

from pytest_django.fixtures import Settings

from rightsdesk.derivatives.engine import desk_key
from rightsdesk.derivatives.models import EngineJob
from rightsdesk.generation.remote import PublicKey, SigningKey
from rightsdesk.generation.remote.statements import CALLBACK, Statement, stated

ENGINE_KEY = SigningKey.make()
NOWHERE = "http://127.0.0.1:9"
"""Nobody listens there: what a desk does while its engine cannot be reached."""


def elsewhere(settings: Settings, url: str = NOWHERE, key: PublicKey | None = None) -> None:
    """The desk renders at this address from now on."""
    settings.GENERATION_ENGINE = "remote"
    settings.REMOTE_ENGINE_URL = url
    settings.REMOTE_ENGINE_KEY = (key or ENGINE_KEY.public()).to_json()
    settings.REMOTE_ENGINE_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]


def message(
    job: EngineJob, state: str = "done", number: str = "message-1", key: SigningKey = ENGINE_KEY
) -> str:
    """What the engine calls about."""
    said = Statement(job.public_id, state, {}, "0" * 64, number)
    return stated(CALLBACK, said, key=key, desk=desk_key().id, now=time.time())


def desk_key_in(folder: Path) -> PublicKey:
    """The public half of the key that the desk of these tests signs with, made before any test."""
    path = folder / "engine.jwk"
    if not path.exists():
        path.write_text(SigningKey.make().to_json())
    return SigningKey.from_json(path.read_text()).public()
