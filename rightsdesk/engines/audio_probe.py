"""What an audio file says about itself, read without trusting it: which containers we open, and how.
Leaves the samples to `audio`."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio_process import Finished, ToolTimeoutError, run

_RATES = range(4_000, 384_001)
_PROBE_SECONDS = 20.0
_LONGEST_OGG_PAGE = 65_307
# Demuxers that hold audio themselves. Playlists (hls, concat, dash) would let a file name other files or hosts.
_FORMATS = "wav,w64,flac,ogg,mp3,mov,aac,aiff,caf,matroska,webm,ac3,amr,au,ape,wv,asf"
GUARD = ["-protocol_whitelist", "file", "-format_whitelist", _FORMATS]


@dataclass(frozen=True, slots=True)
class Probe:
    """What the container declares; `seconds` is 0.0 where it does not say."""

    seconds: float
    channels: int
    rate: int
    codec: str
    container: str


def probe(path: Path) -> Probe:
    """Read the headers only. Raises Invalid: audio_empty, audio_not_audio."""
    if path.stat().st_size == 0:
        raise Invalid("audio_empty", "The file is empty.")
    entries = "format=duration,format_name:stream=codec_name,channels,sample_rate,duration"
    wanted = ["-select_streams", "a:0", "-show_entries", entries, "-of", "json"]
    answer = run_on_upload(["ffprobe", "-v", "error", *GUARD, *wanted, url(path)], _PROBE_SECONDS)
    facts: dict[str, Any] = {}
    with suppress(json.JSONDecodeError):
        facts = json.loads(answer.output or "{}")
    if answer.code != 0 or not facts.get("streams"):
        raise Invalid("audio_not_audio", "The file holds no audio that can be read.")
    return _declared(facts["streams"][0], facts.get("format", {}))


def _declared(stream: dict[str, Any], container: dict[str, Any]) -> Probe:
    rate, channels = int(stream.get("sample_rate", 0)), int(stream.get("channels", 0))
    if rate not in _RATES or channels < 1:
        raise Invalid("audio_not_audio", "The file holds no audio that can be read.")
    seconds = stream.get("duration") or container.get("duration") or 0.0
    return Probe(
        float(seconds), channels, rate, str(stream.get("codec_name", "")), container.get("format_name", "")
    )


def last_page_is_whole(path: Path) -> bool:
    """An Ogg file does not declare its length, but its last page (RFC 3533) says how long that page is."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = file.seek(max(0, size - _LONGEST_OGG_PAGE))
        tail = file.read()
    page = tail.rfind(b"OggS")
    if page < 0 or page + 27 > len(tail):
        return False
    lengths = tail[page + 27 : page + 27 + tail[page + 26]]
    return start + page + 27 + len(lengths) + sum(lengths) <= size


def run_on_upload(command: list[str], seconds: float) -> Finished:
    with suppress(ToolTimeoutError):
        return run(command, seconds=seconds)
    raise Invalid("audio_corrupt", "The audio takes too long to read; its file is probably damaged.")


def url(path: Path) -> str:
    """An explicit protocol, so that a name such as `-i` or `http:x` stays a file name."""
    return f"file:{path.absolute()}"
