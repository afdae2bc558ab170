"""What happens to a file in the world, done on purpose: the codecs, rates and tempos a mark must live through.
For measuring; the numbers are the issue's. Leaves what came of it to the tests and the bench."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rightsdesk.engines.audio import decode
from rightsdesk.engines.audio_probe import url
from rightsdesk.engines.audio_process import run
from rightsdesk.engines.audio_samples import Audio

CROP_SECONDS = 12.0
Attack = Callable[[Audio], Audio]
_QUIET = ["-hide_banner", "-nostdin", "-v", "error", "-threads", "1"]


def cropped(audio: Audio, share: float, seconds: float = CROP_SECONDS) -> Audio:
    """`seconds` of it, from `share` (0..1) of where such a piece can begin."""
    length = min(audio.frames, int(seconds * audio.rate))
    first = int(share * (audio.frames - length))
    return Audio(audio.samples[first : first + length], audio.rate)


def _through(command: Callable[[Path, Path], list[str]], suffix: str) -> Attack:
    def attack(audio: Audio) -> Audio:
        import soundfile

        with tempfile.TemporaryDirectory(prefix="rightsdesk-attack-") as folder:
            before, after = Path(folder) / "before.wav", Path(folder) / f"after.{suffix}"
            soundfile.write(before, audio.samples, audio.rate, subtype="FLOAT")
            answer = run(command(before, after), seconds=30 + audio.seconds)
            if answer.code != 0:
                raise RuntimeError(answer.errors.strip()[:500])
            return decode(after)

    return attack


def coded(suffix: str, *arguments: str) -> Attack:
    """Through ffmpeg with `arguments` into a file of that kind, and decoded again."""
    return _through(
        lambda before, after: ["ffmpeg", *_QUIET, "-i", url(before), *arguments, url(after)], suffix
    )


def stretched(faster: float) -> Attack:
    """Rubber Band: `faster` times the tempo at the same pitch."""
    return _through(
        lambda before, after: ["rubberband", "-q", "-T", f"{faster}", str(before), str(after)], "wav"
    )


def spliced(faster: float) -> Attack:
    """ffmpeg's atempo: overlapping pieces of waveform, the same pitch."""
    return coded("wav", "-af", f"atempo={faster}", "-c:a", "pcm_f32le")


def sped(faster: float) -> Attack:
    """Played faster, as a record: the pitch goes along."""

    def attack(audio: Audio) -> Audio:
        filters = f"asetrate={round(audio.rate * faster)},aresample={audio.rate}"
        return coded("wav", "-af", filters, "-c:a", "pcm_f32le")(audio)

    return attack


def resampled(rate: int) -> Attack:
    """Kept as 16-bit samples at another rate."""
    return coded("wav", "-ar", str(rate), "-c:a", "pcm_s16le")


def mono_and_softer(audio: Audio) -> Audio:
    """One channel, half as loud."""
    return Audio((audio.mono()[:, None] * np.float32(0.5)), audio.rate)


def both(first: Attack, second: Attack) -> Attack:
    """One after the other."""
    return lambda audio: second(first(audio))


MP3 = coded("mp3", "-c:a", "libmp3lame", "-b:a", "64k")
OPUS = coded("opus", "-c:a", "libopus", "-b:a", "64k")
AAC = coded("m4a", "-c:a", "aac", "-b:a", "96k")
ATTACKS: dict[str, Attack] = {
    "nothing": lambda audio: audio,
    "mp3 64k": MP3,
    "opus 64k": OPUS,
    "aac 96k": AAC,
    "44.1 kHz": resampled(44_100),
    "48 kHz": resampled(48_000),
    "22.05 kHz": resampled(22_050),
    "mono, -6 dB": mono_and_softer,
    "Rubber Band +7 %": stretched(1.07),
    "Rubber Band -7 %": stretched(0.93),
    "atempo +7 %": spliced(1.07),
    "atempo -7 %": spliced(0.93),
    "speed +7 %": sped(1.07),
    "speed -7 %": sped(0.93),
    "mono, mp3 64k": both(mono_and_softer, MP3),
    "Rubber Band +5 %, mp3 64k": both(stretched(1.05), MP3),
}
