"""`--source FILE`: puts a person's own recording into the demo's catalogue, under the rights of an open-handed artist."""

from datetime import date
from pathlib import Path

from rightsdesk.artists import actions as artists
from rightsdesk.artists.models import Recording
from rightsdesk.demo.load import stored_audio
from rightsdesk.domain.shares import WHOLE, Right
from rightsdesk.generation.builtin import engine
from rightsdesk.generation.contract import Source
from rightsdesk.media.actions import sha256_of
from rightsdesk.media.models import Kind
from rightsdesk.screening import actions as screening

ACTOR = "system:own_recording"


def register_own_recording(path: Path, *, like: Recording) -> Recording:
    """The same file again is the same recording. Raises Invalid for what is not usable audio."""
    number = int(sha256_of(path)[:12], 16) % 100_000
    analysis = engine().analyse(Source(path))
    new = artists.NewRecording(
        title=path.stem[:100],
        isrc=f"ZZOWN26{number:05d}",
        artist=like.artist,
        master=stored_audio(path, Kind.MASTER, actor=ACTOR),
        works=tuple((link.work, link.weight_ppm) for link in like.work_links.select_related("work")),
        bpm=analysis.tempo_bpm if analysis.beat_steady else None,
        key_name=analysis.key,
    )
    recording = artists.register_recording(actor=ACTOR, new=new)
    share = artists.NewShare(
        like.artist.party, recording, Right.MASTER, WHOLE, date(2020, 1, 1), source="--source"
    )
    artists.record_share(actor=ACTOR, new=share)
    screening.add_reference(actor=ACTOR, recording_id=recording.pk)
    return recording
