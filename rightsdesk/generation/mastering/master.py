"""Bring audio to its loudness without passing a true-peak ceiling: gain and a limiter, found by trial on what was
measured once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rightsdesk.engines.audio_loudness import integrated_lufs
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.effects.bands import Curve
from rightsdesk.generation.mastering.limiter import Touch, applied, point_peaks, reduction
from rightsdesk.generation.mastering.meter import BIN_SECONDS, bin_energies, lufs

# Room below -1 dBTP for what the lossy codecs and the watermark add; `for_delivery` lowers it where that is too little.
CEILING_DBTP = -2.2
# The first is not heard at all; sounds with few and high peaks need the quicker ones to get as loud as asked.
_TOUCHES = (Touch(8, 100), Touch(4, 40), Touch(2, 12), Touch(1, 3))
_CLOSE_ENOUGH_LU = 0.1
_MOST_GAIN_DB = 40.0
_MOST_LIMITED_DB = 18.0
_HALVINGS = 14
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """What every trial needs of the audio: its peaks by points of 1 ms, its weighted energy by bins of 10 ms."""

    audio: Audio
    peaks: Curve
    energies: Curve

    def loudness(self, curve: Curve) -> float:
        places = (np.arange(len(self.energies)) + 0.5) * (BIN_SECONDS * self.audio.rate)
        size = self.audio.frames / len(curve)
        gains = np.interp(places, (np.arange(len(curve)) + 0.5) * size, curve)
        return lufs(self.energies * gains**2)


def measured(audio: Audio) -> Measured:
    return Measured(audio, point_peaks(audio), bin_energies(audio))


def mastered(audio: Audio, lufs: float, ceiling_dbtp: float = CEILING_DBTP) -> Audio:
    """Audio at `lufs` (as near as the ceiling allows), true peak at most `ceiling_dbtp`."""
    return brought_to(measured(audio), lufs, ceiling_dbtp)[0]


def brought_to(sound: Measured, lufs: float, ceiling_dbtp: float) -> tuple[Audio, Curve]:
    """As `mastered`, with the gain curve; what was measured serves any number of trials. The quick meter's error is
    taken out by the real one, of the result."""
    aim, result, curve = lufs, sound.audio, np.ones_like(sound.peaks)
    for _ in range(_ROUNDS):
        curve, reached = _curve(sound, aim, ceiling_dbtp)
        result = applied(sound.audio, curve)
        missing = lufs - integrated_lufs(result)
        if abs(missing) <= _CLOSE_ENOUGH_LU or not reached:
            break
        aim += missing
    return result, curve


def _curve(sound: Measured, aim: float, ceiling_dbtp: float) -> tuple[Curve, bool]:
    """The gentlest limiter's curve that comes as loud as asked, else the quickest one's."""
    start_db = min(_MOST_GAIN_DB, aim - lufs(sound.energies))
    curve = np.full_like(sound.peaks, 10 ** (start_db / 20))
    for touch in _TOUCHES:
        curve = _searched(sound, aim, start_db, 10 ** (ceiling_dbtp / 20), touch)
        if abs(sound.loudness(curve) - aim) <= _CLOSE_ENOUGH_LU / 2:
            return curve, True
    return curve, False


def _searched(sound: Measured, aim: float, least_db: float, ceiling: float, touch: Touch) -> Curve:
    """More gain into the limiter for what the limiter takes, by halving: loudness only grows with gain."""
    curve = reduction(sound.peaks, 10 ** (least_db / 20), ceiling, touch)
    if sound.loudness(curve) >= aim - _CLOSE_ENOUGH_LU / 4:
        return curve
    most_db = min(_MOST_GAIN_DB, least_db + _MOST_LIMITED_DB)
    for _ in range(_HALVINGS):
        middle = (least_db + most_db) / 2
        curve = reduction(sound.peaks, 10 ** (middle / 20), ceiling, touch)
        least_db, most_db = (middle, most_db) if sound.loudness(curve) < aim else (least_db, middle)
    return curve
