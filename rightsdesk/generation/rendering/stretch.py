"""Time and pitch through the Rubber Band command line (its own process: it is GPL, we are not linked to it)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from rightsdesk.engines.audio_process import ToolCancelledError, run
from rightsdesk.engines.audio_samples import Audio, Samples
from rightsdesk.generation.contract import Cancelled, CancelledError
from rightsdesk.generation.listening.spectra import Curve

# One thread: the same samples every time, and two cores serve two renders. The tool clips at full scale, so it gets
# everything at a quarter (an exact factor) of that.
_OPTIONS = ["--quiet", "--no-threads", "--ignore-clipping"]
# The finer engine loses its way on a map whose pace changes with every eighth: 35 ms off after two minutes of swing,
# which drums laid on the grid would tell everybody. The older one stays within 7 ms (measured on clicks).
_EVEN, _MAPPED = ["--fine"], ["--crisp", "5"]
_BLOCK = 1 << 20
# Of waiting for each second of sound, on a machine that has other work as well.
_PATIENCE = 3.0


def stretch(
    audio: Audio,
    *,
    ratio: float,
    semitones: float,
    cancelled: Cancelled,
    formants: bool = False,
    anchors: Curve | None = None,
) -> Audio:
    """Play `ratio` times as fast, `semitones` higher, in one pass. `anchors` [n, 2]: seconds of the source and where they
    fall in the result; between them time is stretched evenly. With `formants` voices keep their size.
    Raises CancelledError."""
    with tempfile.TemporaryDirectory(prefix="rightsdesk-stretch-") as name:
        folder = Path(name)
        scale = _write(audio, folder / "before.wav")
        amounts = ["--time", f"{1 / ratio:.12f}", "--pitch", f"{semitones:.6f}"]
        amounts += ["--formant"] if formants else []
        amounts += _EVEN if anchors is None else _MAPPED
        if anchors is not None:
            _write_map(anchors, audio, ratio, folder / "map")
            amounts += ["--timemap", str(folder / "map")]
        _run([*_OPTIONS, *amounts], folder, audio.seconds, cancelled)
        return Audio(_read(folder / "after.wav", scale), audio.rate)


def _run(options: list[str], folder: Path, seconds: float, cancelled: Cancelled) -> None:
    command = ["rubberband", *options, str(folder / "before.wav"), str(folder / "after.wav")]
    try:
        finished = run(command, seconds=120 + _PATIENCE * seconds, cancelled=cancelled)
    except ToolCancelledError:
        raise CancelledError from None
    if finished.code != 0 or not (folder / "after.wav").exists():
        raise RuntimeError(f"rubberband failed: {finished.errors.strip()[-500:]}")


def _write(audio: Audio, path: Path) -> np.float32:
    """Samples in pieces, so that no second copy of a long recording is made; and what they were multiplied by."""
    import soundfile

    peak = float(np.abs(audio.samples).max(initial=0.0))
    scale = np.float32(0.25 if peak < 2.0 else 0.5 / peak)
    with soundfile.SoundFile(path, "w", audio.rate, audio.channels, subtype="FLOAT") as file:
        for start in range(0, audio.frames, _BLOCK):
            file.write(audio.samples[start : start + _BLOCK] * scale)
    return scale


def _read(path: Path, scale: np.float32) -> Samples:
    import soundfile

    samples: Samples = soundfile.read(path, dtype="float32", always_2d=True)[0]
    samples /= scale
    return samples


def _write_map(anchors: Curve, audio: Audio, ratio: float, path: Path) -> None:
    """One line for each anchor, rising in both columns and within the sound; the tool adds both ends."""
    frames = np.rint(anchors * audio.rate).astype(int)
    last = (audio.frames - 1, round(audio.frames / ratio) - 1)
    lines, before = [], (0, 0)
    for source, target in frames.tolist():
        if before[0] < source < last[0] and before[1] < target < last[1]:
            lines.append(f"{source} {target}\n")
            before = (source, target)
    path.write_text("".join(lines))
