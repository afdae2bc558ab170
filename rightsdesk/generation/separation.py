"""Weight-free separation of a mix into vocals, drums, bass and other: preview grade, and always said to be so.
The four parts sum to the mix exactly; nobody assumes that a voice is in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_samples import Audio, Samples

METHOD = "two-pass median masks (FitzGerald), harmonic-percussive residue, crossover"
GRADE = "preview"
_LONG_WINDOW, _SHORT_WINDOW, _DRUM_WINDOW = 16_384, 1024, 2048
_VOICE_FROM_HZ = 110.0
_BASS_UNTIL_HZ = 220.0
_CHUNK_SECONDS = 40.0
_CROSSFADE_SECONDS = 1.0

Magnitudes = NDArray[np.float32]


def remixed(
    audio: Audio, gains: Mapping[str, np.float32], on_piece: Callable[[float], None] = lambda fraction: None
) -> Samples:
    """The sum of the stems, each times its gain (absent: not at all). Works in pieces with cross-fades, so that only
    one piece's stems are held at a time."""
    mix = np.zeros_like(audio.samples)
    for start, stop, weight in _pieces(audio):
        parts = _separate_piece(audio.samples[start:stop], audio.rate)
        for name, gain in gains.items():
            mix[start:stop] += parts[name] * (weight * gain)
        on_piece(stop / audio.frames)
    return mix


def _pieces(audio: Audio) -> Iterator[tuple[int, int, Samples]]:
    """Spans with weights that sum to one everywhere."""
    size, fade = int(_CHUNK_SECONDS * audio.rate), int(_CROSSFADE_SECONDS * audio.rate)
    starts = list(range(0, max(1, audio.frames - fade), size))
    for start in starts:
        stop = audio.frames if start == starts[-1] else start + size + fade
        weight = np.ones((stop - start, 1), dtype=np.float32)
        if start:
            weight[:fade, 0] = np.linspace(0, 1, fade, endpoint=False)
        if stop < audio.frames:
            weight[-fade:, 0] = np.linspace(1, 0, fade, endpoint=False)
        yield start, stop, weight


def _separate_piece(mix: Samples, rate: int) -> dict[str, Samples]:
    """A long window shows sung notes as smeared over frequency, a short one as steady: what is neither a steady
    instrument at the first look nor a hit at the second is mostly voice."""
    unsteady = _masked(mix, rate, _LONG_WINDOW, keep="percussive")
    vocals = _masked(_high(unsteady, rate, _VOICE_FROM_HZ), rate, _SHORT_WINDOW, keep="harmonic")
    backing = mix - vocals
    drums = _masked(backing, rate, _DRUM_WINDOW, keep="percussive")
    tonal = backing - drums
    bass = tonal - _high(tonal, rate, _BASS_UNTIL_HZ)
    return {"vocals": vocals, "drums": drums, "bass": bass, "other": tonal - bass}


def _masked(mix: Samples, rate: int, window: int, keep: str) -> Samples:
    """The harmonic or percussive part: medians along time and frequency share each bin by their squares."""
    from scipy.signal import istft, stft

    overlap = window * 3 // 4
    _, _, spectrum = stft(mix.T, rate, nperseg=window, noverlap=overlap, boundary="zeros")
    level = np.abs(spectrum).mean(axis=0)
    harmonic, percussive = _median(level), _median(level.T).T
    wanted, rest = (harmonic, percussive) if keep == "harmonic" else (percussive, harmonic)
    mask = wanted**2 / (wanted**2 + rest**2 + 1e-16)
    _, part = istft(spectrum * mask, rate, nperseg=window, noverlap=overlap, boundary=True)
    cut: Samples = part.T[: len(mix)].astype(np.float32)
    return np.pad(cut, ((0, len(mix) - len(cut)), (0, 0)))


def _median(level: Magnitudes) -> Magnitudes:
    """Running median of 17 along the last axis. Rows are laid end to end: scipy's one-dimensional filter is eight times
    faster than its two-dimensional one, and rows only mix in their first and last eight values."""
    from scipy.ndimage import median_filter

    flat: Magnitudes = median_filter(np.ascontiguousarray(level).ravel(), size=17)
    return flat.reshape(level.shape)


def _high(samples: Samples, rate: int, hertz: float) -> Samples:
    """What lies above `hertz`, without moving it in time."""
    from scipy.signal import butter, sosfiltfilt

    sections = butter(2, hertz, "highpass", fs=rate, output="sos")
    filtered: Samples = sosfiltfilt(sections, samples, axis=0).astype(np.float32)
    return filtered
