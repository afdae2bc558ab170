"""Rooms around sound: reverberation and echo. Both ring out, so the audio grows longer."""

from __future__ import annotations

import math

import numpy as np

from rightsdesk.domain.recipe import Echo, Reverb
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import QUIET, Curve, band, each_channel, high, rms
from rightsdesk.generation.effects.ends import ramp

_PREDELAY_SECONDS = 0.018
# Walls and air take the highs first: corners in Hz, and the decay of each band against the middle one.
_BANDS = ((160.0, 500.0, 1.1), (500.0, 3_000.0, 1.0), (3_000.0, 9_000.0, 0.45))
_DARKER = (1.0, 0.9, 0.55)
_FIRST_WALLS_SECONDS = (0.007, 0.08)
_FIRST_WALLS = 9
_CROSS = 0.25
_ECHO_LOW_HZ, _ECHO_HIGH_HZ = 180.0, 5_500.0
_ECHO_GONE = 0.01
_LONGEST_ECHO_S = 8.0
_SIDEWAYS = 0.7


def tail_seconds(operation: Reverb | Echo, beat_s: float = 0.5) -> float:
    """How much longer the room makes the audio; an echo ends when it is 40 dB down, or after 8 seconds."""
    if isinstance(operation, Reverb):
        return operation.seconds + _PREDELAY_SECONDS
    feedback = min(max(operation.feedback, 1e-3), 0.95)
    repeats = 1 + math.ceil(math.log(_ECHO_GONE) / math.log(feedback))
    return min(_LONGEST_ECHO_S, operation.beats * beat_s * repeats)


def reverberated(audio: Audio, operation: Reverb, random: np.random.Generator) -> Audio:
    """Add a room: convolution with decaying noise, one for each side, that hears a little of the other side too."""
    from scipy.signal import oaconvolve

    room = _room(operation.seconds, audio.rate, audio.channels, random)
    heard = audio.samples
    if audio.channels == 2:
        heard = heard + np.float32(_CROSS) * (heard[:, ::-1] - heard)
    sides = [oaconvolve(heard[:, side], room[:, side]).astype(np.float32) for side in range(audio.channels)]
    wet = np.stack([side[: audio.frames + len(room)] for side in sides], axis=1)
    level = rms(audio.samples) / (rms(wet) + QUIET)
    wet *= np.float32(operation.mix * level)
    wet[: audio.frames] += audio.samples * np.float32(1.0 - 0.5 * operation.mix)
    missing = audio.frames + len(room) - len(wet)
    return Audio(np.pad(wet, ((0, missing), (0, 0))), audio.rate)


def _room(seconds: float, rate: int, channels: int, random: np.random.Generator) -> Samples:
    """After a short pause the first walls, then noise whose middle is 60 dB down after `seconds`."""
    frames = int(seconds * rate)
    time = np.arange(frames) / rate
    tail = np.zeros((frames, channels))
    for (lowest, highest, lasting), level in zip(_BANDS, _DARKER, strict=True):
        noise = band(random.standard_normal((frames, channels)), rate, lowest, highest, 1)
        tail += level * noise * (10.0 ** (-3.0 * time / (seconds * lasting)))[:, None]
    tail[: int(0.02 * rate)] *= np.linspace(0.0, 1.0, int(0.02 * rate))[: len(tail), None]
    _first_walls(tail, rate, seconds, random)
    room = np.pad(tail, ((int(_PREDELAY_SECONDS * rate), 0), (0, 0)))
    done: Samples = (room / np.sqrt((room**2).sum(axis=0) + QUIET)).astype(np.float32)
    return done


def _first_walls(tail: Curve, rate: int, seconds: float, random: np.random.Generator) -> None:
    """Single early reflections: what tells the ear how big the room is."""
    strength = 0.5 * np.sqrt((tail**2).sum() / tail.shape[1] / _FIRST_WALLS)
    latest = min(_FIRST_WALLS_SECONDS[1], 0.8 * seconds)
    for side in range(tail.shape[1]):
        for moment in random.uniform(_FIRST_WALLS_SECONDS[0], latest, _FIRST_WALLS):
            sign = 1.0 if random.random() < 0.5 else -1.0
            tail[int(moment * rate), side] += sign * strength * 10.0 ** (-1.5 * moment / seconds)


def echoed(audio: Audio, operation: Echo, beat_s: float) -> Audio:
    """Repeats every `beats` of `beat_s` seconds, each darker than the one before, from side to side in stereo."""
    gap = max(64, round(operation.beats * beat_s * audio.rate))
    tail = int(tail_seconds(operation, beat_s) * audio.rate)
    dry = np.pad(audio.samples, ((0, tail), (0, 0)))
    wet = _repeats(_sent(dry, audio.rate), gap, operation.feedback, audio.rate)
    wet[audio.frames :] *= ramp(tail)[::-1, None] ** np.float32(0.5)
    return Audio(dry + wet * np.float32(operation.mix), audio.rate)


def _sent(dry: Samples, rate: int) -> Samples:
    """What goes into the delay: thinner than the source, and in stereo leaning to one side."""
    sent = each_channel(dry, lambda channel: high(channel, rate, _ECHO_LOW_HZ))
    if sent.shape[1] == 1:
        return sent
    lean = np.array([[1.0, 1.0 - _SIDEWAYS], [_SIDEWAYS, 0.0]], dtype=np.float32)
    return np.ascontiguousarray(sent @ lean) * np.float32(0.8)


def _repeats(sent: Samples, gap: int, feedback: float, rate: int) -> Samples:
    """A delay line one gap long, read a gap at a time: what comes out goes in again on the other side, duller."""
    from scipy.signal import lfilter

    keep = math.exp(-2 * math.pi * min(_ECHO_HIGH_HZ, 0.45 * rate) / rate)
    state = np.zeros((1, sent.shape[1]))
    wet = np.zeros_like(sent)
    for start in range(gap, len(sent), gap):
        before = slice(start - gap, start)
        duller, state = lfilter([1.0 - keep], [1.0, -keep], wet[before], axis=0, zi=state)
        block = sent[before] + np.float32(feedback) * duller[:, ::-1]
        wet[start : start + gap] = block[: len(wet) - start]
    return wet
