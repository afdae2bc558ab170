"""How many times faster one recording of a performance runs than another, from onsets alone."""

from __future__ import annotations

import numpy as np

from rightsdesk.generation.listening.spectra import FRAMES_A_SECOND, Curve

_RATIOS = (0.45, 2.2)
_COARSE_SECONDS = 20.0
_NEAR_ASKED = 0.03
_FAVOUR = 1.5


def tempo_ratio(before: Curve, after: Curve, asked: float = 1.0) -> tuple[float, float]:
    """How many times faster `after` runs, from onsets alone, and how clearly (correlation, 0..1). Unlike a comparison
    of two tempo estimates it needs no steady beat. A ratio near `asked` wins over one that is only a little more alike:
    added drums at double time look much like music at double time."""
    ratios = np.sort(np.concatenate([np.geomspace(*_RATIOS, 1800), [asked]]))
    favour = np.where(np.abs(np.log(ratios / asked)) < _NEAR_ASKED, _FAVOUR, 1.0)
    head = int(_COARSE_SECONDS * FRAMES_A_SECOND)
    first = ratios[int((_alike(_soft(before, 4.0), _soft(after, 4.0)[:head], ratios) * favour).argmax())]
    middle = _best(_soft(before, 3.0), _soft(after, 3.0), first * np.linspace(0.996, 1.004, 161))
    ratio, clarity = _best(_soft(before, 1.5), _soft(after, 1.5), middle[0] * np.linspace(0.9995, 1.0005, 41))
    return round(ratio, 5), round(max(clarity, middle[1]), 3)


def _best(before: Curve, after: Curve, ratios: Curve) -> tuple[float, float]:
    scores = _alike(before, after, ratios)
    return float(ratios[scores.argmax()]), float(scores.max())


def _alike(before: Curve, after: Curve, ratios: Curve) -> Curve:
    """How well `before`, replayed at each ratio, correlates with `after`."""
    frames, places = np.arange(len(after), dtype=np.float64), np.arange(len(before))
    return np.array(
        [_correlation(np.interp(frames * ratio, places, before, right=0.0), after) for ratio in ratios]
    )


def _correlation(first: Curve, second: Curve) -> float:
    first, second = first - first.mean(), second - second.mean()
    return float(first @ second / (np.sqrt((first @ first) * (second @ second)) + 1e-12))


def _soft(curve: Curve, frames: float) -> Curve:
    from scipy.ndimage import gaussian_filter1d

    soft: Curve = gaussian_filter1d(np.sqrt(curve), frames)
    return soft
