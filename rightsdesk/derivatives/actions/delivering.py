"""A platform hands in what it rendered itself: decoded, written anew, and sent to be sealed."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from rightsdesk.accounts.models import ApiClient
from rightsdesk.derivatives.actions.life import locked, step
from rightsdesk.derivatives.models import Derivative, Renderer, Upload
from rightsdesk.derivatives.queries import client_derivative
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.lifecycle import State
from rightsdesk.engines import audio
from rightsdesk.journal.outbox import dispatch
from rightsdesk.media.actions import Sound, store
from rightsdesk.media.models import Asset, Kind

SILENT_LUFS = -60.0


def deliver(
    *,
    actor: str,
    client: ApiClient,
    derivative_id: str,
    upload: Path,
    engine_name: str,
    engine_version: str,
    disclosure: dict[str, Any] | None = None,
) -> Derivative:
    """Take the platform's own rendering of an authorised derivative. The same file twice is one delivery.

    Raises NotFound for another tenant's id, Invalid for audio that cannot be used, Conflict in the wrong state.
    """
    derivative = client_derivative(client, derivative_id)
    _check_takes_one(derivative)
    with tempfile.TemporaryDirectory(prefix="rightsdesk-delivery-") as folder:
        asset = _taken(actor, upload, Path(folder))
    said = {
        "engine": engine_name,
        "engine_version": engine_version,
        "disclosure": disclosure or {},
        "asset": asset,
    }
    with transaction.atomic():
        derivative = locked(derivative.pk)
        _keep_once(derivative, said)
        if derivative.state == State.AUTHORISED:
            words = "The platform delivered its rendering; the desk seals it."
            step(derivative, State.GENERATING, actor=actor, reason=words, facts={"sha256": asset.sha256})
            dispatch(task="rightsdesk.derivatives.tasks.generate", args=[derivative.pk], queue="generate")
    return derivative


def _check_takes_one(derivative: Derivative) -> None:
    if derivative.renderer != Renderer.PLATFORM:
        raise Conflict(
            "rendered_by_desk", "The desk renders this derivative itself; nothing is to be delivered."
        )
    if derivative.state != State.AUTHORISED and not hasattr(derivative, "upload"):
        raise Conflict(
            "wrong_state",
            f"The derivative is {derivative.state}; it takes no delivery.",
            {"state": derivative.state},
        )


def _taken(actor: str, upload: Path, folder: Path) -> Asset:
    """Decode what was sent and write it anew: nothing of the client's container reaches a listener."""
    sound = audio.decode(upload, max_seconds=settings.MAX_AUDIO_SECONDS)
    if audio.loudness(sound).lufs <= SILENT_LUFS:
        raise Invalid("audio_silent", "The delivered audio is silent.")
    master = folder / "master.flac"
    audio.encode(sound, master, "flac")
    facts = Sound(sound.seconds, sound.channels, sound.rate)
    return store(actor=actor, source=master, kind=Kind.MASTER, media_type="audio/flac", sound=facts)


def _keep_once(derivative: Derivative, said: dict[str, Any]) -> None:
    """Keep it with the derivative. Raises Conflict for another file than the first one, or in another state."""
    _check_takes_one(derivative)
    kept, _ = Upload.objects.get_or_create(derivative=derivative, defaults=said)
    if kept.asset_id != said["asset"].pk:
        raise Conflict("already_delivered", "Another file was delivered for this derivative.")
