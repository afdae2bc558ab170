"""Writing the ledger: one balanced, chained entry a time, each named by an idempotency key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Conflict
from rightsdesk.journal.actions import record
from rightsdesk.payouts.models import (
    Account,
    AccountKind,
    Allocation,
    LedgerEntry,
    Pool,
    Posting,
    Run,
    RunState,
)

LEDGER_LOCK = 7_220_103


class Owner(NamedTuple):
    """Whose account: what kind, of which party or organisation, in which currency."""

    kind: AccountKind
    party: int | None
    organisation: int | None
    currency: str


def post_run(*, actor: str, run: Run, now: datetime | None = None) -> Run:
    """Post an approved run: each pool's division, less what earlier runs of the month already posted of it."""
    at = now or timezone.now()
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run.pk)
        if run.state == RunState.POSTED:
            return run
        if run.state != RunState.APPROVED:
            raise Conflict("wrong_state", f"This run is {run.state}; only an approved run is posted.",
                           {"state": run.state})  # fmt: skip
        for share in run.pools.select_related("pool__programme__platform").order_by("pool__public_id"):
            _post_pool(run, share.pool, at)
        run.state, run.posted_at = RunState.POSTED.value, at
        run.save(update_fields=["state", "posted_at"])
        record(actor=actor, verb="run.posted", subject=run.public_id, now=now, facts={"period": run.period})
    return run


def _post_pool(run: Run, pool: Pool, at: datetime) -> LedgerEntry | None:
    units = _due(run, pool)
    for account, posted in _posted(pool).items():
        units[account] = units.get(account, 0) - posted
    return write_entry(
        key=f"pool:{pool.public_id}:{run.public_id}",
        units=units,
        description=f"{pool.programme.name}, {run.period}, {pool.source}: run {run.number}",
        period=run.period,
        run=run,
        at=at,
    )


def _due(run: Run, pool: Pool) -> dict[Owner, int]:
    """What the ledger must hold of this pool: debit the platform, credit everyone who is owed or waits."""
    platform = pool.programme.platform_id
    due = {Owner(AccountKind.RECEIVABLE, None, platform, pool.currency): pool.amount}
    lines = Allocation.objects.filter(run=run, pool=pool)
    for party, hold, units in lines.values_list("party", "hold").annotate(units=Sum("units")).order_by():
        kind = AccountKind.HELD if hold else AccountKind.PAYABLE
        owner = Owner(kind, party, None, pool.currency)
        if party is None:
            owner = Owner(AccountKind.SUSPENSE, None, platform, pool.currency)
        due[owner] = due.get(owner, 0) - units
    return due


def _posted(pool: Pool) -> dict[Owner, int]:
    rows = Posting.objects.filter(entry__idempotency_key__startswith=f"pool:{pool.public_id}:")
    sums = rows.values_list(
        "account__kind", "account__party", "account__organisation", "account__currency"
    ).annotate(sum=Sum("units"))
    return {Owner(AccountKind(kind), *rest): total for kind, *rest, total in sums.order_by()}


def write_entry(
    *, key: str, units: Mapping[Owner, int], description: str, period: str, run: Run | None, at: datetime
) -> LedgerEntry | None:
    """Write one entry at the end of the chain; nothing to post, or posted before under this key, writes nothing."""
    moved = {owner: amount for owner, amount in units.items() if amount}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
    known = LedgerEntry.objects.filter(idempotency_key=key).first()
    if known or not moved:
        return known
    last = LedgerEntry.objects.order_by("-pk").first()
    entry = LedgerEntry(
        idempotency_key=key, at=at, period=period, run=run, description=description,
        previous_hash=last.content_hash if last else "",
    )  # fmt: skip
    return _append(entry, moved)


def _append(entry: LedgerEntry, moved: Mapping[Owner, int]) -> LedgerEntry:
    accounts = _accounts(set(moved))
    postings = {accounts[owner].public_id: amount for owner, amount in moved.items()}
    entry.content_hash = content_hash(entry_facts(entry, postings))
    entry.save(force_insert=True)
    Posting.objects.bulk_create(
        Posting(entry=entry, account=accounts[owner], units=amount) for owner, amount in moved.items()
    )
    return entry


def entry_facts(entry: LedgerEntry, postings: Mapping[str, int]) -> dict[str, Any]:
    """Everything an entry says, as its content hash covers it."""
    return {
        "public_id": entry.public_id,
        "key": entry.idempotency_key,
        "at": entry.at.isoformat(),
        "period": entry.period,
        "description": entry.description,
        "previous": entry.previous_hash,
        "postings": dict(postings),
    }


def _accounts(owners: set[Owner]) -> dict[Owner, Account]:
    """The account of each owner; those that are missing are opened. The ledger's lock keeps openers apart."""
    if missing := owners - _open_accounts(owners).keys():
        Account.objects.bulk_create(
            Account(kind=kind.value, party_id=party, organisation_id=organisation, currency=currency)
            for kind, party, organisation, currency in sorted(missing, key=repr)
        )
    return _open_accounts(owners)


def _open_accounts(owners: set[Owner]) -> dict[Owner, Account]:
    found = Account.objects.filter(currency__in={owner.currency for owner in owners})
    return {
        Owner(AccountKind(each.kind), each.party_id, each.organisation_id, each.currency): each
        for each in found
    }
