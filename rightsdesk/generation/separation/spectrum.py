"""Spectra for masking: one transform there and back, and running medians over it in seconds and hertz. Knows no stems."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rightsdesk.engines.audio_samples import Samples

Spectra = NDArray[np.complex64]
Levels = NDArray[np.float32]
TINY = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Transform:
    """Short-time Fourier transform with windows of `size` samples, each `1/overlap` of that after the one before."""

    rate: int
    size: int
    overlap: int

    def forward(self, samples: Samples) -> Spectra:
        """[channels, moments, bins] of [frames, channels]."""
        from scipy.fft import rfft

        hop = self.size // self.overlap
        padded = np.pad(samples, ((self.size, self.size + -len(samples) % hop), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded.T, self.size, axis=1)[:, ::hop]
        spectra: Spectra = rfft(windows * self._window(), axis=2)
        return spectra

    def backward(self, spectra: Spectra, frames: int) -> Samples:
        """[frames, channels]: the inverse of `forward` where nothing was changed."""
        from scipy.fft import irfft

        hop = self.size // self.overlap
        pieces = irfft(spectra, self.size, axis=2) * self._window()
        channels, moments, _ = pieces.shape
        parts = pieces.reshape(channels, moments, self.overlap, hop)
        whole = np.zeros((channels, moments + self.overlap - 1, hop), dtype=np.float32)
        for place in range(self.overlap):
            whole[:, place : place + moments] += parts[:, :, place]
        flat = whole.reshape(channels, -1)[:, self.size : self.size + frames]
        return np.ascontiguousarray(flat.T) * np.float32(2 / self.overlap)

    def over_time(self, levels: Levels, seconds: float) -> Levels:
        """Running median along time: steady tones stay, hits go."""
        count = _odd(seconds * self.rate * self.overlap / self.size)
        return np.ascontiguousarray(_median(levels.T, count).T)

    def over_pitch(self, levels: Levels, hertz: float) -> Levels:
        """Running median along frequency: hits stay, steady tones go."""
        return _median(levels, _odd(hertz * self.size / self.rate))

    def bins_below(self, hertz: float) -> int:
        return int(hertz * self.size / self.rate)

    def _window(self) -> Levels:
        """Once there and once back it is a Hann window, whose copies add up to a constant."""
        turn = np.arange(self.size) / self.size
        return np.sin(np.pi * turn).astype(np.float32)


def transform(rate: int, seconds: float, overlap: int) -> Transform:
    """With windows of about `seconds`: the nearest power of two of samples."""
    return Transform(rate, 1 << round(np.log2(seconds * rate)), overlap)


def level(spectra: Spectra) -> Levels:
    """Magnitude over all channels, [moments, bins]."""
    total: Levels = np.sqrt((np.abs(spectra) ** 2).mean(axis=0))
    return total


def _odd(count: float) -> int:
    return max(3, 2 * round((count - 1) / 2) + 1)


def _median(levels: Levels, count: int) -> Levels:
    """Along the last axis. Long rows are laid end to end: scipy's one-dimensional filter is eight times faster than its
    two-dimensional one, and rows only mix in their first and last values."""
    from scipy.ndimage import median_filter

    rows = np.ascontiguousarray(levels)
    if rows.shape[1] < 4 * count:
        short: Levels = median_filter(rows, size=(1, count), mode="nearest")
        return short
    flat: Levels = median_filter(rows.ravel(), size=count)
    return flat.reshape(rows.shape)
