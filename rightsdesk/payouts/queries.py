"""Reads about money. What belongs to a payee is found only through the person who asks; everything fails closed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from rightsdesk.accounts.models import DelegatedRight, User
from rightsdesk.artists.models import Party
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import NotFound
from rightsdesk.media.models import Asset
from rightsdesk.payouts.actions.ledger import entry_facts
from rightsdesk.payouts.models import AccountKind, LedgerEntry, Posting, Run, Statement, StatementState
from rightsdesk.programmes.queries import parties_where


@dataclass(frozen=True, slots=True)
class Balance:
    """What the ledger owes one payee in one currency, in micro-units."""

    currency: str
    payable: int
    held: int


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not fit in a ledger row."""

    row: str
    problem: str


def statements_for(user: User) -> QuerySet[Statement]:
    """The published statements of the parties whose money a person may read, newest first."""
    payees = parties_where(user, DelegatedRight.READ_MONEY)
    found = Statement.objects.filter(party__in=payees, state=StatementState.PUBLISHED.value)
    return found.select_related("party", "pdf", "csv").order_by("-period", "party__name", "-version")


def statement_for(user: User, public_id: str) -> Statement:
    """One published statement the person may read. Raises NotFound, whether it is hidden or absent."""
    found = statements_for(user).filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def file_of(statement: Statement, what: str) -> Asset:
    """The asset behind "pdf" or "csv". Raises NotFound for anything else."""
    if what not in {"pdf", "csv"}:
        raise NotFound()
    return statement.pdf if what == "pdf" else statement.csv


def balances(party: Party) -> list[Balance]:
    """What the ledger owes a payee, by currency."""
    rows = Posting.objects.filter(account__party=party).values_list("account__currency", "account__kind")
    sums: dict[str, dict[str, int]] = {}
    for currency, kind, units in rows.annotate(units=Sum("units")).order_by():
        sums.setdefault(currency, {})[kind] = -units
    return [
        Balance(currency, found.get(AccountKind.PAYABLE, 0), found.get(AccountKind.HELD, 0))
        for currency, found in sorted(sums.items())
    ]


def run_by_id(public_id: str) -> Run:
    """A run by its public id. Raises NotFound."""
    run = Run.objects.filter(public_id=public_id).first()
    if run is None:
        raise NotFound("unknown_run", "There is no such run.", run=public_id[:60])
    return run


def trial_balance() -> list[tuple[str, str, int]]:
    """(currency, kind of account, micro-units), debits positive. Each currency adds up to zero."""
    rows = Posting.objects.values_list("account__currency", "account__kind").annotate(units=Sum("units"))
    return list(rows.order_by("account__currency", "account__kind"))


def ledger_faults() -> Iterator[Fault]:
    """Walk the whole chain and yield what does not fit: balance, content, order."""
    previous = ""
    for entry in LedgerEntry.objects.order_by("pk").iterator(500):
        for problem in _problems(entry, previous):
            yield Fault(f"entry {entry.pk} ({entry.public_id})", problem)
        previous = entry.content_hash


def _problems(entry: LedgerEntry, previous: str) -> Iterator[str]:
    postings = Posting.objects.filter(entry=entry)
    rows = list(postings.values_list("account__public_id", "account__currency", "units"))
    totals: dict[str, int] = {}
    for _, currency, units in rows:
        totals[currency] = totals.get(currency, 0) + units
    if any(totals.values()) or not rows:
        yield "it does not balance"
    if content_hash(entry_facts(entry, {account: units for account, _, units in rows})) != entry.content_hash:
        yield "its content does not match its hash"
    if entry.previous_hash != previous:
        yield "it does not follow the entry before it"
