"""What no listener should be sent: silence, clipping, scraps. Figures from samples; knows no file and no loudness law."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RULE_VERSION = "quality-1"
LEAST_SECONDS = 2.0
SILENT_BELOW = 10 ** (-60 / 20)
SILENT_FOR_S = 10.0
CLIPPED_AT = 0.9999
# Three full-scale samples in a row are a cut wave; a limiter's single peaks are not.
CLIPPED_RUN = 3
MOST_CLIPPED = 0.001
_BLOCKS_A_SECOND = 20


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong: a code, a sentence, where (seconds), and the figure beside the limit it broke."""

    code: str
    message: str
    start_s: float
    end_s: float
    figure: float
    limit: float


def flaws(samples: npt.NDArray[np.float32], rate: int) -> tuple[Flaw, ...]:
    """Everything wrong with `samples` [frames, channels] at `rate` Hz, the same order every time."""
    seconds = len(samples) / rate
    if seconds < LEAST_SECONDS:
        words = f"The audio lasts {seconds:.1f} s; a derivative lasts at least {LEAST_SECONDS:.0f} s."
        return (Flaw("too_short", words, 0.0, round(seconds, 2), round(seconds, 2), LEAST_SECONDS),)
    found = (_silence(samples, rate), _clipping(samples, seconds))
    return tuple(flaw for flaw in found if flaw)


def _silence(samples: npt.NDArray[np.float32], rate: int) -> Flaw | None:
    """The longest stretch under -60 dB of full scale."""
    block = rate // _BLOCKS_A_SECOND
    whole = len(samples) // block * block
    # Extremes instead of absolute values: no second copy of twenty minutes of sound.
    blocks = samples[:whole].reshape(-1, block * samples.shape[1])
    quiet = (blocks.max(axis=1) < SILENT_BELOW) & (blocks.min(axis=1) > -SILENT_BELOW)
    edges = np.flatnonzero(np.diff(np.r_[False, quiet, False].view(np.int8)))
    if not len(edges):
        return None
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    longest = int(lengths.argmax())
    start, lasts = starts[longest] / _BLOCKS_A_SECOND, lengths[longest] / _BLOCKS_A_SECOND
    if lasts < SILENT_FOR_S:
        return None
    words = f"The audio is silent for {lasts:.1f} s."
    return Flaw("silence", words, float(start), float(start + lasts), float(lasts), SILENT_FOR_S)


def _clipping(samples: npt.NDArray[np.float32], seconds: float) -> Flaw | None:
    full = (samples >= CLIPPED_AT) | (samples <= -CLIPPED_AT)
    cut = full[2:] & full[1:-1] & full[:-2] if len(full) >= CLIPPED_RUN else full[:0]
    share = float(cut.mean()) if cut.size else 0.0
    if share <= MOST_CLIPPED:
        return None
    words = f"The wave is cut off at full scale in {share:.2%} of the audio."
    return Flaw("clipping", words, 0.0, round(seconds, 2), round(share, 6), MOST_CLIPPED)
