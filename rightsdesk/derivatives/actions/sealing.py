"""From a master to what listeners get: marked, encoded, tagged and signed, then kept, and screening is next.

How a file is sealed is rightsdesk.engines.provenance's business; what is said in the seal is decided here."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from rightsdesk.derivatives.actions.life import locked, step
from rightsdesk.derivatives.claims import claim_of
from rightsdesk.derivatives.engine import keys
from rightsdesk.derivatives.made import MASTER, Made
from rightsdesk.derivatives.models import DeliveredFile, Derivative, Rendering
from rightsdesk.domain.lifecycle import State
from rightsdesk.engines import audio
from rightsdesk.engines.audio_probe import probe
from rightsdesk.journal.outbox import dispatch
from rightsdesk.media.actions import Sound, store
from rightsdesk.media.models import Asset, Kind

if TYPE_CHECKING:
    from rightsdesk.engines.provenance import Sealed, SealedFile

HEARD = "opus"
FORMATS = (MASTER, HEARD, "m4a", "mp3")
MEDIA_TYPES = {
    "flac": "audio/flac",
    "opus": "audio/ogg",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
}
SIDECAR = "application/c2pa"


def keep(*, actor: str, derivative: Derivative, made: Made) -> Derivative:
    """Seal it, store the files, then the rendering and the step to screening in one transaction.

    Whoever comes second finds the derivative further on, and changes nothing."""
    from rightsdesk.engines.provenance import seal

    with tempfile.TemporaryDirectory(prefix="rightsdesk-seal-") as folder:
        sealed = seal(made.master, claim_of(derivative, made), keys(), Path(folder), formats=FORMATS)
        files = {name: _stored(actor, name, file) for name, file in sealed.files.items()}
    with transaction.atomic():
        derivative = locked(derivative.pk)
        if derivative.state == State.GENERATING:
            _write(derivative, made, sealed, files)
            facts = {
                "engine": made.engine, "version": made.engine_version, "watermark": sealed.watermark,
                "sha256": {name: asset.sha256 for name, (asset, _) in files.items()},
            }  # fmt: skip
            words = f"Rendered by {made.engine} and sealed."
            step(derivative, State.SCREENING, actor=actor, reason=words, facts=facts)
            dispatch(task="rightsdesk.screening.tasks.screen", args=[derivative.pk], queue="screen")
    return derivative


def _stored(actor: str, name: str, file: SealedFile) -> tuple[Asset, Asset | None]:
    """The file and, where the container cannot hold its credential, that beside it."""
    facts = _sound(file.path, drawn=name in (MASTER, HEARD))
    kind = Kind.MASTER if name == MASTER else Kind.DELIVERY
    asset = store(actor=actor, source=file.path, kind=kind, media_type=MEDIA_TYPES[name], sound=facts)
    if file.sidecar is None:
        return asset, None
    return asset, store(actor=actor, source=file.sidecar, kind=Kind.DOCUMENT, media_type=SIDECAR)


def _sound(path: Path, drawn: bool) -> Sound:
    """Peaks only of what is drawn somewhere: the others cost a decoding each."""
    if not drawn:
        declared = probe(path)
        return Sound(declared.seconds, declared.channels, declared.rate)
    sound = audio.decode(path, max_seconds=settings.MAX_AUDIO_SECONDS)
    return Sound(sound.seconds, sound.channels, sound.rate, audio.peaks(sound))


def _write(
    derivative: Derivative, made: Made, sealed: Sealed, files: dict[str, tuple[Asset, Asset | None]]
) -> None:
    columns = {name: value for name, value in asdict(made).items() if name != "master"}
    columns |= {"steps": sealed.steps, "metrics": made.metrics | {"watermark_snr_db": sealed.snr_db}}
    rendering = Rendering.objects.create(
        derivative=derivative,
        watermark=sealed.watermark or None,
        watermark_key=sealed.watermark_key,
        credential_hash=sealed.files[MASTER].credential_sha256,
        master=files[MASTER][0],
        delivery=files[HEARD][0],
        **columns,
    )
    DeliveredFile.objects.bulk_create(
        DeliveredFile(
            rendering=rendering,
            format=name,
            asset=asset,
            sidecar=sidecar,
            credential_sha256=sealed.files[name].credential_sha256,
            lufs=sealed.files[name].lufs,
            true_peak_dbtp=sealed.files[name].true_peak_dbtp,
        )
        for name, (asset, sidecar) in files.items()
    )
