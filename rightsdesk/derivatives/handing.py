"""A job as it is handed to a remote engine: the recipe, the sources, and what the verdict lets the engine do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rightsdesk.derivatives.models import EngineJob
from rightsdesk.derivatives.sources import source_of
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import from_json

if TYPE_CHECKING:
    from rightsdesk.generation.remote import Job

WANTED = ("flac",)
"""The master alone comes back: the desk itself marks, encodes and signs what listeners get."""


def as_job(job: EngineJob) -> Job:
    """The same for every time it is handed over. Raises Invalid where a source or the verdict is missing."""
    from rightsdesk.generation.remote import Grant, Job

    derivative = job.derivative
    if derivative.verdict is None:
        raise Invalid("verdict_missing", "Nobody has decided on this derivative.")
    recipe = from_json(derivative.recipe)
    grant = Grant(
        licence=derivative.verdict.public_id,
        operations=tuple(dict.fromkeys(operation.kind for operation in recipe.operations)),
        territories=(derivative.territory,),
        expires_at=int(job.due.timestamp()),
    )
    return Job(job.public_id, recipe, source_of(derivative), derivative.seed, WANTED, grant)
