"""What a desk knows of the engine it asks: where it is, the keys of both, how files are offered to it, and how much of
its time and bytes is too much."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rightsdesk.domain.recipe import Recipe
from rightsdesk.generation.remote.consent import Grant
from rightsdesk.generation.remote.keys import PublicKey, SigningKey


@dataclass(frozen=True, slots=True)
class RemoteConfig:
    """`publish` gives a signed, short-lived URL for a file. `allow_private` names the hosts that may have a private
    address and be spoken to without TLS. `grant`: what consent covers when the desk renders without a job of its own."""

    base_url: str
    engine_key: PublicKey
    desk_key: SigningKey
    publish: Callable[[Path], str]
    callback_url: str | None = None
    allow_private: frozenset[str] = frozenset()
    grant: Callable[[Recipe], Grant] | None = None
    exchange_s: float = 20.0
    """The longest a single question and its answer may take."""
    download_s: float = 300.0
    render_s: float = 1800.0
    """The longest that a blocking render waits."""
    poll_s: float = 1.0
    retry_waits: tuple[float, ...] = (0.2, 0.6, 1.8)
    most_answer_bytes: int = 2 * 1024**2
    most_file_bytes: int = 512 * 1024**2
    most_seconds: float = 1800.0
    """The longest sound that is listened to at all."""
    clock: Callable[[], float] = time.time
