"""A payee's lines of a run, and what the ledger says beside them."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Sum

from rightsdesk.artists.models import Party
from rightsdesk.derivatives.models import Hold, HoldOn
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.royalties import Reason
from rightsdesk.domain.statements import WORDS, Detail
from rightsdesk.payouts.models import AccountKind, Allocation, Posting, Run

ROW = (
    "derivative__public_id", "derivative__title", "recording__isrc", "recording__title", "recording__artist__name",
    "work__iswc", "work__title", "right", "day", "territory", "plays", "pool__public_id", "weight_top",
    "weight_bottom", "rank", "pool__currency", "units", "hold",
)  # fmt: skip


class Balance(NamedTuple):
    """Micro-units of a payee in one currency: owed before the month, and booked in it (payable and held)."""

    opening: int
    booked: int


def details(run: Run, party: Party) -> dict[str, list[Detail]]:
    """Currency → the payee's lines in a stable order, zero lines left out."""
    rows = Allocation.objects.filter(run=run, party=party).exclude(units=0)
    reasons = _hold_words(run, party)
    found: dict[str, list[Detail]] = {}
    for row in rows.order_by(
        "pool__public_id", "derivative__public_id", "day", "territory", "right", "pk"
    ).values_list(*ROW):
        line = _detail(row, reasons)
        found.setdefault(line.currency, []).append(line)
    return found


def _detail(row: tuple[object, ...], reasons: dict[str, str]) -> Detail:
    texts = ["" if value is None else str(value) for value in row]
    *head, plays, pool, top, bottom, rank, currency, units, hold = texts
    why = ""
    if hold:
        why = (
            reasons.get(head[0], WORDS[Reason(hold)])
            if hold == Reason.DERIVATIVE_HELD
            else WORDS[Reason(hold)]
        )
    return Detail(*head, int(plays), pool, int(top), int(bottom), int(rank), currency, int(units), hold, why)


def _hold_words(run: Run, party: Party) -> dict[str, str]:
    """Derivative → the reasons of the holds on its money that were in force when the run was made."""
    held = Allocation.objects.filter(run=run, party=party, hold=Reason.DERIVATIVE_HELD.value)
    holds = Hold.objects.filter(
        on=HoldOn.MONEY, during__contains=run.prepared_at, derivative__in=held.values("derivative")
    )
    words: dict[str, str] = {}
    for derivative, reason in holds.order_by("pk").values_list("derivative__public_id", "reason"):
        known = words.get(derivative, "")
        words[derivative] = f"{known} {reason}".strip() if reason not in known else known
    return words


def payees(run: Run) -> Iterator[Party]:
    """Everyone with money of their own in a run, paid or held."""
    keys = Allocation.objects.filter(run=run, party__isnull=False).exclude(units=0).values("party")
    yield from Party.objects.filter(pk__in=keys).order_by("public_id")


def balance(run: Run, party: Party, currency: str) -> Balance:
    """What the ledger says of a payee: owed from earlier months, and booked for the run's month."""
    postings = Posting.objects.filter(account__party=party, account__currency=currency)
    before = postings.filter(entry__period__lt=run.period, account__kind=AccountKind.PAYABLE)
    return Balance(*(-(rows.aggregate(sum=Sum("units"))["sum"] or 0)
                     for rows in (before, postings.filter(entry__period=run.period))))  # fmt: skip


def must_agree(run: Run, party: Party, lines: list[Detail], ledger: Balance) -> None:
    """Raise Invalid unless the lines are what the ledger booked."""
    units = sum(line.units for line in lines)
    if units != ledger.booked:
        raise Invalid(
            "statement_not_ledger",
            f"The lines of {party} make {units} micro-units; the ledger booked {ledger.booked}.",
            {"run": run.public_id, "party": party.public_id, "lines": units, "ledger": ledger.booked},
        )
