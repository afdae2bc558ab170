"""A long mix taken apart in pieces with cross-fades: memory does not grow with the recording."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.contract import Cancelled, CancelledError
from rightsdesk.generation.separation.parts import parts

PIECE_SECONDS = 30.0
_CROSSFADE_SECONDS = 1.0

Stems = dict[str, Samples]


def blocks(
    audio: Audio,
    on_progress: Callable[[float], None] = lambda fraction: None,
    cancelled: Cancelled = lambda: False,
    piece_seconds: float = PIECE_SECONDS,
) -> Iterator[Stems]:
    """Finished stretches of all four stems, one after the other: laid end to end they are as long as `audio`."""
    fade = int(_CROSSFADE_SECONDS * audio.rate)
    rising = np.linspace(0, 1, fade, endpoint=False, dtype=np.float32)[:, None]
    tail: Stems = {}
    for start, stop in _spans(audio.frames, int(piece_seconds * audio.rate), fade):
        if cancelled():
            raise CancelledError
        stems = parts(audio.samples[start:stop], audio.rate)
        for name, before in tail.items():
            stems[name][:fade] = before * (1 - rising) + stems[name][:fade] * rising
        keep = stop - start if stop == audio.frames else stop - start - fade
        tail = {name: samples[keep:].copy() for name, samples in stems.items()}
        yield {name: samples[:keep] for name, samples in stems.items()}
        on_progress(stop / audio.frames)


def _spans(frames: int, size: int, fade: int) -> Iterator[tuple[int, int]]:
    """Pieces that overlap by `fade`; a short rest goes to the last one."""
    starts = range(0, max(1, frames - fade - size // 2), size)
    for start in starts:
        yield start, frames if start == starts[-1] else start + size + fade
