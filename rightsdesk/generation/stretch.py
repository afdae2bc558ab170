"""Tempo and pitch through the Rubber Band command line (its own process: it is GPL, we are not linked to it)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from rightsdesk.engines.audio_process import ToolCancelledError, run
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.contract import Cancelled, CancelledError

# One thread: the same samples every time, and two cores serve two renders.
_OPTIONS = ["--quiet", "--no-threads", "--crisp", "5"]


def stretch(audio: Audio, *, ratio: float, semitones: float, cancelled: Cancelled) -> Audio:
    """Play `ratio` times as fast, `semitones` higher; both at once. Raises CancelledError."""
    import soundfile

    with tempfile.TemporaryDirectory(prefix="rightsdesk-stretch-") as folder:
        before, after = Path(folder) / "before.wav", Path(folder) / "after.wav"
        soundfile.write(before, audio.samples, audio.rate, subtype="FLOAT")
        amounts = ["--tempo", f"{ratio:.9f}", "--pitch", f"{semitones:.6f}"]
        try:
            finished = run(
                ["rubberband", *_OPTIONS, *amounts, str(before), str(after)],
                seconds=60 + 2 * audio.seconds,
                cancelled=cancelled,
            )
        except ToolCancelledError:
            raise CancelledError from None
        if finished.code != 0 or not after.exists():
            raise RuntimeError(f"rubberband failed: {finished.errors.strip()[-500:]}")
        samples, _ = soundfile.read(after, dtype="float32", always_2d=True)
    return Audio(np.ascontiguousarray(samples), audio.rate)
