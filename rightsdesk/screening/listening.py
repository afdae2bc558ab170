"""From assets to sound in the form the engines want."""

from django.conf import settings

from rightsdesk.engines.audio import Audio, decode
from rightsdesk.media.models import Asset
from rightsdesk.media.queries import local_path

ENGINE_RATE = 16_000


def for_engines(asset: Asset) -> Audio:
    """Mono at 16 kHz: all that fingerprints and voices hear. Raises Invalid for audio that cannot be decoded."""
    return decode(local_path(asset), rate=ENGINE_RATE, mono=True, max_seconds=settings.MAX_AUDIO_SECONDS)


def as_delivered(asset: Asset) -> Audio:
    """Every channel at its own rate, for what a listener would notice."""
    return decode(local_path(asset), max_seconds=settings.MAX_AUDIO_SECONDS)
