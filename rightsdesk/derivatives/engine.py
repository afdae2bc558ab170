"""The engine that the settings name: on this machine, or somebody else's behind HTTP."""

import time
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.environment import kept
from rightsdesk.generation.choosing import Choice, chosen, description, model_of
from rightsdesk.generation.contract import Description, Engine
from rightsdesk.generation.neural import Checkpoint
from rightsdesk.media.models import Asset
from rightsdesk.media.queries import signed_url

if TYPE_CHECKING:
    from rightsdesk.engines.provenance import Keys
    from rightsdesk.generation.remote import RemoteEngine, SigningKey

READER = "system:remote_engine"
KNOWN_FOR = 300.0
"""Seconds for which what a remote engine said of itself is believed."""


@dataclass(frozen=True, slots=True)
class Described:
    """Engine and model by the names consent knows them by, and what a rendering keeps of them."""

    id: str
    version: str
    model: str
    facts: dict[str, Any]


def is_remote() -> bool:
    """Whether renders are handed to another machine."""
    return bool(settings.GENERATION_ENGINE == "remote")


def local() -> Engine:
    """The engine of this machine. Raises Invalid for a checkpoint that is not what the operator said of it."""
    return chosen(_choice())


def _choice() -> Choice:
    checkpoint = None
    if settings.GENERATION_ENGINE == "neural":
        checkpoint = Checkpoint(
            Path(settings.NEURAL_CHECKPOINT),
            settings.NEURAL_SHA256,
            settings.NEURAL_LICENCE,
            settings.NEURAL_TRAINING,
            allow_pickle=settings.NEURAL_ALLOW_PICKLE,
        )
    return Choice(checkpoint, Path(settings.GENERATION_CACHE), settings.GENERATION_CACHE_BYTES)


def remote() -> "RemoteEngine":
    """The engine behind REMOTE_ENGINE_URL."""
    from rightsdesk.generation.remote import PublicKey, RemoteConfig, RemoteEngine

    return RemoteEngine(
        RemoteConfig(
            base_url=settings.REMOTE_ENGINE_URL,
            engine_key=PublicKey.from_json(settings.REMOTE_ENGINE_KEY),
            desk_key=desk_key(),
            publish=published,
            callback_url=settings.SITE_URL + reverse("api:engine_callbacks"),
            allow_private=frozenset(settings.REMOTE_ENGINE_PRIVATE_HOSTS),
            retry_waits=(0.2,),  # whoever asks in vain asks again: the outbox, or the poll
        )
    )


def desk_key() -> "SigningKey":
    """The key the desk signs consent for engines with; made once, like every key of the desk."""
    from rightsdesk.generation.remote import SigningKey

    return SigningKey.from_json(kept(settings.REMOTE_ENGINE_DESK_KEY, lambda: SigningKey.make().to_json()))


def published(path: Path) -> str:
    """A short-lived URL of a stored file. Files are stored under their hash."""
    return str(settings.SITE_URL + signed_url(Asset.objects.get(sha256=path.name), READER))


def described() -> Described:
    """Cheap to ask: nothing heavy is loaded. Raises Conflict while nobody can say which engine it would be."""
    try:
        if is_remote():
            return summary(_of_remote(int(time.monotonic() / KNOWN_FOR), settings.REMOTE_ENGINE_URL))
        return summary(description(_choice()))
    except Invalid as error:
        words = "The engine that would render it is not ready; ask again later."
        raise Conflict("engine_not_ready", words, {"why": error.code}) from error


def summary(found: Description) -> Described:
    """What is kept of a description."""
    return Described(found.id, found.version, model_of(found), asdict(found.model) if found.model else {})


@lru_cache(maxsize=4)
def _of_remote(_period: int, _url: str) -> Description:
    from rightsdesk.generation.remote import RemoteError

    try:
        return remote().describe()
    except RemoteError as error:
        raise Conflict(
            "engine_unreachable", "The engine that would render it cannot be reached; ask again."
        ) from error


def keys() -> "Keys":
    """The keys files are marked and signed with; made on first use."""
    from rightsdesk.engines.provenance import make_keys

    return make_keys(settings.PROVENANCE_KEYS, timezone.now())
