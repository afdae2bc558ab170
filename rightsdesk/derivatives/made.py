"""What an engine or a platform made of a derivative, before it is sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from rightsdesk.derivatives.engine import Described
from rightsdesk.derivatives.models import Upload
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import to_json
from rightsdesk.engines import audio
from rightsdesk.generation.contract import Rendered

MASTER = "flac"


@dataclass(frozen=True, slots=True)
class Made:
    """What an engine made, before it is sealed: the master, and the columns of its Rendering."""

    master: Path
    engine: str
    engine_version: str
    steps: list[dict[str, Any]]
    metrics: dict[str, Any]
    disclosure: dict[str, Any]
    seed: int = 0
    model: dict[str, Any] = field(default_factory=dict)
    recipe: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def rendered(cls, made: Rendered, by: Described, seed: int) -> Made:
        """What one of the desk's engines made."""
        return cls(
            made.files[MASTER],
            by.id,
            by.version,
            made.steps,
            made.metrics,
            made.disclosure,
            seed,
            by.facts,
            to_json(made.recipe),
        )

    @classmethod
    def uploaded(cls, upload: Upload, path: Path) -> Made:
        """What a platform delivered. Nobody here knows how it was made but by what the platform says."""
        sound = audio.decode(path, max_seconds=settings.MAX_AUDIO_SECONDS)
        level = audio.loudness(sound)
        metrics = {
            "duration_s": round(sound.seconds, 3),
            "lufs": level.lufs,
            "true_peak_dbtp": level.true_peak_dbtp,
        }
        steps = [{"step": "delivered"}]
        return cls(path, upload.engine, upload.engine_version, steps, metrics, upload.disclosure)


def passed(rendered: Rendered) -> Rendered:
    """The same render. Raises Invalid when it broke a promise of its recipe: then it is not delivered."""
    if rendered.self_check or "flac" not in rendered.files:
        message = f"The render did not pass its own check: {' '.join(rendered.self_check)}".strip()
        raise Invalid("self_check_failed", message, {"metrics": rendered.metrics})
    return rendered
