"""Cymbals and what is shaken: hats, crash, ride, shaker, tambourine. Each gives one stroke, mono, loudest sample 1."""

from __future__ import annotations

import numpy as np

from rightsdesk.generation.effects.bands import Curve, band, high
from rightsdesk.generation.playing.skins import Random, finished

# Ratios of the six pulse waves of a classic drum machine's cymbal circuit, to the lowest.
_METAL = (1.0, 1.4828, 1.8003, 2.546, 2.6303, 3.8967)
_JINGLES = (5_200.0, 6_900.0, 8_300.0, 10_100.0)


def hat(rate: int, random: Random, *, ring: float, hertz: float = 415.0, air: float = 0.6) -> Curve:
    """A pair of cymbals: six pulse waves that share no octave, and noise (`air`), high in the spectrum."""
    time = np.arange(int(min(6 * ring + 0.02, 1.2) * rate)) / rate
    tone = _pulses(time, hertz * random.uniform(0.985, 1.015), random)
    noise = random.standard_normal(len(time))
    sound = high(tone / 3.0 * (1.0 - air) + noise * air, rate, 6_500.0, 3)
    stroke = 0.7 * np.exp(-time / (0.25 * ring)) + 0.3 * np.exp(-time / ring)
    return finished(sound * (np.exp(-time / ring) if ring > 0.1 else stroke), rate)


def crash(rate: int, random: Random) -> Curve:
    """Blooms, then dies from the top down."""
    time = np.arange(int(2.2 * rate)) / rate
    sound = np.zeros(len(time))
    for lowest, highest, ring in ((900.0, 3_000.0, 0.7), (3_000.0, 8_000.0, 0.55), (8_000.0, 15_000.0, 0.3)):
        sound += band(random.standard_normal(len(time)), rate, lowest, highest) * np.exp(-time / ring)
    metal = high(_pulses(time, 310.0, random), rate, 4_000.0) * np.exp(-time / 0.4)
    return finished((sound + 0.25 * metal) * np.minimum(1.0, time / 0.004), rate)


def ride(rate: int, random: Random) -> Curve:
    """A ping on a long wash."""
    time = np.arange(int(0.9 * rate)) / rate
    ping = sum(np.sin(2 * np.pi * hz * time + random.uniform(0, 6)) for hz in (2_830.0, 4_110.0, 5_390.0))
    wash = band(random.standard_normal(len(time)), rate, 4_000.0, 12_000.0)
    return finished(ping * np.exp(-time / 0.06) + 0.7 * wash * np.exp(-time / 0.25), rate)


def shaker(rate: int, random: Random) -> Curve:
    """Seeds on their way, then on the wall."""
    time = np.arange(int(0.12 * rate)) / rate
    travel = 0.35 * np.exp(-(((time - 0.018) / 0.012) ** 2))
    stop = np.where(time > 0.03, np.exp(-(time - 0.03) / 0.016), 0.0)
    return finished(band(random.standard_normal(len(time)), rate, 4_500.0, 11_000.0) * (travel + stop), rate)


def tambourine(rate: int, random: Random) -> Curve:
    time = np.arange(int(0.3 * rate)) / rate
    ringing = sum(
        np.sin(2 * np.pi * hz * random.uniform(0.99, 1.01) * time)
        * np.exp(-time / random.uniform(0.05, 0.09))
        for hz in _JINGLES
    )
    rattle = high(random.standard_normal(len(time)), rate, 5_500.0)
    beats = 1.0 + 0.6 * np.sin(2 * np.pi * 31.0 * time)
    return finished(0.3 * ringing * beats + rattle * beats * np.exp(-time / 0.045), rate)


def _pulses(time: Curve, hertz: float, random: Random) -> Curve:
    """Pulse waves at the metal's ratios."""
    phases = random.uniform(0.0, 1.0, len(_METAL))
    pulses: Curve = np.sum(
        [
            np.sign(np.sin(2 * np.pi * (hertz * times * time + phase)))
            for times, phase in zip(_METAL, phases, strict=True)
        ],
        axis=0,
    )
    return pulses
