"""An engine on somebody else's machine, behind HTTP (docs/engine-http.md). The desk's own way is `submit`, then `status`
or a callback, then `collect`; `render` is all of it in one call, as every engine offers it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from rightsdesk.domain.errors import Forbidden, Invalid
from rightsdesk.domain.recipe import Recipe, Stem
from rightsdesk.generation.contract import (
    Analysis,
    Cancelled,
    Description,
    OnProgress,
    Rendered,
    Request,
    Separated,
    Source,
    Unsupported,
)
from rightsdesk.generation.planning import plan
from rightsdesk.generation.remote.collecting import collected, path_of, separated
from rightsdesk.generation.remote.config import RemoteConfig
from rightsdesk.generation.remote.door import Door
from rightsdesk.generation.remote.errors import broken
from rightsdesk.generation.remote.jobs import Job, JobStatus, input_of, order_of, read_status
from rightsdesk.generation.remote.records import read_analysis, read_description
from rightsdesk.generation.remote.shapes import RENDER, SEPARATE, input_json, order_json
from rightsdesk.generation.remote.statements import Callback, open_callback
from rightsdesk.generation.remote.waiting import awaited, done, wait

Found = TypeVar("Found")


class RemoteEngine:
    """Stateless but for the engine's description, which is asked for once."""

    def __init__(self, config: RemoteConfig) -> None:
        self.config = config
        self.door = Door(config)
        self._description: Description | None = None

    def describe(self) -> Description:
        if self._description is None:
            answer = self.door.ask("GET", "/v1/describe")
            self._description = _understood(read_description, answer.body.get("engine"))
        return self._description

    def analyse(self, source: Source) -> Analysis:
        """The engine is asked again while it still listens."""
        body = {"source": input_json(input_of(source, self.config.publish))}
        deadline = time.monotonic() + self.config.render_s
        while (answer := self.door.ask("POST", "/v1/analyse", body)).status != 200:
            wait(answer.after_s or self.config.poll_s, deadline)
        return _understood(read_analysis, answer.body.get("analysis"))

    def plan(self, request: Request) -> Recipe | Unsupported:
        """Settled here, since consent is decided on what is settled; refused for what the engine cannot do."""
        known = set(self.describe().operations)
        unknown = sorted({operation.kind for operation in request.recipe.operations} - known)
        if unknown:
            message = "The engine does not know every operation of this recipe."
            return Unsupported("operation_unsupported", message, {"operations": unknown})
        return plan(request)

    def submit(self, job: Job) -> JobStatus:
        """Hand a job over. Idempotent: when in doubt whether it arrived, send it again."""
        body = order_json(order_of(job, self.config))
        return read_status(self.door.ask("PUT", path_of(job.id), body).body, job.id, self.config)

    def status(self, job_id: str) -> JobStatus:
        return read_status(self.door.ask("GET", path_of(job_id)).body, job_id, self.config)

    def cancel(self, job_id: str) -> JobStatus:
        """Stop a job; of one that is over, drop the files. Idempotent."""
        return read_status(self.door.ask("DELETE", path_of(job_id)).body, job_id, self.config)

    def collect(self, job: Job, out_dir: Path) -> Rendered:
        """What a job made, checked. Raises Invalid or Forbidden for a job that was refused, CancelledError for a
        cancelled one, and RemoteError for one that failed, is not over, or sent something wrong."""
        return collected(self.door, job, done(self.status(job.id)), self.describe(), out_dir)

    def open_callback(self, token: str, seen: Callable[[str], bool]) -> Callback:
        """What the engine called about; see statements.open_callback."""
        return open_callback(
            token,
            seen,
            engine=self.config.engine_key,
            desk=self.config.desk_key.id,
            now=self.config.clock(),
        )

    def render(
        self,
        recipe: Recipe,
        source: Source,
        seed: int,
        out_dir: Path,
        formats: Sequence[str] = ("flac",),
        on_progress: OnProgress = lambda fraction, words: None,
        cancelled: Cancelled = lambda: False,
    ) -> Rendered:
        job = self._job(RENDER, self._settled(recipe, source), source, seed, tuple(formats))
        with awaited(self, job, on_progress, cancelled) as status:
            return collected(self.door, job, status, self.describe(), out_dir)

    def separate(
        self,
        source: Source,
        stems: Sequence[str],
        out_dir: Path,
        on_progress: OnProgress = lambda fraction, words: None,
        cancelled: Cancelled = lambda: False,
    ) -> Separated:
        """Consent is asked as for a recipe that raises these stems by nothing: they are heard apart."""
        recipe = Recipe(tuple(Stem(name, 0.0) for name in stems))
        job = self._job(SEPARATE, recipe, source, 0, tuple(stems))
        with awaited(self, job, on_progress, cancelled) as status:
            return separated(self.door, job, status, out_dir)

    def _settled(self, recipe: Recipe, source: Source) -> Recipe:
        second = self.analyse(source.second) if source.second else None
        planned = self.plan(Request(recipe, self.analyse(source), second))
        if isinstance(planned, Unsupported):
            raise Invalid(planned.code, planned.message, planned.facts)
        return planned

    def _job(self, task: str, recipe: Recipe, source: Source, seed: int, files: tuple[str, ...]) -> Job:
        if self.config.grant is None:
            raise Forbidden("consent_missing", "Nothing says that this may be done.")
        name = "once_" + secrets.token_hex(16)
        return Job(name, recipe, source, seed & (2**63 - 1), files, self.config.grant(recipe), task)


def _understood(reader: Callable[[object], Found], value: object) -> Found:
    try:
        return reader(value)
    except Invalid as error:
        raise broken("The engine's answer cannot be read.", reason=error.message) from error
