"""Statements: rendered for every payee of a posted run, let out by a second person, read only by those entitled."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rightsdesk.artists.models import Party
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Conflict, NotFound
from rightsdesk.domain.statements import Detail, to_csv
from rightsdesk.journal.actions import record
from rightsdesk.journal.fields import new_public_id
from rightsdesk.journal.outbox import dispatch
from rightsdesk.media.actions import sha256_of, store
from rightsdesk.media.models import Kind
from rightsdesk.media.queries import local_path
from rightsdesk.payouts.actions.permission import second_person
from rightsdesk.payouts.lines import balance, details, must_agree, payees
from rightsdesk.payouts.models import Run, RunState, Statement, StatementState
from rightsdesk.payouts.paper import statement_pdf


def request_statements(*, actor: str, run: Run) -> int:
    """Send one task for every payee of a posted run. Returns how many."""
    _must_be_posted(run)
    with transaction.atomic():
        parties = [party.public_id for party in payees(run)]
        for party in parties:
            dispatch(
                task="rightsdesk.payouts.tasks.render_statement",
                args=[actor, run.public_id, party],
                queue="payouts",
            )
    return len(parties)


def render_statements(*, actor: str, run: Run, now: datetime | None = None) -> list[Statement]:
    """Render every payee's statements here and now. Those that exist are left as they are."""
    return [
        made for party in payees(run) for made in render_statement(actor=actor, run=run, party=party, now=now)
    ]


def render_statement(*, actor: str, run: Run, party: Party, now: datetime | None = None) -> list[Statement]:
    """One payee's statements of a posted run, one a currency. A second call returns the same ones."""
    _must_be_posted(run)
    known = {made.currency: made for made in Statement.objects.filter(run=run, party=party)}
    return [
        known.get(currency) or _render(actor, run, party, lines, now or timezone.now())
        for currency, lines in sorted(details(run, party).items())
    ]


def _render(actor: str, run: Run, party: Party, lines: list[Detail], now: datetime) -> Statement:
    currency = lines[0].currency
    ledger = balance(run, party, currency)
    must_agree(run, party, lines, ledger)
    data = to_csv(lines)
    detail = store(actor=actor, source=data, kind=Kind.STATEMENT, media_type="text/csv")
    facts = _facts(run, party, lines, ledger.opening) | {"data_sha256": detail.sha256}
    pdf = statement_pdf(facts, data)
    paper = store(actor=actor, source=pdf, kind=Kind.STATEMENT, media_type="application/pdf")
    try:
        with transaction.atomic():
            made = Statement.objects.create(
                public_id=facts["statement"], party=party, period=run.period, currency=currency,
                version=facts["version"], run=run, lines=len(lines), facts=facts, data_sha256=detail.sha256,
                pdf=paper, csv=detail, prepared_by=actor, rendered_at=now,
                **{name: facts[name] for name in ("opening", "earned", "held", "payable")},
            )  # fmt: skip
            record(actor=actor, verb="statement.rendered", subject=made.public_id, now=now,
                   facts={"facts": content_hash(facts), "pdf": paper.sha256, "csv": detail.sha256})  # fmt: skip
    except IntegrityError:
        return Statement.objects.get(run=run, party=party, currency=currency)
    return made


def _facts(run: Run, party: Party, lines: list[Detail], opening: int) -> dict[str, Any]:
    """What the paper says beyond its lines."""
    earned = sum(line.units for line in lines)
    held = sum(line.units for line in lines if line.hold)
    before = Statement.objects.filter(party=party, period=run.period, currency=lines[0].currency)
    return {
        "statement": new_public_id("stm"),
        "version": (before.aggregate(last=Max("version"))["last"] or 0) + 1,
        "payee": party.name,
        "payee_id": party.public_id,
        "payee_kind": party.kind,
        "period": run.period,
        "currency": lines[0].currency,
        "run": run.public_id,
        "inputs_sha256": run.input_hash,
        "law": run.law,
        "opening": opening,
        "earned": earned,
        "held": held,
        "payable": opening + earned - held,
        "lines": len(lines),
    }


def rendered_again(statement: Statement) -> bytes:
    """The paper made anew from what is stored: equal, byte for byte, to the one that was kept."""
    return statement_pdf(statement.facts, local_path(statement.csv).read_bytes())


def approve_statement(*, actor: str, statement: Statement, now: datetime | None = None) -> Statement:
    """A finance person other than the preparer publishes a statement; an earlier version of it steps back."""
    at = now or timezone.now()
    with transaction.atomic():
        statement = Statement.objects.select_for_update().get(pk=statement.pk)
        if statement.state == StatementState.PUBLISHED and statement.approved_by == actor:
            return statement
        if statement.state != StatementState.RENDERED:
            raise Conflict("wrong_state", f"This statement is {statement.state}, so it cannot be approved.",
                           {"state": statement.state})  # fmt: skip
        second_person(actor, statement.prepared_by, "statement")
        _must_be_whole(statement)
        Statement.objects.filter(
            party=statement.party, period=statement.period, currency=statement.currency,
            version__lt=statement.version,
        ).update(state=StatementState.SUPERSEDED.value)  # fmt: skip
        statement.state, statement.approved_by = StatementState.PUBLISHED.value, actor
        statement.approved_at = statement.published_at = at
        statement.save(update_fields=["state", "approved_by", "approved_at", "published_at"])
        record(actor=actor, verb="statement.published", subject=statement.public_id, now=now,
               facts={"pdf": statement.pdf.sha256, "csv": statement.csv.sha256})  # fmt: skip
    return statement


def record_download(
    *, actor: str, statement: Statement, what: str = "pdf", now: datetime | None = None
) -> None:
    """Journal that somebody took a published statement ("pdf" or "csv") home."""
    record(
        actor=actor, verb="statement.downloaded", subject=statement.public_id, facts={"what": what}, now=now
    )


def _must_be_posted(run: Run) -> None:
    if run.state != RunState.POSTED:
        raise Conflict("wrong_state", f"This run is {run.state}; statements follow the ledger, so post it first.",
                       {"state": run.state})  # fmt: skip


def _must_be_whole(statement: Statement) -> None:
    """Raise NotFound unless both files are still the bytes that were rendered."""
    for asset in (statement.pdf, statement.csv):
        path = local_path(asset)
        if not path.exists() or sha256_of(path) != asset.sha256:
            raise NotFound("asset_missing", "The files of this statement are not what was rendered.",
                           asset=asset.public_id)  # fmt: skip
