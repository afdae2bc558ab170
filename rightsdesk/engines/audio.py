"""Audio in and out of files: ffmpeg behind typed refusals, with limits on time, memory and length.
Knows containers and samples; leaves what is done to sound to the generation room."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio_encode import encode
from rightsdesk.engines.audio_loudness import loudness
from rightsdesk.engines.audio_probe import GUARD, Probe, last_page_is_whole, probe, run_on_upload, url
from rightsdesk.engines.audio_samples import Audio, Loudness, pcm_hash, peaks

__all__ = ["Audio", "Loudness", "Probe", "decode", "encode", "loudness", "pcm_hash", "peaks", "probe"]

MAX_CHANNELS = 8
MAX_RATE = 48_000
_TRUNCATED = "The audio ends before the length its file declares: it is truncated."
_QUIET = ["-hide_banner", "-nostdin", "-v", "error"]


def decode(
    source: Path | bytes, rate: int | None = None, mono: bool = False, max_seconds: float = 1200.0
) -> Audio:
    """Float samples of the first audio stream: mono or stereo, at `rate` (default: its own, at most 48 kHz).

    More than two channels are mixed down. Raises Invalid: audio_empty, audio_not_audio, audio_corrupt,
    audio_too_long, audio_too_many_channels, audio_nan. Never decodes more than `max_seconds`.
    """
    with _as_file(source) as path, tempfile.TemporaryDirectory(prefix="rightsdesk-audio-") as folder:
        declared = probe(path)
        _refuse_size(declared, max_seconds)
        if declared.container == "ogg" and not last_page_is_whole(path):
            raise Invalid("audio_corrupt", _TRUNCATED)
        target = rate or min(declared.rate, MAX_RATE)
        channels = 1 if mono or declared.channels == 1 else 2
        raw = Path(folder) / "samples.f32"
        _decode_to(path, raw, target, channels, max_seconds)
        samples = np.fromfile(raw, dtype="<f4")
    audio = Audio(samples.reshape(-1, channels), target)
    _refuse_content(audio, declared, max_seconds)
    return audio


def _decode_to(path: Path, raw: Path, rate: int, channels: int, max_seconds: float) -> None:
    cut = ["-t", f"{max_seconds + 1:.3f}"]
    shape = ["-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", str(channels), "-ar", str(rate), "-f", "f32le"]
    # Sum of channels at full level can pass 1.0; the float format keeps it, so nothing is clipped here.
    command = [
        "ffmpeg",
        *_QUIET,
        "-xerror",
        "-threads",
        "1",
        *GUARD,
        *cut,
        "-i",
        url(path),
        *shape,
        url(raw),
    ]
    answer = run_on_upload(command, 30 + max_seconds / 4)
    if answer.code != 0 or not raw.exists():
        raise Invalid("audio_corrupt", "The audio is damaged and cannot be decoded to its end.")


def _refuse_size(declared: Probe, max_seconds: float) -> None:
    if declared.seconds > max_seconds:
        raise _too_long(declared.seconds, max_seconds)
    if declared.channels > MAX_CHANNELS:
        facts = {"channels": declared.channels, "most": MAX_CHANNELS}
        message = f"The file has {declared.channels} channels; the desk takes up to {MAX_CHANNELS}."
        raise Invalid("audio_too_many_channels", message, facts)


def _refuse_content(audio: Audio, declared: Probe, max_seconds: float) -> None:
    if audio.frames == 0:
        raise Invalid("audio_empty", "The file holds no audio samples.")
    if audio.seconds > max_seconds + 0.5:
        raise _too_long(audio.seconds, max_seconds)
    slack = max(0.5, 0.02 * declared.seconds)
    if audio.seconds < declared.seconds - slack:
        facts = {"declared_s": round(declared.seconds, 3), "decoded_s": round(audio.seconds, 3)}
        raise Invalid("audio_corrupt", _TRUNCATED, facts)
    if not np.isfinite(audio.samples).all():
        raise Invalid("audio_nan", "The audio holds samples that are not numbers.")


def _too_long(seconds: float, most: float) -> Invalid:
    facts = {"seconds": round(seconds, 3), "most": most}
    return Invalid(
        "audio_too_long", f"The audio is longer than the {most:.0f} seconds the desk takes.", facts
    )


@contextmanager
def _as_file(source: Path | bytes) -> Iterator[Path]:
    """A real file, because most containers need to be read at both ends."""
    if isinstance(source, Path):
        yield source
        return
    with tempfile.NamedTemporaryFile(prefix="rightsdesk-upload-") as file:
        file.write(source)
        file.flush()
        yield Path(file.name)
