"""Taking in what an engine made: every file as announced, and then listened to by the desk's own self-check. Nothing
that the engine measured or concluded is taken over; what it says it did is, since it signed that."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rightsdesk.domain.disclosure import disclosure
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Bpm, Recipe, Tempo, recipe_hash
from rightsdesk.engines.audio import probe
from rightsdesk.generation.contract import Description, Rendered, Separated
from rightsdesk.generation.remote.door import Door
from rightsdesk.generation.remote.errors import RemoteError, broken
from rightsdesk.generation.remote.jobs import Job, JobStatus
from rightsdesk.generation.remote.records import Record, problem_facts, read_record

if TYPE_CHECKING:
    from rightsdesk.generation.selfcheck import Judgement


_CODECS = {"flac": "flac", "wav": "pcm_", "opus": "opus", "m4a": "aac", "mp3": "mp3"}
_LONGER_S = 1.0
"""By so much a stem may be longer than its source."""


def path_of(job_id: str) -> str:
    return f"/v1/jobs/{job_id}"


def collected(door: Door, job: Job, status: JobStatus, engine: Description, out_dir: Path) -> Rendered:
    """The render of a finished job, as if it had been made here. Without files when a promise is broken, by the
    engine's word or by our own ears. Raises RemoteError for a wrong, missing or unreadable file."""
    record = _record(status)
    if not _is_ordered(record.recipe, job.recipe):
        raise broken("The engine made something of another recipe.", sha256=recipe_hash(record.recipe))
    said = disclosure(record.steps, engine)
    steps = [dict(step) for step in record.steps]
    if record.failures:
        told = problem_facts(record.metrics)
        return Rendered({}, "", record.recipe, steps, told, said, list(record.failures))
    with tempfile.TemporaryDirectory(prefix="rightsdesk-remote-", dir=out_dir) as folder:
        files = fetched(door, job, status, Path(folder), "remix.{0}")
        _require_form(files, door.config.most_seconds)
        judged = _judged(job, files)
        kept = {} if judged.failures else _moved(files, out_dir)
    return Rendered(kept, judged.pcm_sha256, record.recipe, steps, judged.metrics, said, judged.failures)


def separated(door: Door, job: Job, status: JobStatus, out_dir: Path) -> Separated:
    """The stems of a finished separation. Raises RemoteError."""
    record = _record(status)
    if record.separation is None:
        raise broken("The engine does not say how it took the stems apart.")
    with tempfile.TemporaryDirectory(prefix="rightsdesk-remote-", dir=out_dir) as folder:
        files = fetched(door, job, status, Path(folder), "{0}.wav")
        _require_form(files, probe(job.source.path).seconds + _LONGER_S)
        kept = _moved(files, out_dir)
    return Separated(kept, *record.separation, record.steps)


def fetched(door: Door, job: Job, status: JobStatus, folder: Path, name: str) -> dict[str, Path]:
    """Every file that was ordered, and no other. Raises RemoteError: files_missing, file_hash_mismatch ..."""
    missing = sorted(set(job.formats) - set(status.files))
    if missing:
        raise RemoteError("files_missing", "The engine did not make every file.", {"missing": missing})
    paths = {each: folder / name.format(each) for each in job.formats}
    for each, path in paths.items():
        door.fetch(f"{path_of(job.id)}/files/{each}", status.files[each], path)
    return paths


def _is_ordered(made: Recipe, ordered: Recipe) -> bool:
    """The very recipe, or the one with its tempo in BPM settled; by which ratio is judged by our own ears."""
    if not any(isinstance(operation, Bpm) for operation in ordered.operations):
        return made == ordered
    left, right = (
        [each for each in recipe.operations if not isinstance(each, Bpm | Tempo)]
        for recipe in (made, ordered)
    )
    return left == right and made.style == ordered.style


def _record(status: JobStatus) -> Record:
    try:
        return read_record(status.record)
    except Invalid as error:
        raise broken("What the engine says it did cannot be read.", reason=error.message) from error


def _require_form(files: dict[str, Path], most_seconds: float) -> None:
    """By what the files declare; the decoder holds them to it. Raises RemoteError: sound_too_long, answer_invalid."""
    for name, path in files.items():
        try:
            declared = probe(path)
        except Invalid as error:
            raise broken("The engine sent a file that is no audio.", reason=error.message) from error
        if not declared.codec.startswith(_CODECS.get(name, "pcm_")):
            raise broken("The engine sent a file of another format.", file=name, codec=declared.codec)
        if declared.seconds > most_seconds:
            raise RemoteError("sound_too_long", "The sound is longer than the desk takes.", {"file": name})


def _judged(job: Job, files: dict[str, Path]) -> Judgement:
    """Raises RemoteError for files that are no audio of their format: that is the engine's fault, not the recipe's."""
    from rightsdesk.generation.selfcheck import judge

    try:
        return judge(job.source, job.recipe, files)
    except Invalid as error:
        raise broken("The engine sent a file that is no good audio.", reason=error.message) from error


def _moved(files: dict[str, Path], out_dir: Path) -> dict[str, Path]:
    return {name: Path(shutil.move(path, out_dir / path.name)) for name, path in files.items()}
