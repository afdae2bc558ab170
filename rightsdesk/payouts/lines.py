"""A payee's lines of a run, and what the ledger says beside them."""

from typing import NamedTuple

from django.db.models import Sum

from rightsdesk.artists.models import Party
from rightsdesk.derivatives.models import Hold, HoldOn
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.royalties import Reason
from rightsdesk.domain.statements import WORDS, Detail, read_detail
from rightsdesk.payouts.models import AccountKind, Allocation, Posting, Run

# Where each column of the detail is kept.
ROW = {
    "derivative__public_id": "derivative",
    "derivative__title": "derivative_title",
    "recording__isrc": "isrc",
    "recording__title": "recording",
    "recording__artist__name": "artist",
    "work__iswc": "iswc",
    "work__title": "work",
    "right": "right",
    "day": "from_day",
    "territory": "territory",
    "plays": "plays",
    "pool__public_id": "pool",
    "weight_top": "weight_top",
    "weight_bottom": "weight_bottom",
    "rank": "rank",
    "pool__currency": "currency",
    "units": "amount_micro",
    "hold": "hold",
}
STABLE = ("pool__public_id", "derivative__public_id", "day", "territory", "right", "pk")


class Balance(NamedTuple):
    """Micro-units of a payee in one currency: owed before the month, and booked in it (payable and held)."""

    opening: int
    booked: int


def details(run: Run, party: Party) -> dict[str, list[Detail]]:
    """Currency → the payee's lines in a stable order, zero lines left out."""
    rows = Allocation.objects.filter(run=run, party=party).exclude(units=0)
    reasons = _hold_words(run, party)
    found: dict[str, list[Detail]] = {}
    for row in rows.order_by(*STABLE).values_list(*ROW):
        line = _detail(row, reasons)
        found.setdefault(line.currency, []).append(line)
    return found


def _detail(row: tuple[object, ...], reasons: dict[str, str]) -> Detail:
    facts = {name: "" if value is None else str(value) for name, value in zip(ROW.values(), row, strict=True)}
    hold, why = facts["hold"], ""
    if hold:
        words = WORDS[Reason(hold)]
        why = reasons.get(facts["derivative"], words) if hold == Reason.DERIVATIVE_HELD else words
    return read_detail({**facts, "why": why})


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


def payees(run: Run) -> list[Party]:
    """Everyone with money of their own in a run, paid or held."""
    keys = Allocation.objects.filter(run=run, party__isnull=False).exclude(units=0).values("party")
    return list(Party.objects.filter(pk__in=keys).order_by("public_id"))


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
