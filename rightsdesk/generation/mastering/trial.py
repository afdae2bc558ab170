"""What the lossy codecs will do to a master, told from its hardest seconds: where the limiter works most, the codecs go
too high first. Cheap, so every render is tried; what is delivered in a lossy form is measured whole besides."""

from __future__ import annotations

import numpy as np

from rightsdesk.engines.audio_encode import coded_peak_dbtp
from rightsdesk.engines.audio_samples import Audio
from rightsdesk.generation.effects.bands import Curve
from rightsdesk.generation.effects.ends import ramp
from rightsdesk.generation.mastering.limiter import point_frames
from rightsdesk.generation.mastering.master import CEILING_DBTP, Measured, brought_to

# -1 dBTP is promised of what is delivered; the watermark, which comes after this, adds up to 0.2 dB.
MOST_CODED_DBTP = -1.2
# The one that goes highest: over eight drum styles −1.8 dBTP at worst, AAC −2.0, MP3 −2.1. Each trial costs a fifth of a
# render from cached material, and sealing measures every file whole.
HARDEST_CODEC = "opus"
_WINDOWS, _WINDOW_POINTS = 7, 1_000
_NEAR = 0.85
_EDGE_SECONDS = 0.005
_ROUNDS = 2
_MORE_DB = 0.05
# Very loud masters go higher in some places however low the ceiling: there each file is tamed by itself.
_LEAST_CEILING_DBTP = -3.0


def tried(sound: Measured, lufs: float) -> tuple[Audio, Curve, float]:
    """A master whose hardest seconds stay under MOST_CODED_DBTP when coded, its gain curve, and the ceiling it took."""
    ceiling = CEILING_DBTP
    master, curve = brought_to(sound, lufs, ceiling)
    for _ in range(_ROUNDS):
        excerpt = _hardest(master, sound.peaks * curve)
        excess = coded_peak_dbtp(excerpt, HARDEST_CODEC) - MOST_CODED_DBTP
        if excess <= 0:
            break
        ceiling = max(_LEAST_CEILING_DBTP, ceiling - excess - _MORE_DB)
        master, curve = brought_to(sound, lufs, ceiling)
    return master, curve, ceiling


def _hardest(master: Audio, peaks: Curve) -> Audio:
    """The seconds that hold most points near the highest peak, one after the other."""
    near = np.add.reduceat(peaks > _NEAR * peaks.max(), np.arange(0, len(peaks), _WINDOW_POINTS))
    size = _WINDOW_POINTS * point_frames(master.rate)
    chosen = np.sort(np.argsort(-near, kind="stable")[:_WINDOWS])
    pieces = [_soft_ends(master.samples[n * size : (n + 1) * size], master.rate) for n in chosen]
    return Audio(np.concatenate(pieces), master.rate)


def _soft_ends(piece: np.ndarray, rate: int) -> np.ndarray:
    """A cut through a wave is a click, and a click after coding is a peak that the song does not have."""
    edge = min(len(piece) // 2, int(_EDGE_SECONDS * rate))
    soft = piece.copy()
    soft[:edge] *= ramp(edge)[:, None]
    soft[len(soft) - edge :] *= ramp(edge)[::-1, None]
    return soft
