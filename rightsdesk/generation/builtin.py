"""The built-in engine: signal processing only, on a plain processor, nothing downloaded. Deterministic: the same
source, recipe and seed give the same samples and the same files. A trained separator may be given to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Mashup, Recipe
from rightsdesk.generation import describing, planning
from rightsdesk.generation.cache import Cache
from rightsdesk.generation.contract import (
    Analysis,
    Cancelled,
    Description,
    Engine,
    OnProgress,
    Rendered,
    Request,
    Separated,
    Separator,
    Source,
    Unsupported,
)
from rightsdesk.generation.progress import Progress
from rightsdesk.generation.rendering import delivery
from rightsdesk.generation.rendering.hearing import Heard, heard
from rightsdesk.generation.rendering.pipeline import Job
from rightsdesk.generation.rendering.reading import the
from rightsdesk.generation.rendering.stems import Stems, default_separator

ID, VERSION = describing.ID, describing.VERSION


def engine() -> Engine:
    """The engine that is always there."""
    return BuiltinEngine()


def _quiet(fraction: float, words: str) -> None:
    del fraction, words


def _never() -> bool:
    return False


class BuiltinEngine:
    """One instance serves any number of renders. With a `cache` what is learned of a source serves the next one."""

    def __init__(self, separator: Separator | None = None, cache: Cache | None = None) -> None:
        self._separator = separator or default_separator()
        self._cache = cache

    def describe(self) -> Description:
        return describing.described(self._separator)

    def analyse(self, source: Source) -> Analysis:
        return heard(source, self._cache).facts

    def plan(self, request: Request) -> Recipe | Unsupported:
        return planning.plan(request)

    def separate(
        self,
        source: Source,
        stems: Sequence[str],
        out_dir: Path,
        on_progress: OnProgress = _quiet,
        cancelled: Cancelled = _never,
    ) -> Separated:
        progress = Progress(on_progress, cancelled)
        progress.report(0.0, "Listening to the source")
        song = heard(source, self._cache)
        on_piece = progress.part(0.1, 0.9, "Taking the stems apart")
        parts = Stems(
            song.take_audio(), source.stems, self._separator, on_piece, cancelled, self._cache, song.sha256
        )
        made = delivery.separated(parts, stems, out_dir)
        progress.report(1.0, "Done")
        return made

    def render(
        self,
        recipe: Recipe,
        source: Source,
        seed: int,
        out_dir: Path,
        formats: Sequence[str] = ("flac",),
        on_progress: OnProgress = _quiet,
        cancelled: Cancelled = _never,
    ) -> Rendered:
        delivery.refuse_unknown(formats)
        progress = Progress(on_progress, cancelled)
        progress.report(0.0, "Listening to the source")
        song = heard(source, self._cache)
        second = heard(source.second, self._cache) if source.second and the(Mashup, recipe) else None
        settled = self._settled(recipe, song, second)
        number = seed & (2**63 - 1)
        job = Job(song, second, settled, number, self._separator, self._cache, progress)
        audio, asked = job.run()
        return delivery.delivered(job, audio, asked, out_dir, formats, self.describe())

    def _settled(self, recipe: Recipe, song: Heard, second: Heard | None) -> Recipe:
        planned = self.plan(Request(recipe, song.facts, second.facts if second else None))
        if isinstance(planned, Unsupported):
            raise Invalid(planned.code, planned.message, planned.facts)
        return planned
