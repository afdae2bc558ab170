"""Loudness and true peak of audio, after ITU-R BS.1770-4. Leaves what is done about them to the mastering room."""

from __future__ import annotations

import math

import numpy as np

from rightsdesk.engines.audio_samples import Audio, Loudness, Samples, loudest_channel

LUFS_FLOOR = -70.0
PEAK_FLOOR_DB = -120.0
_BLOCK_SECONDS = 0.4
_CHUNK = 1 << 18
_MARGIN = 64


def loudness(audio: Audio) -> Loudness:
    """Integrated loudness in LUFS and true peak in dBTP."""
    return Loudness(integrated_lufs(audio), true_peak_dbtp(audio))


def integrated_lufs(audio: Audio) -> float:
    """Gated integrated loudness; audio shorter than one 400 ms block is padded with silence."""
    import pyloudnorm

    samples = audio.samples
    short = math.ceil(_BLOCK_SECONDS * audio.rate) + 1 - audio.frames
    if short > 0:
        samples = np.pad(samples, ((0, short), (0, 0)))
    if not samples.any():
        return LUFS_FLOOR
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(pyloudnorm.Meter(audio.rate).integrated_loudness(samples))
    return max(LUFS_FLOOR, value) if math.isfinite(value) else LUFS_FLOOR


def true_peak_dbtp(audio: Audio) -> float:
    """The highest absolute value after fourfold oversampling (BS.1770-4, annex 2), in dB of full scale."""
    peak = float(true_peaks(audio.samples).max(initial=0.0))
    return max(PEAK_FLOOR_DB, 20 * math.log10(peak)) if peak > 0 else PEAK_FLOOR_DB


def true_peaks(samples: Samples) -> Samples:
    """Per frame, the highest absolute value of the fourfold oversampled signal over all channels, [frames]. Works in
    pieces: a long recording is never oversampled in one array. Their cut ends would ring, so they overlap."""
    curves = [np.zeros(0, dtype=np.float32)]
    for start in range(0, samples.shape[0], _CHUNK):
        begin = max(0, start - _MARGIN)
        piece = _oversampled(samples[begin : start + _CHUNK + _MARGIN])
        curves.append(piece[start - begin :][: min(_CHUNK, samples.shape[0] - start)])
    return np.concatenate(curves)


def _oversampled(samples: Samples) -> Samples:
    from scipy.signal import resample_poly

    fine = loudest_channel(resample_poly(samples, 4, 1, axis=0))
    highest: Samples = np.maximum.reduce([fine[phase::4] for phase in range(4)])
    return highest
