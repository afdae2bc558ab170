"""All that is measured about a source, once, with what the catalogue knows winning over what is heard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import Audio, Loudness, decode, loudness
from rightsdesk.generation.contract import Analysis, SourceFacts
from rightsdesk.generation.listening import beats, key, sections, spectra, tempo

MAX_SECONDS = 900.0
MIN_SECONDS = 1.0
_SILENT_LUFS = -60.0
_LEAST_OFFSET = 0.001
_NOTHING_KNOWN = SourceFacts()
NO_GRID = beats.Grid(np.zeros(0), 0, 0.0)


@dataclass(frozen=True, slots=True)
class Measured:
    """A decoded source with its facts and its beat grid."""

    audio: Audio
    facts: Analysis
    grid: beats.Grid


def measure(path: Path, overrides: SourceFacts = _NOTHING_KNOWN) -> Measured:
    """Decode and analyse. Raises Invalid: the codes of `decode`, audio_silent, audio_too_short."""
    return listen(opened(path), overrides)


def opened(path: Path) -> Audio:
    """The samples of a source without direct current: nobody hears it, but it takes room that loudness needs. Raises
    Invalid: the codes of `decode`."""
    audio = decode(path, max_seconds=MAX_SECONDS)
    offset = audio.samples.mean(axis=0, dtype=np.float64).astype(np.float32)
    return Audio(audio.samples - offset, audio.rate) if np.abs(offset).max() > _LEAST_OFFSET else audio


def listen(audio: Audio, overrides: SourceFacts = _NOTHING_KNOWN) -> Measured:
    """Analyse what is decoded already. Raises Invalid: audio_silent, audio_too_short."""
    level = _audible(audio)
    heard = spectra.heard(spectra.at_analysis_rate(audio))
    pulse = tempo.tempo(heard.onsets, overrides.bpm, audio.seconds)
    grid = _known_downbeat(_grid(heard, pulse), overrides)
    steady = pulse.steady and len(grid.beats) >= 4
    name, sure = key.key(spectra.whole(heard.pitches))
    facts = Analysis(
        duration_s=round(audio.seconds, 6),
        tempo_bpm=round(pulse.bpm, 3),
        tempo_confidence=1.0 if overrides.bpm else pulse.confidence,
        beat_steady=steady,
        downbeat_s=round(float(grid.beats[grid.downbeat]), 4) if len(grid.beats) else 0.0,
        downbeat_confidence=grid.downbeat_confidence,
        key=overrides.key or name,
        key_confidence=1.0 if overrides.key else sure,
        lufs=round(level.lufs, 2),
        true_peak_dbtp=round(level.true_peak_dbtp, 2),
        sections=sections.sections(heard, grid if steady else NO_GRID, audio.seconds),
    )
    return Measured(audio, facts, grid)


def _grid(heard: spectra.Heard, pulse: tempo.Tempo) -> beats.Grid:
    return beats.grid(heard.onsets, pulse.bpm, heard.pitches) if pulse.bpm else NO_GRID


def _audible(audio: Audio) -> Loudness:
    if audio.seconds < MIN_SECONDS:
        facts = {"seconds": round(audio.seconds, 3)}
        raise Invalid("audio_too_short", "The audio is shorter than one second.", facts)
    level = loudness(audio)
    if level.lufs <= _SILENT_LUFS:
        raise Invalid("audio_silent", "The audio is silent.", {"lufs": round(level.lufs, 2)})
    return level


def _known_downbeat(found: beats.Grid, overrides: SourceFacts) -> beats.Grid:
    """The catalogue's downbeat is a beat, whatever was measured: the grid moves onto it."""
    if overrides.downbeat_s is None or not len(found.beats):
        return found
    nearest = int(np.abs(found.beats - overrides.downbeat_s).argmin())
    moved = found.beats + (overrides.downbeat_s - found.beats[nearest])
    return beats.Grid(moved, nearest % 4, 1.0)
