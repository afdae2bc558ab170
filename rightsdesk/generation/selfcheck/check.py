"""The figures of one render: tempo, pitch, level, silence, clipping, length, likeness to its source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from rightsdesk.engines.audio import Audio, loudness
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.contract import Analysis
from rightsdesk.generation.listening import key, spectra, tempo
from rightsdesk.generation.selfcheck import similarity
from rightsdesk.generation.selfcheck.likeness import Likeness, chroma
from rightsdesk.generation.selfcheck.promises import failures
from rightsdesk.generation.selfcheck.tempo_change import tempo_ratio

DURATION_TOLERANCE_S = 0.25
_SILENT_LUFS = -50.0
_SILENT_LEVEL = 10 ** (-60 / 20)
_SILENCE_BLOCK_S = 0.05
# Two unrelated sounds correlate by chance, the shorter the more: about 1.2 / sqrt(seconds) was measured on noise.
_CHANCE_TEMPO = 1.4
_CLEAR_TEMPO = 0.3
_CLEAR_PITCH = 0.35
_NO_STEMS = "no stem was touched"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the recipe promises about the output, and the material the promises refer to. `in_order`: whether the output
    plays the likeness from its beginning to its end; else only what needs no order is compared."""

    ratio: float
    semitones: float
    lufs: float
    duration_s: float
    source: Analysis
    likeness: Likeness
    energy_left: dict[str, float | None] | None = None
    energy_left_reason: str = _NO_STEMS
    in_order: bool = True
    duration_tolerance_s: float = DURATION_TOLERANCE_S


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
        **_silence(mono),
        "clipped": round(float(np.mean(np.abs(audio.samples) >= 0.9999)), 8),
        **_similarity(mono, asked),
        **_energy(asked),
    }
    return metrics, failures(metrics, asked.lufs, asked.duration_tolerance_s)


def _time(mono: Samples, asked: Asked) -> dict[str, Any]:
    onsets = spectra.onsets(mono)
    if asked.in_order:
        ratio, clarity = tempo_ratio(asked.likeness.onsets, onsets.strength, asked.ratio)
        clear = max(_CLEAR_TEMPO, _CHANCE_TEMPO / math.sqrt(len(mono) / spectra.RATE))
    else:
        (ratio, clarity), clear = _beat_alone(onsets, asked), tempo.STEADY_CONFIDENCE
    heard = ratio if clarity >= clear else None
    bpm = asked.source.tempo_bpm
    return {
        "tempo_asked": round(bpm * asked.ratio, 2),
        "tempo_bpm": round(bpm * heard, 2) if heard else None,
        "tempo_ratio_asked": round(asked.ratio, 6),
        "tempo_ratio": heard,
        "tempo_clarity": clarity,
    }


def _beat_alone(onsets: spectra.Onsets, asked: Asked) -> tuple[float, float]:
    """The output's own beat against the source's, in the octave nearest to what was asked."""
    found = tempo.tempo(onsets)
    if not (found.bpm and found.steady and asked.source.beat_steady):
        return asked.ratio, 0.0
    ratios = [found.bpm * octave / asked.source.tempo_bpm for octave in (0.5, 1.0, 2.0)]
    nearest = min(ratios, key=lambda ratio: abs(math.log2(ratio / asked.ratio)))
    return round(nearest, 5), found.confidence


def _pitch(mono: Samples, asked: Asked) -> dict[str, Any]:
    energy = spectra.pitch_energy(mono)
    shift = key.shift_between(asked.likeness.pitch_energy, energy, asked.semitones)
    return {
        "semitones_asked": asked.semitones,
        "semitones": shift[0] if shift and shift[1] >= _CLEAR_PITCH else None,
        "pitch_clarity": shift[1] if shift else 0.0,
        "key": key.key(energy)[0],
    }


def _silence(mono: Samples) -> dict[str, float]:
    """Seconds below -60 dB of full scale, in all and at a stretch."""
    size = int(_SILENCE_BLOCK_S * spectra.RATE)
    whole = mono[: len(mono) // size * size].reshape(-1, size)
    silent = np.concatenate([[0], np.sqrt((whole**2).mean(axis=1)) < _SILENT_LEVEL, [0]]).astype(int)
    edges = np.flatnonzero(np.diff(silent))
    runs = edges[1::2] - edges[::2]
    return {
        "silence_s": round(float(runs.sum()) * _SILENCE_BLOCK_S, 2),
        "longest_silence_s": round(float(runs.max(initial=0)) * _SILENCE_BLOCK_S, 2),
    }


def _similarity(mono: Samples, asked: Asked) -> dict[str, Any]:
    measure, method = similarity.similarity, similarity.METHOD
    if not asked.in_order:
        measure, method = similarity.similarity_rearranged, similarity.METHOD_REARRANGED
    found = measure(asked.likeness.chroma, chroma(mono), asked.ratio, asked.semitones)
    return {"similarity": found, "similarity_method": method}


def _energy(asked: Asked) -> dict[str, Any]:
    if asked.energy_left is None:
        return {"energy_left": None, "energy_left_reason": asked.energy_left_reason}
    return {"energy_left": asked.energy_left}
