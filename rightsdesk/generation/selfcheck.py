"""Listen to what was rendered and compare it with what was asked. It measures the output; it never repeats the recipe."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from rightsdesk.engines.audio import Audio, loudness
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation import key, spectra
from rightsdesk.generation.contract import Analysis
from rightsdesk.generation.spectra import FRAMES_A_SECOND, Curve

LUFS_TOLERANCE = 0.5
MOST_TRUE_PEAK = -1.0
TEMPO_TOLERANCE = 0.005
# Onsets are read to about a frame: over a few seconds that is all the precision there is.
_LEAST_EVIDENCE_S = 0.03
SEMITONE_TOLERANCE = 0.2
DURATION_TOLERANCE_S = 0.25
_MOST_CLIPPED = 1e-5
_SILENT_LUFS = -50.0
# Two unrelated sounds correlate by chance, the shorter the more: about 1.2 / sqrt(seconds) was measured on noise.
_CHANCE_TEMPO = 1.4
_CLEAR_TEMPO = 0.3
_CLEAR_PITCH = 0.35
_RATIOS = (0.45, 2.2)
_COARSE_SECONDS = 20.0
_NEAR_ASKED = 0.03
_FAVOUR = 1.5


@dataclass(frozen=True, slots=True)
class Asked:
    """What the recipe promises about the output, and the material the promises refer to."""

    ratio: float
    semitones: float
    lufs: float
    duration_s: float
    source: Analysis
    onsets: Curve
    pitch_energy: Curve


def check(audio: Audio, asked: Asked) -> tuple[dict[str, Any], list[str]]:
    """Metrics, and a sentence for each promise that was not kept. A value that cannot be heard in this material
    (no onsets, no tones) is None and fails nothing."""
    mono = spectra.at_analysis_rate(audio)
    level = loudness(audio)
    metrics: dict[str, Any] = {
        **_time(mono, asked),
        **_pitch(mono, asked),
        "lufs": round(level.lufs, 2),
        "true_peak_dbtp": round(level.true_peak_dbtp, 2),
        "duration_s": round(audio.seconds, 3),
        "duration_asked_s": round(asked.duration_s, 3),
        "silent": level.lufs <= _SILENT_LUFS,
        "clipped": round(float(np.mean(np.abs(audio.samples) >= 0.9999)), 8),
    }
    return metrics, failures(metrics, asked.lufs)


def _time(mono: Samples, asked: Asked) -> dict[str, Any]:
    ratio, clarity = tempo_ratio(asked.onsets, spectra.onsets(mono).strength, asked.ratio)
    clear = max(_CLEAR_TEMPO, _CHANCE_TEMPO / math.sqrt(len(mono) / spectra.RATE))
    heard = ratio if clarity >= clear else None
    bpm = asked.source.tempo_bpm
    return {
        "tempo_asked": round(bpm * asked.ratio, 2),
        "tempo_bpm": round(bpm * heard, 2) if heard else None,
        "tempo_ratio_asked": round(asked.ratio, 6),
        "tempo_ratio": heard,
        "tempo_clarity": clarity,
    }


def _pitch(mono: Samples, asked: Asked) -> dict[str, Any]:
    energy = spectra.pitch_energy(mono)
    shift = key.shift_between(asked.pitch_energy, energy, asked.semitones)
    return {
        "semitones_asked": asked.semitones,
        "semitones": shift[0] if shift and shift[1] >= _CLEAR_PITCH else None,
        "pitch_clarity": shift[1] if shift else 0.0,
        "key": key.key(energy)[0],
    }


def failures(metrics: dict[str, Any], lufs: float) -> list[str]:
    """The promises that were not kept, in words."""
    ratio, asked_ratio = metrics["tempo_ratio"], metrics["tempo_ratio_asked"]
    shift, asked_shift = metrics["semitones"], metrics["semitones_asked"]
    seconds, asked_seconds = metrics["duration_s"], metrics["duration_asked_s"]
    near = max(TEMPO_TOLERANCE, _LEAST_EVIDENCE_S / seconds)
    loud, peak = metrics["lufs"], metrics["true_peak_dbtp"]
    checks = (
        ("The render is silent.", metrics["silent"]),
        ("The render clips.", metrics["clipped"] > _MOST_CLIPPED),
        (f"Loudness is {loud} LUFS; {lufs} was asked.", abs(loud - lufs) > LUFS_TOLERANCE),
        (f"True peak is {peak} dBTP; at most {MOST_TRUE_PEAK} is allowed.", peak > MOST_TRUE_PEAK),
        (f"Tempo changed by {ratio}; {asked_ratio} was asked.", _off(ratio, asked_ratio, near * asked_ratio)),
        (
            f"Pitch moved by {shift} semitones; {asked_shift} was asked.",
            _off(shift, asked_shift, SEMITONE_TOLERANCE),
        ),
        (
            f"The render lasts {seconds} s, not {asked_seconds} s.",
            _off(seconds, asked_seconds, DURATION_TOLERANCE_S),
        ),
    )
    return [words for words, failed in checks if failed]


def _off(heard: float | None, asked: float, tolerance: float) -> bool:
    return heard is not None and abs(heard - asked) > tolerance


def tempo_ratio(before: Curve, after: Curve, asked: float = 1.0) -> tuple[float, float]:
    """How many times faster `after` runs, from onsets alone, and how clearly (correlation, 0..1). Unlike a comparison
    of two tempo estimates it needs no steady beat. A ratio near `asked` wins over one that is only a little more alike:
    added drums at double time look much like music at double time."""
    ratios = np.sort(np.concatenate([np.geomspace(*_RATIOS, 1800), [asked]]))
    favour = np.where(np.abs(np.log(ratios / asked)) < _NEAR_ASKED, _FAVOUR, 1.0)
    head = int(_COARSE_SECONDS * FRAMES_A_SECOND)
    first = ratios[int((_alike(_soft(before, 4.0), _soft(after, 4.0)[:head], ratios) * favour).argmax())]
    middle = _best(_soft(before, 3.0), _soft(after, 3.0), first * np.linspace(0.996, 1.004, 161))
    ratio, clarity = _best(_soft(before, 1.5), _soft(after, 1.5), middle[0] * np.linspace(0.9995, 1.0005, 41))
    return round(ratio, 5), round(max(clarity, middle[1]), 3)


def _best(before: Curve, after: Curve, ratios: Curve) -> tuple[float, float]:
    scores = _alike(before, after, ratios)
    return float(ratios[scores.argmax()]), float(scores.max())


def _alike(before: Curve, after: Curve, ratios: Curve) -> Curve:
    """How well `before`, replayed at each ratio, correlates with `after`."""
    frames, places = np.arange(len(after), dtype=np.float64), np.arange(len(before))
    return np.array(
        [_correlation(np.interp(frames * ratio, places, before, right=0.0), after) for ratio in ratios]
    )


def _correlation(first: Curve, second: Curve) -> float:
    first, second = first - first.mean(), second - second.mean()
    return float(first @ second / (np.sqrt((first @ first) * (second @ second)) + 1e-12))


def _soft(curve: Curve, frames: float) -> Curve:
    from scipy.ndimage import gaussian_filter1d

    soft: Curve = gaussian_filter1d(np.sqrt(curve), frames)
    return soft
