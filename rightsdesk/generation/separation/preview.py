"""The separator that is always there: weight-free, preview grade, and always said to be so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from rightsdesk.domain.recipe import STEMS
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.contract import Cancelled, Model
from rightsdesk.generation.separation.blocks import blocks

METHOD = (
    "average of two-pass median masks (FitzGerald) and kernel-additive masks, soft stereo places; "
    "harmonic-percussive drums, crossover bass"
)
GRADE = "preview"
IDENTITY = "preview-2"


class PreviewSeparator:
    """Implements contract.Separator. Deterministic, float32, about five processor seconds for a minute of stereo."""

    method = METHOD
    grade = GRADE
    kind = "signal_processing"
    identity = IDENTITY
    model: Model | None = None

    def separate(
        self, audio: Audio, on_progress: Callable[[float], None], cancelled: Cancelled
    ) -> Mapping[str, Samples]:
        """The four stems in the shape of `audio`. Raises CancelledError between two pieces."""
        whole = {name: np.empty_like(audio.samples) for name in STEMS}
        start = 0
        for block in blocks(audio, on_progress, cancelled):
            stop = start + len(block["other"])
            for name, samples in block.items():
                whole[name][start:stop] = samples
            start = stop
        return whole


def remixed(
    audio: Audio,
    gains: Mapping[str, np.float32],
    on_piece: Callable[[float], None] = lambda fraction: None,
    cancelled: Cancelled = lambda: False,
) -> Samples:
    """The sum of the stems, each times its gain (absent: not at all), holding one piece's stems at a time."""
    mix = np.zeros_like(audio.samples)
    start = 0
    for block in blocks(audio, on_piece, cancelled):
        stop = start + len(block["other"])
        for name, gain in gains.items():
            mix[start:stop] += block[name] * gain
        start = stop
    return mix
