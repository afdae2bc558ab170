"""Which sounds each style plays, how loud beside one another, where they stand, and how late the hand comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from rightsdesk.generation.effects.bands import Curve
from rightsdesk.generation.playing import metals, skins

Maker = Callable[[int, skins.Random], Curve]


@dataclass(frozen=True, slots=True)
class Voice:
    """`level` of its loudest sample; `place` -1 (left) to 1 (right); `late` in seconds, behind the grid."""

    make: Maker
    level: float
    place: float = 0.0
    late: float = 0.0


def _kick(
    level: float, top: float, low: float, fall: float, ring: float, click: float, drive: float
) -> Voice:
    make = partial(skins.kick, top=top, low=low, fall=fall, ring=ring, click=click, drive=drive)
    return Voice(make, level)


def _snare(
    level: float, hertz: float, shell: float, wires: float, ring: float, bright: float, late: float = 0.0
) -> Voice:
    make = partial(skins.snare, hertz=hertz, shell=shell, wires=wires, ring=ring, bright=bright)
    return Voice(make, level, 0.04, late)


def _hat(level: float, ring: float, place: float = 0.22, late: float = 0.0, air: float = 0.6) -> Voice:
    return Voice(partial(metals.hat, ring=ring, air=air), level, place, late)


_CLAP = Voice(skins.clap, 0.93, -0.05)
_SHAKER = Voice(metals.shaker, 0.34, -0.35)
_TAMBOURINE = Voice(metals.tambourine, 0.4, -0.3)
_CRASH = Voice(metals.crash, 0.42, -0.2)
_TOMS = {
    "high_tom": Voice(partial(skins.tom, hertz=165.0), 0.7, 0.3),
    "low_tom": Voice(partial(skins.tom, hertz=98.0), 0.75, -0.3),
}

KITS: Mapping[str, Mapping[str, Voice]] = {
    "lofi": {
        "kick": _kick(0.76, 118.0, 54.0, 0.03, 0.13, 0.06, 1.4),
        "snare": _snare(0.81, 178.0, 0.6, 0.7, 0.11, 6_500.0, late=0.011),
        "rim": Voice(skins.rim, 0.48, 0.15),
        "hat": _hat(0.48, 0.035, late=0.004),
        "open_hat": _hat(0.4, 0.16),
    },
    "house": {
        "kick": _kick(0.8, 235.0, 50.0, 0.022, 0.17, 0.22, 1.8),
        "clap": _CLAP,
        "snare": _snare(0.65, 205.0, 0.4, 0.9, 0.08, 11_000.0),
        "hat": _hat(0.4, 0.028),
        "open_hat": _hat(0.6, 0.15, 0.15),
        "shaker": _SHAKER,
        "crash": _CRASH,
    },
    "dnb": {
        "kick": _kick(0.8, 215.0, 56.0, 0.014, 0.1, 0.35, 2.2),
        "snare": _snare(1.23, 205.0, 0.8, 0.9, 0.1, 12_000.0),
        "hat": _hat(0.52, 0.025),
        "open_hat": _hat(0.48, 0.14),
        "ride": Voice(metals.ride, 0.29, -0.25),
        "crash": _CRASH,
    },
    "rock": {
        "kick": _kick(0.8, 150.0, 60.0, 0.014, 0.11, 0.42, 1.6),
        "snare": _snare(1.2, 188.0, 0.9, 1.0, 0.15, 9_500.0),
        "hat": _hat(0.54, 0.05),
        "open_hat": _hat(0.6, 0.3),
        "crash": Voice(metals.crash, 0.5, -0.2),
        **_TOMS,
    },
    "trap": {
        "kick": _kick(0.68, 190.0, 58.0, 0.012, 0.07, 0.3, 2.0),
        "808": Voice(partial(skins.bass_drum_808, hertz=49.0, ring=0.42), 0.64),
        "snare": _snare(0.94, 225.0, 0.5, 1.0, 0.09, 13_000.0),
        "clap": Voice(skins.clap, 0.83),
        "hat": _hat(0.5, 0.018, 0.12, air=0.45),
        "open_hat": _hat(0.48, 0.13, -0.15),
        "rim": Voice(skins.rim, 0.31, -0.4),
    },
    "reggaeton": {
        "kick": _kick(0.8, 170.0, 54.0, 0.018, 0.13, 0.25, 1.8),
        "snare": _snare(0.98, 232.0, 0.9, 0.7, 0.07, 9_000.0),
        "rim": Voice(partial(skins.rim, hertz=620.0), 0.56, 0.2),
        "hat": _hat(0.4, 0.03),
        "shaker": _SHAKER,
        "low_tom": _TOMS["low_tom"],
    },
    "bossa": {
        "kick": _kick(0.6, 92.0, 60.0, 0.03, 0.16, 0.03, 1.1),
        "rim": Voice(skins.rim, 0.7, 0.15),
        "shaker": Voice(metals.shaker, 0.51, -0.25),
        "hat": _hat(0.36, 0.04, 0.3),
    },
    "disco": {
        "kick": _kick(0.76, 140.0, 56.0, 0.018, 0.1, 0.28, 1.5),
        "snare": _snare(0.91, 192.0, 0.8, 0.9, 0.1, 10_000.0),
        "clap": Voice(skins.clap, 0.6, -0.1),
        "hat": _hat(0.46, 0.03),
        "open_hat": _hat(0.68, 0.17, 0.15),
        "tambourine": _TAMBOURINE,
        "crash": _CRASH,
        **_TOMS,
    },
}
