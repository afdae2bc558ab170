"""The sound of a place around the music: rain, an old record, waves. Synthesised, softer than the music always."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rightsdesk.domain.recipe import Ambience
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.effects.bands import QUIET, Curve, band, high, low, rms
from rightsdesk.generation.playing.beside import Following, at_level, shaped

_LOOP_SECONDS, _JOIN_SECONDS = 19.0, 1.5
_MOST_DB = -1.0
_LEAST_FOLLOWED = 0.35
_DROPS_A_SECOND, _CRACKLES_A_SECOND, _POPS_A_SECOND = 28.0, 16.0, 0.6
# No single crackle stands higher than this over the layer's own mean level.
_MOST_CREST = 9.0
_RECORD_HZ = 100.0 / 180.0  # 33 1/3 turns a minute
_GUST_SECONDS = 5.0
_SWELL_SECONDS = (7.0, 12.0)

Random = np.random.Generator


def with_ambience(audio: Audio, operation: Ambience, random: np.random.Generator) -> Audio:
    """The audio with the place around it; `gain_db` is its loudness against the music's, never above it. It fades a
    little with the music, so that it is not alone in the pauses."""
    layer = _evened(_MAKERS[operation.sound](audio, random))
    following, moments = Following(audio), np.arange(0.0, audio.seconds + 1.0, 0.5)
    levels = np.clip([following.at(moment) for moment in moments], _LEAST_FOLLOWED, 1.0)
    layer = at_level(shaped(layer, audio.rate, moments, levels), audio, min(operation.gain_db, _MOST_DB))
    layer += audio.samples
    return Audio(layer, audio.rate)


def _evened(layer: Samples) -> Samples:
    highest = np.float32(_MOST_CREST * rms(layer) + QUIET)
    layer /= highest
    np.tanh(layer, out=layer)
    layer *= highest
    return layer


def _rain(audio: Audio, random: Random) -> Samples:
    """A wide hiss that comes and goes a little, and single drops near by."""
    hiss = _looped(audio, lambda frames: _rushing(frames, audio, random))
    gusts = np.arange(0.0, audio.seconds + 2 * _GUST_SECONDS, _GUST_SECONDS)
    shaped(hiss, audio.rate, gusts, 1.0 + 0.3 * random.uniform(-1.0, 1.0, len(gusts)))
    _scatter(hiss, audio, random, _DROPS_A_SECOND, lambda: 0.16 * _drop(audio.rate, random))
    return hiss


def _rushing(frames: int, audio: Audio, random: Random) -> Curve:
    noise = random.standard_normal((frames, audio.channels))
    far = band(noise, audio.rate, 300.0, 1_800.0, 1)
    near = band(noise, audio.rate, 1_500.0, 9_000.0, 1)
    rushing: Curve = 0.05 * (0.6 * far + near)
    return rushing


def _drop(rate: int, random: Random) -> Curve:
    """A short tone that rises a little: the air bubble a drop leaves in water."""
    time = np.arange(int(0.03 * rate)) / rate
    hertz = random.uniform(900.0, 4_500.0)
    phase = 2 * np.pi * hertz * (time + 6.0 * time**2)
    drop: Curve = np.sin(phase) * np.exp(-time / random.uniform(0.002, 0.007))
    return drop * random.exponential(0.35)


def _vinyl(audio: Audio, random: Random) -> Samples:
    """Dust, a few scratches, and surface noise that breathes with every turn; no hum."""
    surface = _looped(audio, lambda frames: _surface(frames, audio, random))
    moments = np.arange(0.0, audio.seconds + 0.1, 0.05)
    shaped(surface, audio.rate, moments, 1.0 + 0.35 * np.sin(2 * np.pi * _RECORD_HZ * moments))
    _scatter(surface, audio, random, _CRACKLES_A_SECOND, lambda: 0.22 * _crackle(audio.rate, random, 0.0009))
    _scatter(surface, audio, random, _POPS_A_SECOND, lambda: 0.5 * _crackle(audio.rate, random, 0.003))
    return surface


def _surface(frames: int, audio: Audio, random: Random) -> Curve:
    surface: Curve = 0.012 * high(random.standard_normal((frames, audio.channels)), audio.rate, 900.0, 1)
    return surface


def _crackle(rate: int, random: Random, ring: float) -> Curve:
    time = np.arange(int(8 * ring * rate) + 8) / rate
    click = random.standard_normal(len(time)) * np.exp(-time / ring)
    done: Curve = low(click, rate, random.uniform(2_500.0, 8_000.0), 1)
    return done * min(2.5, random.exponential(0.5))


def _waves(audio: Audio, random: Random) -> Samples:
    """Swells that rise slowly, break brightly and run out."""
    moments, swell = _swells(audio, random)
    body = _looped(audio, lambda frames: 0.1 * _noise(frames, audio, random, 120.0, 900.0))
    foam = _looped(audio, lambda frames: 0.06 * _noise(frames, audio, random, 1_200.0, 8_000.0))
    shaped(body, audio.rate, moments, 0.25 + swell)
    body += shaped(foam, audio.rate, moments, 0.08 + swell**2)
    return body


def _noise(frames: int, audio: Audio, random: Random, lowest: float, highest: float) -> Curve:
    noise: Curve = band(random.standard_normal((frames, audio.channels)), audio.rate, lowest, highest, 1)
    return noise


def _swells(audio: Audio, random: Random) -> tuple[Curve, Curve]:
    points: list[tuple[float, float]] = [(0.0, 0.2)]
    while points[-1][0] < audio.seconds:
        start, length, height = points[-1][0], random.uniform(*_SWELL_SECONDS), random.uniform(0.6, 1.0)
        crest, broken = (start + 0.5 * length, height), (start + 0.62 * length, 0.7 * height)
        points += [crest, broken, (start + length, 0.0)]
    knots = np.array(points)
    return knots[:, 0], knots[:, 1]


def _scatter(
    layer: Samples, audio: Audio, random: Random, a_second: float, make: Callable[[], Curve]
) -> None:
    """Add single sounds at moments nobody can foresee, each somewhere between the speakers."""
    for start in random.integers(0, max(1, audio.frames), random.poisson(a_second * audio.seconds)):
        sound = make()[: audio.frames - start].astype(np.float32)
        sides = random.uniform(0.3, 1.0, audio.channels).astype(np.float32)
        layer[start : start + len(sound)] += sound[:, None] * sides


def _looped(audio: Audio, make: Callable[[int], Curve]) -> Samples:
    """A texture for the whole length from a short one, its end crossing over into its beginning."""
    join, frames = int(_JOIN_SECONDS * audio.rate), int(_LOOP_SECONDS * audio.rate)
    if audio.frames <= frames:
        return make(frames)[: audio.frames].astype(np.float32)
    made = make(frames + join).astype(np.float32)
    rise = np.sqrt(np.arange(join) / join).astype(np.float32)[:, None]
    loop = made[:frames].copy()
    loop[:join] = made[:join] * rise + made[frames:] * np.sqrt(1.0 - rise**2)
    return np.resize(loop, audio.samples.shape)


_MAKERS = {"rain": _rain, "vinyl": _vinyl, "waves": _waves}
