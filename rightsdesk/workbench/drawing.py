"""Waveforms and similarity lines as SVG path data, from numbers the workers computed. No colours, no files."""

from collections.abc import Sequence
from itertools import pairwise

BARS = 200
HEIGHT = 64
WIDTH = 800


def bars(peaks: Sequence[int] | None, *, columns: int = BARS) -> str:
    """Peaks (0..255) as mirrored bars in a box of 800 by 64: the path data of one filled path."""
    if not peaks:
        return ""
    columns = min(columns, len(peaks))
    edges = [round(n * len(peaks) / columns) for n in range(columns + 1)]
    step = WIDTH / columns
    loudest = (max(peaks[low:high]) for low, high in pairwise(edges))
    return "".join(_bar(n * step, step * 0.65, peak) for n, peak in enumerate(loudest))


def _bar(left: float, width: float, peak: int) -> str:
    half = max(peak / 255 * (HEIGHT / 2 - 1), 0.75)
    return f"M{left:.1f} {HEIGHT / 2 - half:.1f}h{width:.1f}v{2 * half:.1f}h-{width:.1f}z"


def line(points: Sequence[tuple[float, float]], seconds: float) -> str:
    """(second, score 0..1) pairs as a line in a box of 800 by 64."""
    if not points or seconds <= 0:
        return ""
    placed = (f"{WIDTH * at / seconds:.1f} {level(score):.1f}" for at, score in points)
    return "M" + "L".join(placed)


def level(score: float) -> float:
    """The height of a score (0..1) in the box: 1 is at the top."""
    return HEIGHT * (1 - min(max(score, 0.0), 1.0))


def place(start_s: float, end_s: float, seconds: float) -> tuple[str, str]:
    """Where a stretch of time lies, as two percentages: left edge and width."""
    if seconds <= 0:
        return "0%", "0%"
    left = min(max(start_s / seconds, 0.0), 1.0)
    right = min(max(end_s / seconds, left), 1.0)
    return f"{left * 100:.2f}%", f"{(right - left) * 100:.2f}%"
