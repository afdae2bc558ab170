"""What the watermark's tests listen to: one of the demo's songs, marked once, and sounds made here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.watermark import embed

SONGS = Path(__file__).resolve().parents[3] / "fixtures" / "audio"
PAYLOAD, KEY = 0x0123456789ABCDEF, bytes(range(32))


@cache
def song() -> Audio:
    """Stereo, long enough to be cropped anywhere."""
    audio = decode(SONGS / "gravel_and_rain.opus")
    return Audio(audio.samples[: 24 * audio.rate], audio.rate)


@cache
def marked_song() -> Audio:
    return embed(song(), PAYLOAD, KEY)


def noise(seconds: float, *, rate: int = 44_100, channels: int = 1, level: float = 0.1) -> Audio:
    """Noise that falls by 6 dB an octave from 150 Hz, as music about does; `level` is its RMS."""
    white = np.random.default_rng(4).standard_normal((int(seconds * rate), channels))
    spectrum = np.fft.rfft(white, axis=0)
    spectrum /= np.maximum(np.fft.rfftfreq(len(white), 1 / rate), 150.0)[:, None]
    samples = np.fft.irfft(spectrum, len(white), axis=0)
    return Audio((samples * level / samples.std()).astype(np.float32), rate)


def snr_db(audio: Audio, marked: Audio) -> float:
    host, mark = audio.samples.astype(np.float64), marked.samples.astype(np.float64) - audio.samples
    return float(10 * np.log10((host**2).sum() / (mark**2).sum()))
