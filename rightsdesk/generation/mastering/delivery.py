"""A master that stays under -1 dBTP in every form it is delivered in. Coding moves peaks by an amount nobody can
predict: so it is done, measured, and the gain taken down just where a codec went too high."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rightsdesk.engines.audio import decode
from rightsdesk.engines.audio_encode import LOSSLESS, LOSSY, encode
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.effects.bands import Curve, factor
from rightsdesk.generation.mastering.limiter import point_frames, point_peaks
from rightsdesk.generation.mastering.master import CEILING_DBTP, Measured, brought_to, measured

# -1 dBTP is promised of what is delivered; the watermark, which comes after this, adds up to 0.2 dB.
MOST_CODED_DBTP = -1.2
_ROUNDS = 4
# A little more than what was too much, and a little around it: the codec decides anew when its input changes.
_MORE = 1.015
_AROUND_POINTS = 6


@dataclass(frozen=True, slots=True)
class Delivered:
    """The master, the ceiling it took, its files by format, and the true peak of each lossy file after decoding."""

    audio: Audio
    ceiling_dbtp: float
    files: Mapping[str, Path]
    true_peaks: Mapping[str, float]


def for_delivery(
    audio: Audio, lufs: float, formats: Sequence[str], folder: Path, name: str = "remix"
) -> Delivered:
    """Master `audio` at `lufs` and write `<name>.<format>` into `folder` for each format; true peaks at most
    MOST_CODED_DBTP after decoding. A master alone is not coded to try it: its ceiling leaves room for what codecs do, and
    whoever makes lossy files of it measures those. Nothing is left in `folder` when it fails."""
    asked = [form for form in LOSSY if form in formats]
    sound, ceiling = measured(audio), CEILING_DBTP
    master, curve = brought_to(sound, lufs, ceiling)
    with tempfile.TemporaryDirectory(prefix=".deliver-", dir=folder) as work:
        for _ in range(_ROUNDS):
            coded = {form: _coded(master, Path(work) / f"{name}.{form}") for form in asked}
            if all(peaks.max() <= factor(MOST_CODED_DBTP) for peaks in coded.values()):
                break
            sound = _tamed(sound, curve, ceiling, coded.values())
            master, curve = brought_to(sound, lufs, ceiling)
        files = _moved(master, Path(work), folder, formats, name)
    heard = {form: round(float(20 * np.log10(peaks.max() + 1e-6)), 3) for form, peaks in coded.items()}
    return Delivered(master, ceiling, files, heard)


def _coded(master: Audio, path: Path) -> Curve:
    """A lossy form written to `path`, and the true peaks of what a listener hears, by points of the master."""
    encode(master, path, path.suffix[1:])
    heard = decode(path, max_seconds=master.seconds + 10)
    peaks = point_peaks(heard)
    place = np.arange(len(peaks)) * point_frames(heard.rate) / heard.rate
    points = -(-master.frames // point_frames(master.rate))
    index = (place * master.rate / point_frames(master.rate)).astype(np.int64)
    by_point = np.zeros(points)
    np.maximum.at(by_point, np.minimum(index, points - 1), peaks)
    return by_point


def _tamed(sound: Measured, curve: Curve, ceiling: float, coded: Iterable[Curve]) -> Measured:
    """Peaks as the limiter should have seen them: so high that its gain falls by what a codec was over."""
    from scipy.ndimage import maximum_filter1d

    over = np.maximum.reduce(list(coded)) / factor(MOST_CODED_DBTP)
    needed = np.where(over > 1.0, over * _MORE * factor(ceiling) / np.maximum(curve, 1e-9), 0.0)
    spread = maximum_filter1d(needed, 2 * _AROUND_POINTS + 1)
    return replace(sound, peaks=np.maximum(sound.peaks, spread))


def _moved(master: Audio, work: Path, folder: Path, formats: Sequence[str], name: str) -> dict[str, Path]:
    files = {form: folder / f"{name}.{form}" for form in formats}
    for form in formats:
        if form in LOSSLESS:
            encode(master, work / f"{name}.{form}", form)
    for path in files.values():
        os.replace(work / path.name, path)
    return files
