"""A drum layer from nothing but arithmetic: synthesised kick, snare and hats in written patterns, laid on a beat grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rightsdesk.domain.recipe import Drums
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.spectra import Curve


@dataclass(frozen=True, slots=True)
class Pattern:
    """Sixteen steps a bar; digits are loudness (9 is full), dots are rests. `bpm` is where the pattern feels at home;
    `swing` delays every second step by that part of a step; `dull_hz` takes the shine off; `duck` dips the music."""

    kick: str
    snare: str
    hat: str
    open_hat: str
    bpm: float
    swing: float = 0.0
    dull_hz: float | None = None
    duck: float = 0.0


PATTERNS = {
    "lofi": Pattern(
        kick="9......5..8.....",
        snare="....8.......8..2",
        hat="6.3.6.3.6.3.6.34",
        open_hat="................",
        bpm=80.0,
        swing=0.28,
        dull_hz=6000.0,
    ),
    "house": Pattern(
        kick="9...9...9...9...",
        snare="....8.......8...",
        hat="4.2.4.2.4.2.4.2.",
        open_hat="..7...7...7...7.",
        bpm=122.0,
        duck=0.45,
    ),
    "dnb": Pattern(
        kick="9.........9.....",
        snare="....9..3.3..9...",
        hat="6.4.6.4.6.4.6.4.",
        open_hat="..............5.",
        bpm=172.0,
        duck=0.25,
    ),
    "rock": Pattern(
        kick="9.......9.6.....",
        snare="....9.......9...",
        hat="7.5.7.5.7.5.7.5.",
        open_hat="................",
        bpm=115.0,
    ),
}


@dataclass(frozen=True, slots=True)
class Hits:
    """When each instrument sounds, in seconds, and how loud."""

    times: list[float]
    levels: list[float]


def with_drums(
    audio: Audio, operation: Drums, beats: Curve, downbeat: int, random: np.random.Generator
) -> Audio:
    """The audio with the pattern on its beats; `gain_db` is the layer's level against the music's own."""
    pattern = PATTERNS[operation.pattern]
    pulses, first = fitted(beats, downbeat, pattern.bpm)
    layer, kicks = _layer(audio, pattern, pulses, first, random)
    wanted = _rms(audio.samples) * 10 ** (operation.gain_db / 20)
    layer *= np.float32(wanted / (_rms(layer) + 1e-12))
    return Audio(audio.samples * _ducking(audio, kicks, pattern.duck)[:, None] + layer, audio.rate)


def fitted(beats: Curve, downbeat: int, home_bpm: float) -> tuple[Curve, int]:
    """Beats at half, whole or double speed, whichever is nearest to the pattern's home tempo, and its first downbeat."""
    bpm = 60.0 / float(np.median(np.diff(beats)))
    octave = min((0.5, 1.0, 2.0), key=lambda times: abs(np.log2(bpm * times / home_bpm)))
    if octave == 1.0:
        return beats, downbeat
    if octave == 0.5:
        return beats[downbeat % 2 :: 2], downbeat // 2
    between = (beats[:-1] + beats[1:]) / 2
    return np.sort(np.concatenate([beats, between])), 2 * downbeat


def hits(steps: str, pulses: Curve, downbeat: int, swing: float) -> Hits:
    """Where a written line falls, given its pulses (four to a bar)."""
    times: list[float] = []
    levels: list[float] = []
    for index in range(len(pulses) - 1):
        length = pulses[index + 1] - pulses[index]
        for quarter in range(4):
            symbol = steps[((index - downbeat) % 4) * 4 + quarter]
            if symbol != ".":
                late = swing if quarter % 2 else 0.0
                times.append(float(pulses[index] + (quarter + late) / 4 * length))
                levels.append(int(symbol) / 9.0)
    return Hits(times, levels)


def _layer(
    audio: Audio, pattern: Pattern, pulses: Curve, first: int, random: np.random.Generator
) -> tuple[Samples, list[float]]:
    layer = np.zeros_like(audio.samples)
    kit = {"kick": _kick, "snare": _snare, "hat": _hat, "open_hat": _open_hat}
    places = {"kick": 0.0, "snare": 0.05, "hat": -0.25, "open_hat": 0.25}
    for name, make in kit.items():
        sound = make(audio.rate, random)
        line = hits(getattr(pattern, name), pulses, first, pattern.swing)
        _place(layer, audio.rate, _panned(sound, places[name], audio.channels), line, random)
    if pattern.dull_hz:
        layer = _low(layer, audio.rate, pattern.dull_hz)
    return layer, hits(pattern.kick, pulses, first, pattern.swing).times


