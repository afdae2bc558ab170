"""The built-in engine: signal processing only, on a plain processor, nothing downloaded. Deterministic: the same
source, recipe and seed give the same samples and the same files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import PATTERNS, STEMS, Bpm, Drums, Recipe, resolve
from rightsdesk.domain.styles import STYLES
from rightsdesk.engines.audio import Audio, encode, pcm_hash
from rightsdesk.generation import selfcheck, separation, tools
from rightsdesk.generation.analysis import MAX_SECONDS, MIN_SECONDS, measure
from rightsdesk.generation.contract import (
    Analysis,
    Cancelled,
    Description,
    Engine,
    OnProgress,
    Rendered,
    SourceFacts,
    Unsupported,
)
from rightsdesk.generation.pipeline import Job
from rightsdesk.generation.provenance import disclosure, step
from rightsdesk.generation.tempo import STEADY_CONFIDENCE

ID, VERSION = "builtin", "1.0"
_OPERATIONS = ("tempo", "bpm", "pitch", "stem", "filter", "reverb", "drums", "fade", "loudness")
_NO_FACTS = SourceFacts()
_NO_STEMS: Mapping[str, Path] = {}


def engine() -> Engine:
    """The engine that is always there."""
    return BuiltinEngine()


class BuiltinEngine:
    """Stateless: one instance serves any number of renders."""

    def describe(self) -> Description:
        return Description(
            id=ID,
            version=VERSION,
            kind="dsp",
            stems=STEMS,
            operations=_OPERATIONS,
            styles=tuple(STYLES),
            patterns=PATTERNS,
            formats=("flac", "opus"),
            limits={"max_seconds": MAX_SECONDS, "min_seconds": MIN_SECONDS},
            deterministic=True,
            tools=tools.all_tools(),
            separation_grade=separation.GRADE,
        )

    def analyse(self, path: Path, overrides: SourceFacts = _NO_FACTS) -> Analysis:
        return measure(path, overrides).facts

    def plan(self, recipe: Recipe, analysis: Analysis) -> Recipe | Unsupported:
        """Settle a tempo in BPM, and refuse a grid on a beat that is not steady."""
        on_grid = any(isinstance(o, Drums) for o in recipe.operations)
        in_bpm = any(isinstance(o, Bpm) for o in recipe.operations)
        if (on_grid or in_bpm) and not analysis.beat_steady:
            return _unsteady(analysis)
        try:
            return resolve(recipe, analysis.tempo_bpm) if in_bpm else recipe
        except Invalid as refusal:
            return Unsupported("tempo_out_of_range", refusal.message, {"source_bpm": analysis.tempo_bpm})

    def render(
        self,
        recipe: Recipe,
        source: Path,
        stems: Mapping[str, Path] = _NO_STEMS,
        seed: int = 0,
        out_dir: Path = Path(),
        overrides: SourceFacts = _NO_FACTS,
        on_progress: OnProgress = lambda fraction, words: None,
        cancelled: Cancelled = lambda: False,
    ) -> Rendered:
        on_progress(0.0, "Listening to the source")
        measured = measure(source, overrides)
        planned = self.plan(recipe, measured.facts)
        if isinstance(planned, Unsupported):
            raise Invalid(planned.code, planned.message, planned.facts)
        number = seed & (2**63 - 1)
        job = Job(measured, planned, stems, number, on_progress, cancelled, measured.audio)
        audio, asked = job.run()
        job.report(0.85, "Checking what was made")
        metrics, failed = selfcheck.check(audio, asked)
        return self._delivered(job, audio, metrics, failed, out_dir)

    def _delivered(
        self, job: Job, audio: Audio, metrics: dict[str, Any], failed: list[str], out_dir: Path
    ) -> Rendered:
        """Write both files, unless the self-check found a promise broken: then nothing leaves this room."""
        master = delivery = None
        sha256 = ""
        if not failed:
            job.report(0.92, "Writing the files")
            master, delivery = out_dir / "master.flac", out_dir / "delivery.opus"
            encode(audio, master, "flac")
            encode(audio, delivery, "opus")
            job.steps.append(
                step("encode", {"master": "flac", "delivery": "opus"}, tools.all_tools()["coding"])
            )
            sha256 = hashlib.sha256(master.read_bytes()).hexdigest()
            job.on_progress(1.0, "Done")
        said = disclosure(job.steps, self.describe())
        return Rendered(master, delivery, sha256, pcm_hash(audio), job.steps, metrics, said, failed)


def _unsteady(analysis: Analysis) -> Unsupported:
    message = "The beat of this recording is not steady enough for a new tempo in BPM or added drums."
    facts = {"tempo_confidence": analysis.tempo_confidence, "least": STEADY_CONFIDENCE}
    return Unsupported("beat_unsteady", message, facts)
