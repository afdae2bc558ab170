"""Which promises a render keeps, in words. A value that could not be heard is None and breaks nothing."""

from __future__ import annotations

from typing import Any

LUFS_TOLERANCE = 0.5
MOST_TRUE_PEAK = -1.0
TEMPO_TOLERANCE = 0.005
# Onsets are read to about a frame: over a few seconds that is all the precision there is.
_LEAST_EVIDENCE_S = 0.03
SEMITONE_TOLERANCE = 0.2
MOST_CLIPPED = 1e-5


def failures(metrics: dict[str, Any], lufs: float, duration_tolerance_s: float) -> list[str]:
    """A sentence for each promise that was not kept."""
    ratio, asked_ratio = metrics["tempo_ratio"], metrics["tempo_ratio_asked"]
    shift, asked_shift = metrics["semitones"], metrics["semitones_asked"]
    seconds, asked_seconds = metrics["duration_s"], metrics["duration_asked_s"]
    near = max(TEMPO_TOLERANCE, _LEAST_EVIDENCE_S / max(seconds, 1e-3))
    loud, peak = metrics["lufs"], metrics["true_peak_dbtp"]
    checks = (
        ("The render is silent.", metrics["silent"]),
        ("The render clips.", metrics["clipped"] > MOST_CLIPPED),
        (f"Loudness is {loud} LUFS; {lufs} was asked.", abs(loud - lufs) > LUFS_TOLERANCE),
        (f"True peak is {peak} dBTP; at most {MOST_TRUE_PEAK} is allowed.", peak > MOST_TRUE_PEAK),
        (f"Tempo changed by {ratio}; {asked_ratio} was asked.", _off(ratio, asked_ratio, near * asked_ratio)),
        (
            f"Pitch moved by {shift} semitones; {asked_shift} was asked.",
            _off(shift, asked_shift, SEMITONE_TOLERANCE),
        ),
        (
            f"The render lasts {seconds} s, not {asked_seconds} s.",
            _off(seconds, asked_seconds, duration_tolerance_s),
        ),
    )
    return [words for words, failed in checks if failed]


def _off(heard: float | None, asked: float, tolerance: float) -> bool:
    return heard is not None and abs(heard - asked) > tolerance
