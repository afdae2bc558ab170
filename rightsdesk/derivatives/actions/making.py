"""The sound of a derivative: rendered by the desk's engine, or delivered by the platform's."""

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rightsdesk.accounts.models import ApiClient
from rightsdesk.derivatives.actions.life import fail, locked, step
from rightsdesk.derivatives.models import Derivative, Renderer, Rendering
from rightsdesk.derivatives.queries import client_derivative
from rightsdesk.domain.errors import Conflict, Invalid, Refusal
from rightsdesk.domain.lifecycle import WORKING, State
from rightsdesk.domain.recipe import from_json
from rightsdesk.engines import audio
from rightsdesk.journal.outbox import dispatch
from rightsdesk.media.actions import Sound, store
from rightsdesk.media.models import Asset, Kind
from rightsdesk.media.queries import local_path

MEDIA_TYPES = {".flac": "audio/flac", ".opus": "audio/ogg"}
STALLED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Made:
    """What an engine made, before it is stored."""

    engine: str
    engine_version: str
    master: Path
    delivery: Path
    steps: list[dict[str, Any]]
    metrics: dict[str, Any]
    disclosure: dict[str, Any]


def generate(*, actor: str, derivative_id: int) -> Derivative:
    """Render an authorised derivative. Safe to run twice at once: the first to finish wins."""
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state == State.AUTHORISED and derivative.renderer == Renderer.DESK:
            step(derivative, State.GENERATING, actor=actor, reason="The desk's engine renders.")
    if derivative.state != State.GENERATING:
        return derivative
    with tempfile.TemporaryDirectory(prefix="rightsdesk-render-") as folder:
        try:
            made = _render(derivative, Path(folder))
            return _keep(actor, derivative.pk, made, State.GENERATING, derivative.seed)
        except Refusal as refusal:
            return fail(
                actor=actor,
                derivative_id=derivative.pk,
                code=refusal.code,
                message=refusal.message,
                facts=refusal.facts,
            )


def _render(derivative: Derivative, folder: Path) -> Made:
    # Imported here: web processes ask for derivatives but never load the renderer.
    from rightsdesk.generation.builtin import engine
    from rightsdesk.generation.contract import SourceFacts

    source = derivative.sources.select_related("recording__master").get()
    recording = source.recording
    if recording is None or recording.master is None:
        raise Invalid("source_without_audio", "The recording's master audio is not on the desk.")
    stems = {stem.name: local_path(stem.asset) for stem in recording.stems.select_related("asset")}
    built_in = engine()
    rendered = built_in.render(
        from_json(derivative.recipe),
        local_path(recording.master),
        stems=stems,
        seed=derivative.seed,
        out_dir=folder,
        overrides=SourceFacts(
            bpm=recording.bpm, key=recording.key_name or None, downbeat_s=recording.downbeat_s
        ),
    )
    if rendered.self_check or rendered.master is None or rendered.delivery is None:
        raise Invalid(
            "self_check_failed", f"The render did not pass its own check: {' '.join(rendered.self_check)}"
        )
    described = built_in.describe()
    return Made(
        engine=described.id,
        engine_version=described.version,
        master=rendered.master,
        delivery=rendered.delivery,
        steps=rendered.steps,
        metrics=rendered.metrics,
        disclosure=rendered.disclosure,
    )


def _keep(actor: str, derivative_id: int, made: Made, expected: State, seed: int = 0) -> Derivative:
    """Store the files, then the rendering and the step to screening in one transaction."""
    master = _asset(actor, made.master, Kind.MASTER)
    delivery = _asset(actor, made.delivery, Kind.DELIVERY)
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state != expected:
            return derivative
        Rendering.objects.create(
            derivative=derivative,
            engine=made.engine,
            engine_version=made.engine_version,
            seed=seed,
            steps=made.steps,
            metrics=made.metrics,
            disclosure=made.disclosure,
            master=master,
            delivery=delivery,
        )
        facts = {"engine": made.engine, "version": made.engine_version, "sha256": delivery.sha256}
        step(derivative, State.SCREENING, actor=actor, reason=f"Rendered by {made.engine}.", facts=facts)
        dispatch(task="rightsdesk.screening.tasks.screen", args=[derivative.pk], queue="screen")
    return derivative


def _asset(actor: str, path: Path, kind: Kind) -> Asset:
    sound = audio.decode(path, max_seconds=settings.MAX_AUDIO_SECONDS)
    facts = Sound(sound.seconds, sound.channels, sound.rate, audio.peaks(sound))
    return store(actor=actor, source=path, kind=kind, media_type=MEDIA_TYPES[path.suffix], sound=facts)


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
    if derivative.renderer != Renderer.PLATFORM:
        raise Conflict(
            "rendered_by_desk", "The desk renders this derivative itself; nothing is to be delivered."
        )
    if derivative.state != State.AUTHORISED and not hasattr(derivative, "rendering"):
        raise Conflict(
            "wrong_state",
            f"The derivative is {derivative.state}; it takes no delivery.",
            {"state": derivative.state},
        )
    with tempfile.TemporaryDirectory(prefix="rightsdesk-delivery-") as folder:
        made = _take(upload, Path(folder), engine_name, engine_version, disclosure or {})
        result = _keep(actor, derivative.pk, made, State.AUTHORISED)
        master = _asset(actor, made.master, Kind.MASTER)
    if result.rendering.master_id != master.pk:
        raise Conflict("already_delivered", "Another file was delivered for this derivative.")
    return result


def _take(upload: Path, folder: Path, name: str, version: str, disclosure: dict[str, Any]) -> Made:
    """Decode what was sent and write it anew: nothing of the client's container reaches a listener."""
    sound = audio.decode(upload, max_seconds=settings.MAX_AUDIO_SECONDS)
    level = audio.loudness(sound)
    if level.lufs <= -60:
        raise Invalid("audio_silent", "The delivered audio is silent.")
    master, delivery = folder / "master.flac", folder / "delivery.opus"
    audio.encode(sound, master, "flac")
    audio.encode(sound, delivery, "opus")
    metrics = {
        "duration_s": round(sound.seconds, 3),
        "lufs": level.lufs,
        "true_peak_dbtp": level.true_peak_dbtp,
    }
    return Made(name, version, master, delivery, [{"step": "delivered"}], metrics, disclosure)


def give_up_stalled(*, actor: str = "system:sweeper", now: datetime | None = None) -> int:
    """Fail, in words, what no worker has moved for so long that the outbox has given up too. Returns how many."""
    before = (now or timezone.now()) - STALLED_AFTER
    stalled = Derivative.objects.filter(state__in=WORKING).exclude(transitions__at__gte=before)
    waits_for_platform = Q(state=State.AUTHORISED, renderer=Renderer.PLATFORM)
    keys = list(stalled.exclude(waits_for_platform).order_by("pk").values_list("pk", flat=True)[:100])
    for key in keys:
        fail(
            actor=actor,
            derivative_id=key,
            code="stalled",
            message="The work was started several times and never finished.",
        )
    return len(keys)
