"""A job as the desk hands it over, and where it stands as the engine told it and signed it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from pathlib import Path
from typing import Any

from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Forbidden, Invalid
from rightsdesk.domain.recipe import Recipe
from rightsdesk.generation.contract import Source
from rightsdesk.generation.remote import fields
from rightsdesk.generation.remote.config import RemoteConfig
from rightsdesk.generation.remote.consent import Grant, consent_token
from rightsdesk.generation.remote.errors import broken
from rightsdesk.generation.remote.exchange import problem
from rightsdesk.generation.remote.shapes import RENDER, FileRef, Input, Order, Origin
from rightsdesk.generation.remote.statements import STATUS, Statement, read_statement


@dataclass(frozen=True, slots=True)
class Job:
    """`id` is the desk's own name for it (8 to 64 letters, digits, "-", "_"); the same id is never another job.
    `formats` are formats of a render, or stems of a separation."""

    id: str
    recipe: Recipe
    source: Source
    seed: int
    formats: tuple[str, ...]
    grant: Grant
    task: str = RENDER


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a job failed. `refusal`: the source or the recipe is at fault, not the engine; asking again changes nothing."""

    code: str
    message: str
    facts: Mapping[str, Any]
    refusal: bool


@dataclass(frozen=True, slots=True)
class JobStatus:
    """`state` is one of queued, running, done, failed, cancelled; it, the files' hashes and the record are signed."""

    job_id: str
    state: str
    fraction: float
    words: str
    problem: Problem | None
    files: Mapping[str, FileRef] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)


def order_of(job: Job, config: RemoteConfig) -> Order:
    """The job with fresh addresses and a fresh consent token."""
    token = consent_token(
        job.grant,
        job_id=job.id,
        recipe=job.recipe,
        key=config.desk_key,
        audience=config.engine_key.id,
        now=config.clock(),
    )
    return Order(
        task=job.task,
        source=input_of(job.source, config.publish),
        recipe=job.recipe,
        seed=job.seed,
        files=job.formats,
        consent=token,
        callback=config.callback_url,
    )


def input_of(source: Source, publish: Callable[[Path], str]) -> Input:
    def origin(path: Path) -> Origin:
        return Origin(publish(path), file_of(path))

    return Input(
        origin=origin(source.path),
        facts=source.facts,
        stems={name: origin(path) for name, path in source.stems.items()},
        second=input_of(source.second, publish) if source.second else None,
    )


def file_of(path: Path) -> FileRef:
    with path.open("rb") as file:
        return FileRef(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def read_status(body: fields.Fields, job_id: str, config: RemoteConfig) -> JobStatus:
    """Raises RemoteError when the answer is not signed by the engine, or is about another job."""
    try:
        return _read(body, job_id, _statement(body, config))
    except (Invalid, Forbidden) as error:
        raise broken("The engine's answer about the job cannot be read.", reason=error.message) from error


def _statement(body: fields.Fields, config: RemoteConfig) -> Statement:
    token = fields.text(body, "statement", 16_384)
    return read_statement(
        STATUS, token, engine=config.engine_key, desk=config.desk_key.id, now=config.clock()
    )


def _read(body: fields.Fields, job_id: str, statement: Statement) -> JobStatus:
    record = fields.table(body.get("record"), "record")
    if statement.job_id != job_id:
        raise fields.invalid("The statement is about another job.")
    if not compare_digest(statement.record_sha256, content_hash(record)):
        raise fields.invalid("The record is not the one that was signed.")
    return JobStatus(
        job_id=job_id,
        state=statement.state,
        fraction=fields.number(body, "fraction", 0, 1),
        words=str(body.get("words") or "")[:200],
        problem=_problem(body.get("problem")) if statement.state == "failed" else None,
        files=statement.files,
        record=record,
    )


def _problem(value: object) -> Problem:
    said = fields.table(value, "problem")
    code, message, facts = problem(said)
    return Problem(code, message, facts, refusal=fields.truth(said, "refusal"))
