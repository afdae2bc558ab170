"""Builders: a claim about a slowed song with drums, and music to seal."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rightsdesk.domain.disclosure import SYNTHESIS, disclosure, step
from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.provenance import Claim, Parent
from tests.domain.disclosed import ENGINE

# Long enough ago for any clock: a certificate is not believed before it begins.
AT = datetime(2025, 1, 2, 17, 0, tzinfo=UTC)
FORMATS = ("flac", "wav", "opus", "m4a", "mp3")
SONGS = Path(__file__).parents[3] / "fixtures" / "audio"
STEPS = (
    step("tempo", {"ratio": 0.8}, "rubberband 3"),
    step("drums", {"pattern": "lofi"}, "numpy 2", SYNTHESIS),
    step("loudness", {"lufs": -14.0}, "pyloudnorm 0.1"),
)
SONG = Parent("Glass Orchard", isrc="FRX762600001", sha256="ab" * 32)


def claim(
    parents: tuple[Parent, ...] = (SONG,),
    steps: Sequence[Mapping[str, Any]] = STEPS,
    told: Mapping[str, Any] | None = None,
    derivative: str = "drv_0123",
) -> Claim:
    said = disclosure(steps, ENGINE) if told is None else told
    badge = f"https://desk.example/b/{derivative}"
    return Claim(
        derivative,
        "Slow Orchard",
        "Ada Lune",
        parents,
        steps,
        said,
        "ef" * 32,
        "terms 12",
        "builtin 2.0",
        AT,
        badge,
    )


@cache
def _song() -> Audio:
    return decode(SONGS / "glass_orchard.opus")


def music(seconds: float, peak: float = 0.5) -> Audio:
    """The first seconds of a fixture, at a peak of its own."""
    song = _song()
    samples = song.samples[: int(seconds * song.rate)]
    return Audio(samples * np.float32(peak / np.abs(samples).max()), song.rate)
