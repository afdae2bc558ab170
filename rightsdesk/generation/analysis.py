"""All that is measured about a source, once: the pictures are kept, so that a render and its self-check can use them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import Audio, decode, loudness
from rightsdesk.engines.audio_loudness import LUFS_FLOOR
from rightsdesk.generation import key, spectra, tempo
from rightsdesk.generation.contract import Analysis, SourceFacts
from rightsdesk.generation.spectra import Curve, Onsets

MAX_SECONDS = 900.0
MIN_SECONDS = 1.0
_SILENT_LUFS = -60.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A decoded source with its facts and the pictures they were read from."""

    audio: Audio
    facts: Analysis
    onsets: Onsets
    pitch_energy: Curve
    grid: tempo.Grid


def measure(path: Path, overrides: SourceFacts) -> Measured:
    """Decode and analyse. Raises Invalid: the codes of `decode`, audio_silent, audio_too_short."""
    audio = decode(path, max_seconds=MAX_SECONDS)
    if audio.seconds < MIN_SECONDS:
        raise Invalid(
            "audio_too_short", "The audio is shorter than one second.", {"seconds": round(audio.seconds, 3)}
        )
    level = loudness(audio)
    if level.lufs <= max(_SILENT_LUFS, LUFS_FLOOR):
        raise Invalid("audio_silent", "The audio is silent.", {"lufs": round(level.lufs, 2)})
    mono = spectra.at_analysis_rate(audio)
    onsets, energy = spectra.onsets(mono), spectra.pitch_energy(mono)
    pulse = tempo.tempo(onsets, overrides.bpm)
    beats = _known_downbeat(tempo.grid(onsets, pulse.bpm), overrides) if pulse.bpm else _no_grid()
    name, sure = key.key(energy)
    facts = Analysis(
        duration_s=round(audio.seconds, 6),
        tempo_bpm=round(pulse.bpm, 3),
        tempo_confidence=1.0 if overrides.bpm else pulse.confidence,
        beat_steady=pulse.steady and len(beats.beats) >= 4,
        downbeat_s=round(float(beats.beats[beats.downbeat]), 4) if len(beats.beats) else 0.0,
        downbeat_confidence=beats.downbeat_confidence,
        key=overrides.key or name,
        key_confidence=1.0 if overrides.key else sure,
        lufs=round(level.lufs, 2),
        true_peak_dbtp=round(level.true_peak_dbtp, 2),
    )
    return Measured(audio, facts, onsets, energy, beats)


def _known_downbeat(found: tempo.Grid, overrides: SourceFacts) -> tempo.Grid:
    """The catalogue's downbeat is a beat, whatever was measured: the grid moves onto it."""
    if overrides.downbeat_s is None or not len(found.beats):
        return found
    nearest = int(np.abs(found.beats - overrides.downbeat_s).argmin())
    moved = found.beats + (overrides.downbeat_s - found.beats[nearest])
    return tempo.Grid(moved, nearest % 4, 1.0)


def _no_grid() -> tempo.Grid:
    return tempo.Grid(np.zeros(0), 0, 0.0)
