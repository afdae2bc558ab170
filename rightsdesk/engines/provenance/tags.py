"""Plain tags, for players that know nothing of credentials: title, artist and where to look the file up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rightsdesk.engines.audio_probe import GUARD, url
from rightsdesk.engines.audio_process import run

_SECONDS = 120.0
# The first audio stream as it is, nothing of what the encoder wrote, no dates: the same file gives the same bytes.
_COPY = [
    "-map",
    "0:a:0",
    "-c",
    "copy",
    "-map_metadata",
    "-1",
    "-fflags",
    "+bitexact",
    "-flags:a",
    "+bitexact",
]
_CONTAINER = {
    "flac": ["-f", "flac"],
    "wav": ["-f", "wav"],
    "opus": ["-f", "opus"],
    "mp3": ["-id3v2_version", "4", "-f", "mp3"],
    "m4a": ["-movflags", "+faststart", "-f", "ipod"],
}


def tag(source: Path, target: Path, tags: Mapping[str, str]) -> None:
    """Write `source` to `target` with `tags` (names as ffmpeg knows them), the sound untouched."""
    words = [part for name, value in tags.items() if value for part in ("-metadata", f"{name}={value}")]
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-v", "error", *GUARD, "-i", url(source), *_COPY]
    answer = run([*command, *words, *_CONTAINER[target.suffix[1:]], url(target)], seconds=_SECONDS)
    if answer.code != 0:
        raise RuntimeError(f"ffmpeg could not write tags: {answer.errors.strip()[:500]}")
