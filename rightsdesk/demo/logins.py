"""The demo's password and client secret: random for each installation, kept beside its database, never in the code."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Logins:
    """What the demo's people and its platform sign in with."""

    password: str
    client_id: str
    client_secret: str


def logins() -> Logins:
    """This installation's logins, made at the first call."""
    path: Path = settings.VAR / "run" / "demo.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = Logins(f"demo-{secrets.token_hex(4)}", "tonewave-demo", secrets.token_urlsafe(32))
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return Logins(**json.loads(path.read_text()))
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(fresh), file)
    return fresh
