"""Sounds whose truth is known because we make them: clicks at a tempo, chords in a key, a small band of both."""

import numpy as np

from rightsdesk.engines.audio import Audio

RATE = 44_100
_MAJOR_TRIAD, _MINOR_TRIAD = (0, 4, 7), (0, 3, 7)
SEMITONES_ABOVE_C = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9}


def clicks(bpm: float, seconds: float, start: float = 0.25, accent: float = 2.0) -> Audio:
    """Short noises on every beat, the first of each four `accent` times as loud."""
    samples = np.zeros((int(seconds * RATE), 1), dtype=np.float32)
    noise = np.random.default_rng(0).standard_normal(2000) * np.exp(-np.arange(2000) / 300)
    for number, time in enumerate(np.arange(start, seconds - 0.05, 60 / bpm)):
        begin = int(time * RATE)
        piece = noise[: len(samples) - begin] * 0.3 * (accent if number % 4 == 0 else 1.0)
        samples[begin : begin + len(piece), 0] += piece.astype(np.float32)
    return Audio(samples, RATE)


def chords(tonic: str, minor: bool, seconds: float, each: float = 1.0) -> Audio:
    """The chords I, IV, V, I (in minor: i, iv, V, i) over and over, with six overtones each."""
    steps = [(0, minor), (5, minor), (7, False), (0, minor)]
    parts = []
    for number in range(int(np.ceil(seconds / each))):
        step, is_minor = steps[number % 4]
        root = 48 + SEMITONES_ABOVE_C[tonic] + step
        notes = [root + interval for interval in (_MINOR_TRIAD if is_minor else _MAJOR_TRIAD)]
        parts.append(_tone([440 * 2 ** ((note - 69) / 12) for note in notes], each))
    return Audio(np.concatenate(parts)[: int(seconds * RATE), None].astype(np.float32), RATE)


def band(bpm: float, seconds: float, tonic: str = "D", minor: bool = True, accent: float = 2.0) -> Audio:
    """Chords that change with every bar and clicks on every beat, in stereo."""
    pulse = clicks(bpm, seconds, 0.0, accent).samples
    harmony = chords(tonic, minor, seconds, each=240 / bpm).samples[: len(pulse)]
    mono = 0.5 * pulse[: len(harmony)] + harmony + 0.5 * voice(seconds, tonic).samples[: len(harmony)]
    return Audio(np.repeat(mono, 2, axis=1) * np.float32(0.5), RATE)


def voice(seconds: float, tonic: str) -> Audio:
    """The tonic with vibrato, above the chords, that comes and goes: what a separator takes for a singer."""
    time = np.arange(int(seconds * RATE)) / RATE
    hertz = (
        440 * 2 ** ((72 + SEMITONES_ABOVE_C[tonic] - 69) / 12) * 2 ** (0.04 * np.sin(2 * np.pi * 5.5 * time))
    )
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    sung = sum(np.sin(k * phase) / k for k in range(1, 9)) * np.clip(np.sin(2 * np.pi * time / 3.1), 0, 1)
    return Audio((0.1 * sung)[:, None].astype(np.float32), RATE)


def rubato(seconds: float) -> Audio:
    """Clicks whose distance wanders between 0.3 and 0.9 seconds: nobody could march to it."""
    random = np.random.default_rng(5)
    samples = np.zeros((int(seconds * RATE), 1), dtype=np.float32)
    time = 0.1
    while time < seconds - 0.1:
        begin = int(time * RATE)
        samples[begin : begin + 800, 0] = random.standard_normal(800) * 0.3
        time += float(random.uniform(0.3, 0.9))
    return Audio(samples, RATE)


def silence(seconds: float) -> Audio:
    return Audio(np.zeros((int(seconds * RATE), 2), dtype=np.float32), RATE)


def _tone(pitches: list[float], seconds: float) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    envelope = np.minimum(1.0, time / 0.01) * np.exp(-time / (0.8 * seconds))
    partials = [np.sin(2 * np.pi * hz * k * time) / k**1.3 for hz in pitches for k in range(1, 7)]
    tone: np.ndarray = 0.08 * np.sum(partials, axis=0) * envelope
    return tone
