"""Rendering on somebody else's machine: the contract over HTTP (docs/engine-http.md) and the desk's side of it."""

from rightsdesk.generation.remote.config import RemoteConfig
from rightsdesk.generation.remote.consent import Grant
from rightsdesk.generation.remote.engine import RemoteEngine
from rightsdesk.generation.remote.errors import RemoteError
from rightsdesk.generation.remote.jobs import Job, JobStatus, Problem
from rightsdesk.generation.remote.keys import PublicKey, SigningKey
from rightsdesk.generation.remote.statements import Callback

__all__ = [
    "Callback", "Grant", "Job", "JobStatus", "Problem", "PublicKey", "RemoteConfig", "RemoteEngine", "RemoteError",
    "SigningKey",
]  # fmt: skip
