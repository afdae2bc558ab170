"""What the portal says about money, composed from the ledger and the posted runs: balances, months, holds, derivatives.

Everything is of the parties given and of nobody else; every figure is a sum of micro-units, never a guess."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet, Sum

from rightsdesk.artists.models import Party
from rightsdesk.derivatives.models import Derivative, Hold, HoldOn
from rightsdesk.domain.money import Money
from rightsdesk.domain.royalties import Reason
from rightsdesk.domain.statements import WORDS
from rightsdesk.payouts.models import AccountKind, Allocation, Posting, Run, RunState
from rightsdesk.payouts.queries import Balance
from rightsdesk.portal.chart import Chart, earnings_chart


@dataclass(frozen=True, slots=True)
class Earned:
    """What one derivative brought these parties so far: listens, and micro-units of one currency, some of them held."""

    listens: int
    units: int
    held: int
    currency: str


@dataclass(frozen=True, slots=True)
class Made:
    """One derivative as the list shows it."""

    derivative: Derivative
    source: str
    listens: int
    units: int | None
    held: int
    currency: str


def balances_of(parties: Iterable[Party]) -> list[Balance]:
    """What the ledger owes these parties together, by currency."""
    rows = _postings(parties).values_list("account__currency", "account__kind")
    sums: dict[str, dict[str, int]] = {}
    for currency, kind, units in rows.annotate(sum=Sum("units")).order_by():
        sums.setdefault(currency, {})[kind] = -units
    return [
        Balance(currency, found.get(AccountKind.PAYABLE, 0), found.get(AccountKind.HELD, 0))
        for currency, found in sorted(sums.items())
    ]


def earnings_of(parties: Iterable[Party]) -> list[Chart]:
    """A chart for each currency: what every settled month booked for these parties, held money included."""
    rows = (
        _postings(parties).filter(entry__run__isnull=False).values_list("account__currency", "entry__period")
    )
    months: dict[str, list[tuple[str, int]]] = {}
    for currency, period, units in rows.annotate(sum=Sum("units")).order_by("entry__period"):
        months.setdefault(currency, []).append((period, -units))
    return [earnings_chart(found, currency) for currency, found in sorted(months.items())]


def _postings(parties: Iterable[Party]) -> QuerySet[Posting]:
    return Posting.objects.filter(account__party__in=list(parties))


def holds_of(parties: Iterable[Party]) -> list[str]:
    """A sentence for each reason why money of these parties waits, the largest first."""
    lines = _lines(parties).exclude(hold="").exclude(units=0)
    rows = lines.values_list("hold", "derivative", "derivative__title", "pool__currency")
    found = sorted(rows.annotate(sum=Sum("units")).order_by(), key=lambda row: (-row[4], str(row[2])))
    reasons = _hold_reasons({row[1] for row in found if row[0] == Reason.DERIVATIVE_HELD})
    return [
        _hold_sentence(Money(units, currency), title, reasons.get(key) or WORDS[Reason(hold)])
        for hold, key, title, currency, units in found
    ]


def _hold_sentence(money: Money, title: str | None, why: str) -> str:
    where = f" of “{title}”" if title else ""
    return f"{money.shown()}{where}: {why}"


def _hold_reasons(derivatives: set[int]) -> dict[int, str]:
    """The reasons of the holds on their money that are still open."""
    holds = Hold.objects.filter(on=HoldOn.MONEY, derivative__in=derivatives, during__upper_inf=True)
    words: dict[int, list[str]] = {}
    for key, reason in holds.order_by("pk").values_list("derivative", "reason"):
        words.setdefault(key, []).append(reason)
    return {key: " ".join(dict.fromkeys(said)) for key, said in words.items()}


def made_of(parties: Sequence[Party], derivatives: Sequence[Derivative]) -> list[Made]:
    """The derivatives with what each brought these parties."""
    earned = _earned(parties, [derivative.pk for derivative in derivatives])
    return [_made(derivative, earned.get(derivative.pk)) for derivative in derivatives]


def _made(derivative: Derivative, earned: Earned | None) -> Made:
    sources = [row.recording.title for row in derivative.sources.all() if row.recording]
    known = earned or Earned(0, 0, 0, derivative.programme.currency)
    return Made(
        derivative,
        ", ".join(sources),
        known.listens,
        earned.units if earned else None,
        known.held,
        known.currency,
    )


def _earned(parties: Sequence[Party], derivatives: list[int]) -> dict[int, Earned]:
    """Each listen counts once, whatever rights it earned from: the plays of a cell are the same in all its lines."""
    cells = _lines(parties).filter(derivative__in=derivatives)
    rows = cells.values_list("derivative", "pool__currency", "pool", "day", "territory")
    sums = rows.annotate(
        listens=Max("plays"), all=Sum("units"), held=Sum("units", filter=~Q(hold=""), default=0)
    )
    found: dict[int, Earned] = {}
    for key, currency, *_, listens, units, held in sums.order_by():
        was = found.get(key, Earned(0, 0, 0, currency))
        found[key] = Earned(was.listens + listens, was.units + units, was.held + held, currency)
    return found


def _lines(parties: Iterable[Party]) -> QuerySet[Allocation]:
    """Their allocations in the newest posted run of each month."""
    posted = Run.objects.filter(state=RunState.POSTED).order_by("period", "-number").distinct("period")
    runs = list(posted.values_list("pk", flat=True))
    return Allocation.objects.filter(run__in=runs, party__in=list(parties))
