"""The key of a recording, and how far two recordings lie apart in pitch, from energy over pitch."""

from __future__ import annotations

import math

import numpy as np

from rightsdesk.generation.listening.spectra import BINS_A_SEMITONE, PITCH_BINS, Curve

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_LOWEST_IS = 9  # spectra.LOWEST_HZ is an A
# Sha'ath (2011): Krumhansl & Kessler's probe tones, the minor one raised where minor songs raise it. From the tonic up.
_MAJOR = (6.6, 2.0, 3.5, 2.3, 4.6, 4.0, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4)
_MINOR = (6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4.0, 2.7, 4.3, 3.2)
_MOST_SEMITONES = 13
# In the two lowest octaves a spectrum bin is wider than a pitch bin: what stands out there is the grid, not the music.
_COARSE_BINS = 24 * BINS_A_SEMITONE


def chroma(pitch_energy: Curve) -> Curve:
    """Energy by pitch class from C, [12], after moving the grid to the recording's own tuning; sums to 1 (or 0)."""
    octaves = pitch_energy.reshape(-1, 12 * BINS_A_SEMITONE).sum(axis=0)
    tuning = int(octaves.reshape(12, BINS_A_SEMITONE).sum(axis=0).argmax())
    centre = tuning if tuning <= BINS_A_SEMITONE // 2 else tuning - BINS_A_SEMITONE
    classes = np.roll(octaves, BINS_A_SEMITONE // 2 - centre).reshape(12, BINS_A_SEMITONE).sum(axis=1)
    from_c = np.roll(classes, _LOWEST_IS)
    shares: Curve = from_c / (from_c.sum() + 1e-12)
    return shares


def key(pitch_energy: Curve) -> tuple[str, float]:
    """Name such as "F major" and a confidence 0..1: the fit, and its lead over the second best key. Where two keys fit
    alike (most often a minor key and its relative major) it is at most a half."""
    classes = chroma(pitch_energy)
    if classes.std() < 1e-6:
        return "", 0.0
    fits = {
        f"{NAMES[tonic]} {mode}": float(np.corrcoef(np.roll(profile, tonic), classes)[0, 1])
        for mode, profile in (("major", _MAJOR), ("minor", _MINOR))
        for tonic in range(12)
    }
    best, second = sorted(fits, key=lambda name: fits[name], reverse=True)[:2]
    lead = min(1.0, (fits[best] - fits[second]) / 0.15)
    return best, round(max(0.0, fits[best]) * (0.5 + 0.5 * lead), 4)


def shift_between(before: Curve, after: Curve, asked: float = 0.0) -> tuple[float, float] | None:
    """Semitones by which `after` lies above `before`, and how alike the two are at that shift (0..1).

    None when either holds no steady tones. A shift near `asked` wins only over equals: a fifth is often nearly as alike.
    """
    first, second = _contrast(before), _contrast(after)
    if first is None or second is None:
        return None
    most = _MOST_SEMITONES * BINS_A_SEMITONE
    full = np.correlate(second, first, mode="full")[PITCH_BINS - 1 - most : PITCH_BINS + most]
    shifts = np.arange(-most, most + 1) / BINS_A_SEMITONE
    close = full * np.where(np.abs(shifts - asked) < 1.0, 1.1, 1.0)
    best = int(close[1:-1].argmax()) + 1
    left, middle, right = full[best - 1 : best + 2]
    bend = left - 2 * middle + right
    part = 0.5 * (left - right) / bend if bend < 0 else 0.0
    semitones = float(shifts[best] + max(-0.5, min(0.5, part)) / BINS_A_SEMITONE)
    return round(semitones, 2) + 0.0, round(float(middle), 3)


def _contrast(energy: Curve) -> Curve | None:
    """Energy less its neighbourhood of three semitones, unit length: colour and loudness go, tones stay."""
    from scipy.ndimage import gaussian_filter1d, uniform_filter1d

    level = np.log1p(energy / (energy.mean() + 1e-12))
    detail = gaussian_filter1d(level, 0.8) - uniform_filter1d(level, 3 * BINS_A_SEMITONE)
    detail[:_COARSE_BINS] = 0.0
    length = math.sqrt(float(detail @ detail))
    return detail / length if length > 1e-6 and energy.any() else None
