"""Write a mark into sound: each cell a little louder or softer, hidden under the sound and 35 dB below it."""

from __future__ import annotations

import numpy as np

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.engines.watermark import trellis
from rightsdesk.engines.watermark.layout import (
    PAYLOAD_BITS,
    PERIOD_SECONDS,
    SLOT_SECONDS,
    SLOTS,
    Floats,
    band_edges,
    band_weights,
)
from rightsdesk.engines.watermark.pattern import pattern
from rightsdesk.engines.watermark.spectrum import Spectra, changed
from rightsdesk.engines.watermark.strength import Host, measured, strengths
from rightsdesk.engines.watermark.sufficing import suffices

SNR_DB = (35.0, 33.5, 32.2)
"""What is aimed at, and what is taken where the sound itself (bright noise, bowed strings) drowns the mark."""
LOWEST_RATE = 22_050
_QUIETEST = 1e-4  # RMS: -80 dB of full scale
_ONSET_SECONDS = 0.005
_UNDER_ONSET_DB = 14.0
_MOST_MADE_UP = 1.6
_TINY = 1e-30
_CHUNK = 1 << 20


def embed(audio: Audio, payload: int, key: bytes) -> Audio:
    """`audio` with a payload of 64 bits: same length, rate and channels; the same bytes for the same input.

    Raises Invalid: watermark_too_short (under one period, 7.68 s), watermark_too_quiet, watermark_rate (below 22.05 kHz).
    Peaks may rise by about 0.2 dB: leave room below the ceiling.
    """
    _refuse(audio, payload)
    laid, host = pattern(key), measured(audio)
    signs = laid.cells(trellis.encode(trellis.message(payload) ^ laid.mask))
    for snr_db in SNR_DB:
        marked = _marked(audio, host, signs, snr_db)
        if suffices(marked, signs):
            break
    return marked


def _marked(audio: Audio, host: Host, signs: Floats, snr_db: float) -> Audio:
    mark = _mark(audio, host, strengths(host, audio.rate, snr_db) * _turning(host, audio.rate, signs))
    _hold_under(audio, mark)
    wanted = _energy(audio.samples) * 10 ** (-snr_db / 10)
    mark *= np.float32(min(_MOST_MADE_UP, np.sqrt(wanted / max(_energy(mark), _TINY))))
    mark += audio.samples
    return Audio(mark, audio.rate)


def _refuse(audio: Audio, payload: int) -> None:
    if not 0 <= payload < 1 << PAYLOAD_BITS:
        raise ValueError(f"a payload has {PAYLOAD_BITS} bits")
    if audio.rate < LOWEST_RATE:
        facts: dict[str, float] = {"rate": audio.rate, "least": LOWEST_RATE}
        raise Invalid("watermark_rate", "The sampling rate is too low to carry a watermark.", facts)
    if audio.seconds < PERIOD_SECONDS:
        facts = {"seconds": round(audio.seconds, 3), "least": PERIOD_SECONDS}
        raise Invalid("watermark_too_short", "The audio is too short to carry a watermark.", facts)
    if _energy(audio.samples) < _QUIETEST**2 * audio.samples.size:
        raise Invalid("watermark_too_quiet", "The audio is too quiet to carry a watermark.")


def _turning(host: Host, rate: int, signs: Floats) -> Floats:
    """The sign of every cell at every frame, [frames, bands]: up in the first half of a slot, down in the second, or the
    other way round. What a sound does by itself seldom turns about within 40 ms."""
    halves = np.floor(np.arange(len(host.whole)) * host.hop / rate / (SLOT_SECONDS / 2)).astype(np.int64)
    turned = (1 - 2 * (halves % 2)).astype(np.float32)
    return signs[halves // 2 % SLOTS] * turned[:, None]


def _mark(audio: Audio, host: Host, cells: Floats) -> Floats:
    weights = band_weights(host.window, audio.rate, band_edges()).T

    def change(first: int, spectra: Spectra) -> Spectra:
        return spectra * (cells[first : first + len(spectra)] @ weights)

    return np.stack([changed(channel, host.window, change) for channel in audio.samples.T], axis=1)


def _hold_under(audio: Audio, mark: Floats) -> None:
    """Soften the mark, in place, where it would run ahead of an onset: there nothing hides it."""
    from scipy.ndimage import uniform_filter1d

    span = max(1, int(_ONSET_SECONDS * audio.rate))
    for start in range(0, audio.frames, _CHUNK):
        part = slice(start, start + _CHUNK)
        host = uniform_filter1d((audio.samples[part] ** 2).sum(axis=1), span)
        own = uniform_filter1d((mark[part] ** 2).sum(axis=1), span)
        ceiling = host * np.float32(10 ** (-_UNDER_ONSET_DB / 10))
        gain = np.sqrt(np.minimum(1.0, np.maximum(ceiling, 0.0) / np.maximum(own, 1e-20)))
        mark[part] *= uniform_filter1d(gain.astype(np.float32), span)[:, None]


def _energy(samples: Floats) -> float:
    """Sum of squares in double precision, in pieces: the same on every machine, without a copy of a long recording."""
    return float(
        sum(
            np.square(samples[start : start + _CHUNK], dtype=np.float64).sum()
            for start in range(0, len(samples), _CHUNK)
        )
    )
