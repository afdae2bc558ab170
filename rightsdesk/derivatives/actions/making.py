"""The sound of a derivative: rendered by an engine of this machine, handed to another one, or delivered by a platform."""

import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rightsdesk.derivatives.actions.life import fail, locked, step
from rightsdesk.derivatives.actions.remote import hand_over
from rightsdesk.derivatives.actions.sealing import keep
from rightsdesk.derivatives.engine import described, is_remote, local
from rightsdesk.derivatives.made import Made, passed
from rightsdesk.derivatives.models import Derivative, Renderer
from rightsdesk.derivatives.sources import source_of
from rightsdesk.domain.errors import Refusal
from rightsdesk.domain.lifecycle import WORKING, State
from rightsdesk.domain.recipe import from_json
from rightsdesk.generation.contract import CancelledError
from rightsdesk.media.queries import local_path

STALLED_AFTER = timedelta(hours=1)
LOOKS_EVERY = 2.0
"""Seconds between two looks whether a render is still wanted."""


def generate(*, actor: str, derivative_id: int) -> Derivative:
    """Make the sound of an authorised derivative, or seal what the platform delivered. Safe to run twice at once: the
    first to finish wins. A remote engine is only handed the work here; what comes back is collected later."""
    derivative = _begin(actor, derivative_id)
    if derivative.state != State.GENERATING:
        return derivative
    try:
        if derivative.renderer == Renderer.DESK and is_remote():
            return hand_over(actor=actor, derivative=derivative)
        with tempfile.TemporaryDirectory(prefix="rightsdesk-render-") as folder:
            return keep(actor=actor, derivative=derivative, made=_made(derivative, Path(folder)))
    except CancelledError:
        derivative.refresh_from_db()
        return derivative
    except Refusal as refusal:
        return fail(
            actor=actor,
            derivative_id=derivative.pk,
            code=refusal.code,
            message=refusal.message,
            facts=refusal.facts,
        )


def _begin(actor: str, derivative_id: int) -> Derivative:
    with transaction.atomic():
        derivative = locked(derivative_id)
        if derivative.state == State.AUTHORISED and derivative.renderer == Renderer.DESK:
            step(derivative, State.GENERATING, actor=actor, reason="The desk's engine renders.")
    return derivative


def _made(derivative: Derivative, folder: Path) -> Made:
    if derivative.renderer == Renderer.PLATFORM:
        return Made.uploaded(derivative.upload, local_path(derivative.upload.asset))
    rendered = local().render(
        from_json(derivative.recipe),
        source_of(derivative),
        derivative.seed,
        folder,
        cancelled=_unwanted(derivative.pk),
    )
    return Made.rendered(passed(rendered), described(), derivative.seed)


def _unwanted(derivative_id: int) -> Callable[[], bool]:
    """Whether somebody has ended the derivative meanwhile, looked up now and then."""
    looked, gone = time.monotonic(), False

    def unwanted() -> bool:
        nonlocal looked, gone
        if not gone and time.monotonic() - looked > LOOKS_EVERY:
            looked = time.monotonic()
            gone = not Derivative.objects.filter(pk=derivative_id, state=State.GENERATING).exists()
        return gone

    return unwanted


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
