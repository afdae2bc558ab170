"""A month's run: frozen facts in, exact allocations out; a second person approves; the ledger is posted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from rightsdesk.artists.models import Party, Recording, Work
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain import frozen
from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.periods import Period
from rightsdesk.domain.royalties import Line
from rightsdesk.journal.actions import record
from rightsdesk.media.actions import store
from rightsdesk.media.models import Asset, Kind
from rightsdesk.payouts.actions.permission import second_person
from rightsdesk.payouts.gathering import gather
from rightsdesk.payouts.models import Pool, Run, RunPool, RunState

RUN_LOCK = 7_220_102
COPY = """COPY payouts_allocation (run_id, pool_id, derivative_id, recording_id, work_id, party_id, "right", day,
          territory, plays, weight_top, weight_bottom, units, rank, hold) FROM STDIN"""


def allocate(*, actor: str, period: str, now: datetime | None = None) -> Run:
    """Divide a month's pools. The same facts are the same run; new facts replace a draft, never an approved run.

    Raises Invalid when there is nothing to divide, and Conflict when somebody else is running this month right now or
    an approved run waits to be posted.
    """
    month, at = Period.parse(period), now or timezone.now()
    with transaction.atomic():
        _one_at_a_time(month)
        document = gather(month, at)
        inputs = store(
            actor=actor, source=canonical_json(document), kind=Kind.DOCUMENT, media_type="application/json"
        )
        last = Run.objects.select_for_update().filter(period=str(month)).order_by("-number").first()
        if last and last.input_hash == inputs.sha256 and last.state != RunState.SUPERSEDED:
            return last
        _replace(last)
        run = _create(actor, month, inputs, document, last.number + 1 if last else 1, at)
        record(actor=actor, verb="run.prepared", subject=run.public_id, now=at,
               facts={"period": str(month), "inputs": inputs.sha256, "law": run.law})  # fmt: skip
    return run


def approve_run(*, actor: str, run: Run, now: datetime | None = None) -> Run:
    """A finance person other than the preparer lets the run be posted."""
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run.pk)
        if run.state in {RunState.APPROVED, RunState.POSTED} and run.approved_by == actor:
            return run
        if run.state != RunState.DRAFT:
            raise Conflict(
                "wrong_state", f"This run is {run.state}, so it cannot be approved.", {"state": run.state}
            )
        second_person(actor, run.prepared_by, "run")
        run.state, run.approved_by, run.approved_at = RunState.APPROVED.value, actor, now or timezone.now()
        run.save(update_fields=["state", "approved_by", "approved_at"])
        record(actor=actor, verb="run.approved", subject=run.public_id, now=now)
    return run


def _one_at_a_time(month: Period) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [RUN_LOCK, month.year * 12 + month.month])
        if not cursor.fetchone()[0]:
            raise Conflict("run_in_hand", f"Somebody else is running {month.words} right now.")


def _replace(last: Run | None) -> None:
    """A draft gives way to newer facts; an approved run must be posted first."""
    if last is None:
        return
    if last.state == RunState.APPROVED:
        raise Conflict(
            "run_waits", "An approved run of this month waits to be posted.", {"run": last.public_id}
        )
    if last.state == RunState.DRAFT:
        last.state = RunState.SUPERSEDED.value
        last.save(update_fields=["state"])


def _create(
    actor: str, month: Period, inputs: Asset, document: dict[str, Any], number: int, at: datetime
) -> Run:
    run = Run.objects.create(
        period=str(month), number=number, input_hash=inputs.sha256, inputs=inputs, law=document["law"],
        prepared_by=actor, prepared_at=at,
    )  # fmt: skip
    pools = {pool.public_id: pool for pool in Pool.objects.filter(period=str(month))}
    divided = frozen.divide(document)
    plays = {facts["pool"]: sum(cell[3] for cell in facts["cells"]) for facts in document["pools"]}
    RunPool.objects.bulk_create(
        RunPool(run=run, pool=pools[key], amount=pools[key].amount, plays=plays[key]) for key in divided
    )
    for key, lines in divided.items():
        _write(run, pools[key], lines)
    return run


def _write(run: Run, pool: Pool, lines: list[Line]) -> None:
    derivatives = _keys(Derivative, (line.leaf.cell.derivative for line in lines))
    recordings = _keys(Recording, (line.leaf.recording for line in lines))
    works = _keys(Work, (line.leaf.work for line in lines))
    parties = _keys(Party, (line.leaf.party for line in lines))
    first = Period.parse(run.period).first
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for (cell, recording, right, work, party, top, bottom, hold), units, rank in lines:
            copy.write_row((
                run.pk, pool.pk, derivatives.get(cell.derivative), recordings.get(recording), works.get(work),
                parties.get(party), right or "", max(cell.day, first), cell.territory, cell.plays, top, bottom,
                units, rank, hold or "",
            ))  # fmt: skip


def _keys(model: Any, names: Iterable[str | None]) -> dict[str | None, int]:
    wanted = {name for name in names if name}
    return dict(model.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))
