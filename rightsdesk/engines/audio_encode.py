"""Audio into files, whole or not at all and bit-exact: lossless masters through libsndfile, lossy deliveries through
ffmpeg. Leaves reading to `audio`, tags and credentials to provenance."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rightsdesk.engines.audio_probe import url
from rightsdesk.engines.audio_process import run
from rightsdesk.engines.audio_samples import Audio, to_24_bit

LOSSLESS = ("flac", "wav")
# libopus and LAME keep their encoder's delay in the container, the AAC encoder in an edit list: players leave it out.
_CODECS = {
    "opus": ["-c:a", "libopus", "-b:a", "128k", "-f", "opus"],
    "m4a": ["-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", "-f", "ipod"],
    "mp3": ["-c:a", "libmp3lame", "-b:a", "192k", "-f", "mp3"],
}
LOSSY = tuple(_CODECS)
# No dates, no encoder's version, no random stream numbers: the same samples give the same bytes.
_EXACT = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
_PIECE = 1 << 20
_QUIET = ["-hide_banner", "-nostdin", "-v", "error", "-threads", "1"]


def encode(audio: Audio, path: Path, format: str = "opus") -> None:  # noqa: A002
    """Write `path` whole or not at all: "flac" or "wav" (24 bit), "opus" (128 kbit/s), "m4a" (AAC 192 kbit/s), "mp3"
    (192 kbit/s). The same samples give the same bytes on one machine."""
    if format not in (*LOSSLESS, *LOSSY):
        raise ValueError(f"unknown audio format: {format}")
    with tempfile.TemporaryDirectory(prefix=".encode-", dir=path.parent) as folder:
        part = Path(folder) / f"part.{format}"
        (_write_lossless if format in LOSSLESS else _write_lossy)(audio, part)
        os.replace(part, path)


def _write_lossless(audio: Audio, part: Path) -> None:
    """In pieces: a long master is never held in a second form as a whole."""
    import soundfile

    container = part.suffix[1:].upper()
    with soundfile.SoundFile(part, "w", audio.rate, audio.channels, "PCM_24", format=container) as file:
        for start in range(0, audio.frames, _PIECE):
            file.write(to_24_bit(audio.samples[start : start + _PIECE]) << 8)


def _write_lossy(audio: Audio, part: Path) -> None:
    raw = part.with_suffix(".f32")
    audio.samples.astype("<f4").tofile(raw)
    shape = ["-f", "f32le", "-ar", str(audio.rate), "-ac", str(audio.channels), "-i", url(raw)]
    rate = ["-ar", str(_rate(audio.rate, part.suffix))]
    codec = _CODECS[part.suffix[1:]]
    command = ["ffmpeg", *_QUIET, *shape, *rate, *_EXACT, *codec, url(part)]
    answer = run(command, seconds=30 + audio.seconds)
    if answer.code != 0:
        raise RuntimeError(f"ffmpeg could not encode: {answer.errors.strip()[:500]}")


def _rate(rate: int, suffix: str) -> int:
    """44.1 kHz stays where the codec knows it (Opus does not); everything else goes out at 48 kHz."""
    return 44_100 if suffix != ".opus" and rate % 11_025 == 0 else 48_000
