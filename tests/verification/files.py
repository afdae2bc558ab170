"""A published derivative of real music, sealed as the desk seals, and what people do to its files."""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rightsdesk.consent.models import Terms
from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.actions.sealing import keep
from rightsdesk.derivatives.made import Made
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.disclosure import step
from rightsdesk.domain.lifecycle import State
from rightsdesk.engines.audio import Audio, decode, encode
from rightsdesk.media.queries import local_path
from rightsdesk.screening import actions as screening
from tests.builders import ACTOR, ask, platform, song, terms
from tests.derivatives.living import agree

MUSIC = Path(__file__).resolve().parents[2] / "fixtures" / "audio" / "paper_lanterns.opus"
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Published:
    """The derivative, the artist's terms it was made under (a withdrawal takes it down in 14 days), and its files by
    format; `sidecar` is the Opus file's."""

    derivative: Derivative
    given: Terms
    files: dict[str, Path]
    sidecar: Path


def published(folder: Path) -> Published:
    """Asked for, rendered (the rendering is an excerpt of real music), sealed, screened and out."""
    source, (programme, client) = song(), platform()
    terms(source.label)
    terms(source.publisher)
    given = agree(source.artist.party, ending="take_down")
    made, _ = derivatives.request(actor=ACTOR, client=client, programme=programme, ask=ask(source))
    derivatives.move(actor=ACTOR, derivative_id=made.pk, to=State.GENERATING, reason="Rendering.")
    made.refresh_from_db()
    sound = Made(
        _excerpt(folder), "builtin", "2.0", [step("tempo", {"ratio": 0.9}, "rubberband")], {}, {}, made.seed
    )
    kept = keep(actor=ACTOR, derivative=made, made=sound)
    derivatives.conclude_screening(
        actor=ACTOR, derivative_id=kept.pk, run_id="run", clear=True, reasons=["Clear."]
    )
    screening.add_reference(actor=ACTOR, derivative_id=kept.pk)
    kept.refresh_from_db()
    return Published(kept, given, *_files(kept, folder))


def _excerpt(folder: Path) -> Path:
    whole = decode(MUSIC)
    path = folder / "master.flac"
    encode(Audio(whole.samples[: int(SECONDS * whole.rate)], whole.rate), path, "flac")
    return path


def _files(derivative: Derivative, folder: Path) -> tuple[dict[str, Path], Path]:
    """Copies under names that people would give them."""
    files, sidecar = {}, folder / "song.c2pa"
    for file in derivative.rendering.files.select_related("asset", "sidecar"):
        files[file.format] = folder / f"song.{file.format}"
        files[file.format].write_bytes(local_path(file.asset).read_bytes())
        if file.sidecar:
            sidecar.write_bytes(local_path(file.sidecar).read_bytes())
    return files, sidecar


def converted(path: Path, *options: str) -> Path:
    """The same sound through another codec: what becomes of a file on its way through the internet."""
    target = Path(tempfile.mkdtemp(dir=path.parent)) / "copy.mp3"
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map_metadata", "-1", *options, str(target)]
    subprocess.run(command, check=True)
    return target
