"""Storing bytes: the file first, whole and under its hash; then the row."""

import hashlib
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from rightsdesk.journal.actions import record
from rightsdesk.media.models import Asset, Kind


@dataclass(frozen=True, slots=True)
class Sound:
    """What an audio asset knows of its sound."""

    seconds: float
    channels: int
    sample_rate: int
    peaks: list[int] | None = None


def sha256_of(path: Path) -> str:
    """SHA-256 (hex) of a file, read in chunks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store(
    *, actor: str, source: Path | bytes, kind: Kind, media_type: str, sound: Sound | None = None
) -> Asset:
    """Keep these bytes and return their asset; the same bytes again are the same asset."""
    digest = hashlib.sha256(source).hexdigest() if isinstance(source, bytes) else sha256_of(source)
    if known := Asset.objects.filter(sha256=digest).first():
        return known
    key = f"{digest[:2]}/{digest[2:4]}/{digest}"
    size = _keep(source, key)
    facts = {"kind": kind.value, "media_type": media_type, "size": size, "storage_key": key}
    with transaction.atomic():
        asset, made = Asset.objects.get_or_create(
            sha256=digest, defaults=facts | (asdict(sound) if sound else {})
        )
        if made:
            what = {"sha256": digest, "kind": kind.value, "size": size}
            record(actor=actor, verb="media.stored", subject=asset.public_id, facts=what)
    return asset


def _keep(source: Path | bytes, key: str) -> int:
    """Write to a temporary name and rename: a crash never leaves half a file under a hash."""
    target = Path(default_storage.path(key))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=settings.MEDIA_ROOT, prefix="incoming-", delete=False) as scratch:
        if isinstance(source, bytes):
            scratch.write(source)
        else:
            with source.open("rb") as file:
                shutil.copyfileobj(file, scratch)
    Path(scratch.name).replace(target)
    return target.stat().st_size
