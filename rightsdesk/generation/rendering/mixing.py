"""The source with its stems kept, muted or raised, and how much of each stem is then still there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rightsdesk.domain.disclosure import step
from rightsdesk.domain.recipe import STEMS
from rightsdesk.engines.audio import Audio
from rightsdesk.engines.audio_samples import Samples
from rightsdesk.generation.rendering.stems import LABEL, SEPARATED, Stems
from rightsdesk.generation.tools import numeric_tools

_BLOCK = 1 << 20

Table = NDArray[np.float64]

Gains = Mapping[str, float | None]
"""By stem, in decibels; None mutes. Stems that are not named stay as they are."""


def mixed(stems: Stems, wanted: Gains) -> tuple[Audio, dict[str, Any]]:
    """The source with its stems as wanted, and the step that says so. The label's own stems are taken when they cover
    all that is heard or all that is changed."""
    gains = {name: np.float32(1.0) for name in STEMS} | {name: factor(wanted[name]) for name in wanted}
    heard = {name: gains[name] for name in STEMS if gains[name] > 0}
    changes = {name: gains[name] - np.float32(1) for name in STEMS if gains[name] != 1}
    origin = LABEL
    if stems.supplies(*heard):
        samples = _sum(stems, heard, LABEL)
    elif stems.supplies(*changes):
        samples = _sum(stems, changes, LABEL)
        samples += stems.audio.samples
    else:
        origin = SEPARATED
        samples = _sum(stems, heard, SEPARATED)
    said = step("stems", {"gain_db": dict(wanted), "origin": origin}, numeric_tools())
    return Audio(samples, stems.audio.rate), said


def factor(gain_db: float | None) -> np.float32:
    """What samples are multiplied by; None mutes."""
    return np.float32(0.0 if gain_db is None else 10 ** (gain_db / 20))


def energy_left(mix: Samples, stems: Stems, changed: Gains) -> dict[str, float | None]:
    """By stem, the share of its energy that is found in the mix: the least-squares amount of each, squared. Measured on
    what was mixed, not read off the gains, so that a stem that does not belong to its recording is found out. None for a
    stem that was changed without being heard alone, or that is silent."""
    names = [name for name in STEMS if name in stems.used or (name in changed and stems.at_hand(name))]
    if not names:
        return dict.fromkeys(changed)
    parts = [stems.get(name, stems.used.get(name)) for name in names]
    alike, found = _products(mix, parts)
    total = float(np.trace(alike))
    amounts = np.linalg.lstsq(alike + 1e-9 * total * np.eye(len(names)), found, rcond=None)[0]
    left: dict[str, float | None] = dict.fromkeys(name for name in changed if name not in names)
    for name, amount, energy in zip(names, amounts, np.diag(alike), strict=True):
        left[name] = round(float(amount) ** 2, 4) if energy > max(1e-12, 1e-9 * total) else None
    return left


def _products(mix: Samples, parts: list[Samples]) -> tuple[Table, Table]:
    """How much the parts have in common with one another, and with the mix; in pieces."""
    alike, found = np.zeros((len(parts), len(parts))), np.zeros(len(parts))
    for start in range(0, len(mix), _BLOCK):
        pieces = [part[start : start + _BLOCK].reshape(-1) for part in parts]
        target = mix[start : start + _BLOCK].reshape(-1)
        found += [float(piece @ target) for piece in pieces]
        alike += [[float(one @ other) for other in pieces] for one in pieces]
    return alike, found


def _sum(stems: Stems, gains: Mapping[str, np.float32], origin: str) -> Samples:
    total = np.zeros_like(stems.audio.samples)
    for name, gain in gains.items():
        part = stems.get(name, origin)
        for start in range(0, len(total), _BLOCK):
            total[start : start + _BLOCK] += part[start : start + _BLOCK] * gain
    return total
