"""Drums with a skin, and wood: kick, 808, tom, snare, clap, rim, from arithmetic. Each gives one stroke, mono, loudest
sample 1. Times in seconds."""

from __future__ import annotations

import numpy as np

from rightsdesk.generation.effects.bands import Curve, band, high

Random = np.random.Generator


def kick(
    rate: int, random: Random, *, top: float, low: float, fall: float, ring: float, click: float, drive: float
) -> Curve:
    """A tone that falls from `top` to `low` hertz, the beater's click, bent a little so that small speakers have it."""
    time = _time(rate, 7 * ring)
    body = np.sin(_phase(low + (top - low) * np.exp(-time / fall), rate)) * np.exp(-time / ring)
    beater = band(random.standard_normal(len(time)), rate, 1_800.0, 7_000.0) * np.exp(-time / 0.0035)
    return finished(np.tanh(drive * body) / np.tanh(drive) + click * beater, rate)


def bass_drum_808(rate: int, random: Random, *, hertz: float, ring: float) -> Curve:
    """The long one that is also the bass: a tone of the key, with overtones enough to be heard without a subwoofer."""
    time = _time(rate, 4 * ring)
    tone = np.sin(_phase(hertz * (1.0 + 1.6 * np.exp(-time / 0.018)), rate))
    attack = 0.15 * random.standard_normal(len(time)) * np.exp(-time / 0.002)
    return finished(np.tanh(2.2 * tone * np.exp(-time / ring)) + attack, rate)


def tom(rate: int, random: Random, *, hertz: float) -> Curve:
    time = _time(rate, 0.5)
    body = np.sin(_phase(hertz * (1.0 + 0.5 * np.exp(-time / 0.05)), rate)) * np.exp(-time / 0.14)
    skin = band(random.standard_normal(len(time)), rate, 300.0, 3_000.0) * np.exp(-time / 0.02)
    return finished(body + 0.25 * skin, rate)


def snare(
    rate: int, random: Random, *, hertz: float, shell: float, wires: float, ring: float, bright: float
) -> Curve:
    """Two tones of the shell that sag as the skin gives, the wires' noise in a short and a long part, and the stick."""
    time = _time(rate, 6 * ring)
    sag = 1.0 + 0.35 * np.exp(-time / 0.012)
    tones = np.sin(_phase(hertz * sag, rate)) + 0.6 * np.sin(_phase(1.59 * hertz * sag, rate))
    noise = band(random.standard_normal(len(time)), rate, 900.0, bright)
    hiss = noise * (0.65 * np.exp(-time / (0.3 * ring)) + 0.35 * np.exp(-time / ring))
    stick = high(random.standard_normal(len(time)), rate, 3_000.0) * np.exp(-time / 0.002)
    return finished(shell * tones * np.exp(-time / 0.05) + wires * hiss + 0.35 * stick, rate)


def clap(rate: int, random: Random, *, ring: float = 0.11) -> Curve:
    """A few hands that never quite meet, then the room."""
    time = _time(rate, 5 * ring)
    envelope = np.zeros(len(time))
    for start in (0.0, 0.010, 0.021, 0.030):
        since = time - start - random.uniform(0.0, 0.002)
        envelope = np.maximum(envelope, np.where(since >= 0, np.exp(-np.maximum(since, 0.0) / 0.006), 0.0))
    room = 0.5 * np.exp(-np.maximum(time - 0.03, 0.0) / ring) * (time >= 0.03)
    return finished(band(random.standard_normal(len(time)), rate, 800.0, 3_800.0) * (envelope + room), rate)


def rim(rate: int, random: Random, *, hertz: float = 470.0) -> Curve:
    """The stick laid across the rim: three short woody tones and a click."""
    time = _time(rate, 0.12)
    partials = ((1.0, 1.0, 0.022), (2.27, 0.8, 0.014), (3.71, 0.6, 0.009))
    wood = sum(
        level * np.sin(2 * np.pi * times * hertz * time) * np.exp(-time / ring)
        for times, level, ring in partials
    )
    return finished(
        wood + 0.3 * high(random.standard_normal(len(time)), rate, 2_000.0) * np.exp(-time / 0.0015), rate
    )


def finished(sound: Curve, rate: int) -> Curve:
    """Loudest sample 1; no click at the end."""
    end = min(len(sound), int(0.006 * rate))
    sound[len(sound) - end :] *= np.linspace(1.0, 0.0, end)
    done: Curve = sound / (np.abs(sound).max() + 1e-12)
    return done


def _time(rate: int, seconds: float) -> Curve:
    return np.arange(int(seconds * rate)) / rate


def _phase(hertz: Curve, rate: int) -> Curve:
    phase: Curve = 2 * np.pi * np.cumsum(hertz) / rate
    return phase
