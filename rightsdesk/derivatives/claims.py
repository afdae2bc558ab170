"""What the desk says of a derivative in its signed credential: which it is, from what, by which licence, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from rightsdesk.derivatives.made import Made
from rightsdesk.derivatives.models import Derivative
from rightsdesk.derivatives.sources import masters_of
from rightsdesk.media.queries import local_path

if TYPE_CHECKING:
    from rightsdesk.engines.provenance import Claim


def claim_of(derivative: Derivative, made: Made) -> Claim:
    """Raises Invalid for a source that is not on the desk any more."""
    from rightsdesk.engines.provenance import Claim, Parent

    masters = masters_of(derivative)
    return Claim(
        derivative=derivative.public_id,
        title=derivative.title,
        artist=", ".join(dict.fromkeys(recording.artist.name for recording, _ in masters)),
        parents=tuple(
            Parent(recording.title, recording.isrc, master.sha256, file=local_path(master))
            for recording, master in masters
        ),
        steps=tuple(made.steps),
        disclosure=made.disclosure,
        recipe_sha256=derivative.recipe_hash,
        licence=derivative.verdict.public_id if derivative.verdict else "",
        engine=f"{made.engine} {made.engine_version}",
        made_at=timezone.now(),
        badge_url=settings.SITE_URL + reverse("badge", args=[derivative.public_id]),
    )