def _place(layer: Samples, rate: int, sound: Samples, line: Hits, random: np.random.Generator) -> None:
    """Add a sound at each hit, never twice equally loud: hands are not machines."""
    for time, level in zip(line.times, line.levels, strict=True):
        start = round(time * rate)
        piece = sound[: max(0, len(layer) - start)]
        layer[start : start + len(piece)] += piece * np.float32(level * random.uniform(0.88, 1.0))


def _panned(sound: Samples, place: float, channels: int) -> Samples:
    if channels == 1:
        return sound[:, None]
    return np.stack(
        [sound * np.float32(1 - max(0.0, place)), sound * np.float32(1 + min(0.0, place))], axis=1
    )


def _ducking(audio: Audio, kicks: list[float], depth: float) -> Samples:
    """The music steps back on each kick and is there again within a quarter of a second."""
    curve = np.ones(audio.frames, dtype=np.float32)
    frames = int(0.25 * audio.rate)
    dip = 1 - depth * (1 - np.sqrt(np.arange(frames) / frames))
    for time in kicks:
        start = round(time * audio.rate)
        part = curve[start : start + frames]
        np.minimum(part, dip[: len(part)], out=part, casting="same_kind")
    return curve


def _kick(rate: int, random: np.random.Generator) -> Samples:
    """A sine that falls from 160 to 48 Hz, with a short click."""
    seconds = np.arange(int(0.35 * rate)) / rate
    pitch = 48 + 112 * np.exp(-seconds / 0.028)
    body = np.sin(2 * np.pi * np.cumsum(pitch) / rate) * np.exp(-seconds / 0.11)
    click = random.standard_normal(len(seconds)) * np.exp(-seconds / 0.003) * 0.25
    return _finished(body + click, 1.0)


def _snare(rate: int, random: np.random.Generator) -> Samples:
    """Two tones of the shell and filtered noise of the wires."""
    seconds = np.arange(int(0.25 * rate)) / rate
    shell = np.sin(2 * np.pi * 190 * seconds) + 0.6 * np.sin(2 * np.pi * 285 * seconds)
    wires = _band(random.standard_normal(len(seconds)), rate, 1200.0, 9000.0)
    return _finished(0.5 * shell * np.exp(-seconds / 0.045) + wires * np.exp(-seconds / 0.075), 0.8)


def _hat(rate: int, random: np.random.Generator) -> Samples:
    return _metal(rate, random, seconds=0.08, decay=0.022)


def _open_hat(rate: int, random: np.random.Generator) -> Samples:
    return _metal(rate, random, seconds=0.4, decay=0.11)


def _metal(rate: int, random: np.random.Generator, seconds: float, decay: float) -> Samples:
    time = np.arange(int(seconds * rate)) / rate
    noise = _band(random.standard_normal(len(time)), rate, 7000.0, 0.45 * rate)
    return _finished(noise * np.exp(-time / decay), 0.32)


def _finished(sound: Curve, level: float) -> Samples:
    """Peak at `level`, no click at the end."""
    sound[-64:] *= np.linspace(1, 0, 64)
    finished: Samples = (sound * level / np.abs(sound).max()).astype(np.float32)
    return finished


def _band(noise: Curve, rate: int, low: float, high: float) -> Curve:
    from scipy.signal import butter, sosfilt

    top = min(high, 0.45 * rate)
    filtered: Curve = sosfilt(butter(2, [min(low, 0.5 * top), top], "bandpass", fs=rate, output="sos"), noise)
    return filtered


def _low(layer: Samples, rate: int, hertz: float) -> Samples:
    from scipy.signal import butter, sosfilt

    sections = butter(2, min(hertz, 0.45 * rate), "lowpass", fs=rate, output="sos")
    filtered: Samples = sosfilt(sections, layer, axis=0).astype(np.float32)
    return filtered


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples), dtype=np.float64)))
