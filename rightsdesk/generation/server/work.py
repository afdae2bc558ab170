"""Doing one job, from its sources to its files. It may end at any moment and begin again: what was half made is thrown
away, and the same seed makes the same bytes."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Refusal
from rightsdesk.generation.contract import CancelledError, Engine, Source
from rightsdesk.generation.remote.consent import read_consent, require
from rightsdesk.generation.remote.jobs import file_of
from rightsdesk.generation.remote.records import Record, analysis_json, record_json
from rightsdesk.generation.remote.shapes import ANALYSE, SEPARATE, FileRef, Order
from rightsdesk.generation.server.config import ServerConfig
from rightsdesk.generation.server.entry import Entry
from rightsdesk.generation.server.fetching import FetchError, fetched
from rightsdesk.generation.server.files import sync_folder
from rightsdesk.generation.server.state import fault, problem_of

MOST_ATTEMPTS = 3
_PROGRESS_S = 0.3
log = logging.getLogger(__name__)
Made = tuple[dict[str, FileRef], dict[str, Any]]


def work(entry: Entry, config: ServerConfig, engine: Callable[[], Engine]) -> None:
    """Bring a job to its end, whatever that is. A job that ended this process too often is given up."""
    if entry.state().is_final:
        return
    if entry.wants_end:
        entry.finish("cancelled")
    elif entry.begin().attempts > MOST_ATTEMPTS:
        problem = fault("engine_crashed", "The engine broke down over this job, again and again.")
        entry.finish("failed", problem=problem)
    else:
        _end(entry, config, _Work(entry, config, engine))


def _end(entry: Entry, config: ServerConfig, job: _Work) -> None:
    try:
        files, record = job.run()
        entry.finish("done", files=files, record=record)
    except Refusal as refusal:
        entry.finish("failed", problem=problem_of(refusal))
    except FetchError:
        entry.finish("failed", problem=fault("source_unreachable", "A source could not be fetched."))
    except CancelledError:
        late = fault("engine_too_slow", f"The engine gave up after {config.job_s:.0f} s.")
        entry.finish("cancelled") if entry.wants_end else entry.finish("failed", problem=late)
    except Exception:
        log.exception("job %s", entry.key)
        entry.finish("failed", problem=fault("engine_fault", "The engine failed."))
    finally:
        job.tidy()


@dataclass(slots=True)
class _Work:
    entry: Entry
    config: ServerConfig
    engine: Callable[[], Engine]
    deadline: float = 0.0
    told: float = field(default=0.0)

    def run(self) -> Made:
        self.tidy()
        self.deadline = time.monotonic() + self.config.job_s
        order = self.entry.order()
        self._require_consent(order)
        self._folder("in").mkdir()
        self._tell(0.0, "Fetching the source")
        source = fetched(order.source, self._folder("in"), self.config)
        if order.task == ANALYSE:
            return {}, {"analysis": analysis_json(self.engine().analyse(source))}
        self._folder("part").mkdir()
        record, paths = (self._separated if order.task == SEPARATE else self._rendered)(order, source)
        return self._kept(paths), record_json(record)

    def tidy(self) -> None:
        for name in ("in", "part"):
            shutil.rmtree(self._folder(name), ignore_errors=True)

    def _require_consent(self, order: Order) -> None:
        """Once more: it may have expired while the job waited."""
        if order.consent is None:
            return
        owner, job_id = self.entry.owner()
        keys = [key for key in self.config.desks if key.id == owner]
        consent = read_consent(order.consent, keys=keys, audience=self.config.key().id, now=time.time())
        require(consent, job_id=job_id, recipe=order.recipe, territory=self.config.territory)

    def _rendered(self, order: Order, source: Source) -> tuple[Record, dict[str, Path]]:
        made = self.engine().render(
            order.recipe, source, order.seed, self._folder("part"), order.files, self._tell, self._is_over
        )
        return Record(made.recipe, tuple(made.steps), made.metrics, tuple(made.self_check)), dict(made.files)

    def _separated(self, order: Order, source: Source) -> tuple[Record, dict[str, Path]]:
        made = self.engine().separate(source, order.files, self._folder("part"), self._tell, self._is_over)
        record = Record(order.recipe, made.steps, {}, (), (made.method, made.grade))
        return record, dict(made.files)

    def _kept(self, paths: dict[str, Path]) -> dict[str, FileRef]:
        """Put what was made where it is served from, all of it at once."""
        files = {name: file_of(path) for name, path in paths.items()}
        for name, path in paths.items():
            path.rename(path.with_name(name))
        shutil.rmtree(self.entry.made, ignore_errors=True)
        self._folder("part").rename(self.entry.made)
        sync_folder(self.entry.folder)
        return files

    def _tell(self, fraction: float, words: str) -> None:
        now = time.monotonic()
        if now - self.told > _PROGRESS_S:
            self.told = now
            self.entry.tell(fraction, words)

    def _is_over(self) -> bool:
        return self.entry.wants_end or time.monotonic() > self.deadline

    def _folder(self, name: str) -> Path:
        return self.entry.folder / name
