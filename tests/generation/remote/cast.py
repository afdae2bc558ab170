"""Who asks in these tests, and how: one desk, its licence, its patience."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rightsdesk.domain.recipe import KINDS, Recipe
from rightsdesk.generation.remote import Grant, Job, RemoteConfig, RemoteEngine, SigningKey
from tests.generation.remote.outside import HOST, DeskWeb
from tests.generation.remote.serving import EngineServer

DESK_KEY = SigningKey.make()
# Another desk of the same engine.
SAMS_KEY = SigningKey.make()
EVERYTHING = tuple(kind.kind for kind in KINDS)


def grant(
    recipe: Recipe | None = None, *, operations: tuple[str, ...] = EVERYTHING, seconds: int = 600
) -> Grant:
    return Grant("lic_harbour_lights", operations, ("FR", "DE"), int(time.time()) + seconds)


def configured(server: EngineServer, url: str, desk: DeskWeb, **more: object) -> RemoteConfig:
    """A desk that asks this server over this line, with short patience."""
    chosen: dict[str, object] = {
        "callback_url": None,
        "grant": grant,
        "allow_private": frozenset({HOST}),
        "exchange_s": 8.0,
        "retry_waits": (0.05, 0.1),
        "poll_s": 0.1,
        "render_s": 60.0,
    }
    return RemoteConfig(
        base_url=url,
        engine_key=server.key,
        desk_key=DESK_KEY,
        publish=desk.publish,
        **(chosen | more),  # type: ignore[arg-type]
    )


@contextmanager
def remote(folder: Path) -> Iterator[RemoteEngine]:
    """A desk's engine with the server that it asks, for as long as the block lasts."""
    desk, server = DeskWeb(), EngineServer(folder / "engine", [DESK_KEY.public()]).start()
    try:
        yield RemoteEngine(configured(server, server.url, desk))
    finally:
        server.stop()
        desk.web.close()


MakeJob = Callable[..., Job]
Lay = Callable[..., Job]
