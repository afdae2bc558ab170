"""Files that people hand in at the console: kept as evidence, or put where an action can read them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from rightsdesk.media.actions import store
from rightsdesk.media.models import Asset, Kind

TYPES = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".txt": "text/plain"}


@contextmanager
def on_disk(file: UploadedFile[bytes]) -> Iterator[Path]:
    """The file at a path, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="rightsdesk-upload-") as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        yield path


def evidence(actor: str, file: UploadedFile[bytes] | None) -> Asset | None:
    """The file kept as evidence; the same bytes are one asset."""
    if file is None:
        return None
    media_type = TYPES.get(Path(str(file.name)).suffix.lower(), "application/octet-stream")
    with on_disk(file) as path:
        return store(actor=actor, source=path, kind=Kind.EVIDENCE, media_type=media_type)
