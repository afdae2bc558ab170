"""What a derivative is made from, as engines get it: files, the label's stems, and what the catalogue knows."""

from dataclasses import replace

from rightsdesk.artists.models import Recording
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.errors import Invalid
from rightsdesk.generation.contract import Source, SourceFacts
from rightsdesk.media.models import Asset
from rightsdesk.media.queries import local_path


def masters_of(derivative: Derivative) -> list[tuple[Recording, Asset]]:
    """Its recordings with their sound, the first one's music first. Raises Invalid where the desk has no sound."""
    rows = list(derivative.sources.select_related("recording__master", "recording__artist").order_by("pk"))
    found = [(row.recording, row.recording.master) for row in rows if row.recording and row.recording.master]
    if not found or len(found) < len(rows):
        raise Invalid("source_without_audio", "The recording's master audio is not on the desk.")
    return found


def source_of(derivative: Derivative) -> Source:
    """One source, with the other song of a mashup in it. Raises Invalid as `masters_of` does."""
    first, *others = [_source(recording, master) for recording, master in masters_of(derivative)]
    return replace(first, second=others[0]) if others else first


def _source(recording: Recording, master: Asset) -> Source:
    stems = {stem.name: local_path(stem.asset) for stem in recording.stems.select_related("asset")}
    facts = SourceFacts(recording.bpm, recording.key_name or None, recording.downbeat_s)
    return Source(local_path(master), facts, stems)
