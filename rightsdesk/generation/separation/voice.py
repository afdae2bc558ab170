"""The voice in a mix, without any trained weights: the average of two ways to hear it, then where it comes from.
Leaves what is not voice to `parts`."""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.separation.spectrum import TINY, Levels, Spectra, Transform, level, transform

# Windows, and the reach of each running median, in seconds and hertz. Chosen on the stems of fixtures/audio and on
# real recordings with a voice laid over them (`./desk bench generation`).
_LONG, _SHORT, _MIDDLE, _KERNEL = 0.37, 0.023, 0.09, 0.19
_STEADY_S, _HIT_HZ = 2.9, 24.0
_NOTE_S, _WIDE_HZ = 0.1, 1340.0
_TONE_S, _STRIKE_HZ = 1.4, 167.0
_NEAR_S, _NEAR_HZ = 0.28, 27.0
_ROUNDS = 2
_SHARPNESS = np.float32(1.5)
_LOWEST_HZ = 110.0
_PLACES, _TURNS = 64, 8


def voice(mix: Samples, rate: int) -> Samples:
    """What is most likely sung or spoken in `mix`, in its shape."""
    heard = (two_pass(mix, rate) + kernel_additive(mix, rate)) * np.float32(0.5)
    return placed(mix, heard, rate)


def two_pass(mix: Samples, rate: int) -> Samples:
    """A long window shows sung notes smeared over frequency, a short one shows them steady: what is neither a steady
    instrument at the first look nor a hit at the second (FitzGerald, 2012)."""
    long, short = transform(rate, _LONG, 4), transform(rate, _SHORT, 4)
    spectra = long.forward(mix)
    steady, moving = _medians(long, spectra, _STEADY_S, _HIT_HZ)
    mask = shared(moving, steady)
    mask[:, : long.bins_below(_LOWEST_HZ)] = 0
    unsteady = long.backward(spectra * mask, len(mix))
    spectra = short.forward(unsteady)
    notes, hits = _medians(short, spectra, _NOTE_S, _WIDE_HZ)
    return short.backward(spectra * shared(notes, hits), len(mix))


def kernel_additive(mix: Samples, rate: int) -> Samples:
    """Each source is like itself nearby: tones along time, strikes along frequency, a voice a little way along both
    (Liutkus et al., 2014). In each round every source is smoothed by its own kernel and takes its share of the mix."""
    middle = transform(rate, _KERNEL, 2)
    spectra = middle.forward(mix)
    whole = level(spectra)
    sung: Levels = whole
    tones, strikes = whole, whole
    share = np.zeros_like(whole)
    for _ in range(_ROUNDS):
        tones, strikes = middle.over_time(tones, _TONE_S), middle.over_pitch(strikes, _STRIKE_HZ)
        sung = np.minimum(middle.over_time(sung, _NEAR_S), middle.over_pitch(sung, _NEAR_HZ))
        sung[:, : middle.bins_below(_LOWEST_HZ)] = 0
        total = tones + strikes + sung + TINY
        share = sung / total
        sung, tones, strikes = whole * share, whole * tones / total, whole * strikes / total
    return middle.backward(spectra * share, len(mix))


def placed(mix: Samples, heard: Samples, rate: int) -> Samples:
    """`heard` once more as a share of the mix; in stereo, sounds from where the voice was heard most count as more.
    Nobody says where that is: it is measured on this very piece."""
    middle = transform(rate, _MIDDLE, 4)
    spectra = middle.forward(mix)
    mask = shared(level(middle.forward(heard)), level(middle.forward(mix - heard)))
    if spectra.shape[0] == 2:
        odds = _odds_by_place(spectra, mask)
        leaning: Levels = mask * odds
        mask = leaning / (leaning - mask + 1 + TINY)
    return middle.backward(spectra * mask, len(mix))


def _odds_by_place(spectra: Spectra, mask: Levels) -> Levels:
    """How much more of the voice than of the rest comes from a bin's place (level and phase between the channels)."""
    from scipy.ndimage import gaussian_filter1d

    left, right = spectra
    angle = np.arctan2(np.abs(right), np.abs(left) + TINY) * np.float32(2 / np.pi)
    turn = np.abs(np.angle(left * right.conj())) * np.float32(1 / np.pi)
    place = (angle * _PLACES).astype(np.int32).clip(max=_PLACES - 1) * _TURNS
    place += (turn * _TURNS).astype(np.int32).clip(max=_TURNS - 1)
    whole = level(spectra)
    sung: Levels = whole * mask
    shares = []
    for part in (sung, whole - sung):
        found = np.bincount(place.ravel(), part.ravel(), _PLACES * _TURNS)
        smooth = gaussian_filter1d(found.reshape(_PLACES, _TURNS), 1.5, axis=0).ravel()
        shares.append(smooth / (smooth.sum() + 1e-12) + 1e-5)
    odds: Levels = np.asarray(shares[0] / shares[1], dtype=np.float32)[place]
    return odds


def _medians(window: Transform, spectra: Spectra, seconds: float, hertz: float) -> tuple[Levels, Levels]:
    levels = level(spectra)
    return window.over_time(levels, seconds), window.over_pitch(levels, hertz)


def shared(wanted: Levels, rest: Levels) -> Levels:
    """The part of each bin that is `wanted`, a little sharper than by magnitude."""
    ours, theirs = wanted**_SHARPNESS, rest**_SHARPNESS
    return np.asarray(ours / (ours + theirs + TINY), dtype=np.float32)
