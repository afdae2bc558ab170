"""Money in micro-units (one euro is 1 000 000) and how it is shown. Nothing here divides: see splits."""

from collections.abc import Sequence
from dataclasses import dataclass

from rightsdesk.domain.errors import Invalid

MICRO = 1_000_000
CENT = 10_000
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in micro-units of one currency (ISO 4217). Currencies never mix."""

    amount: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __str__(self) -> str:
        return self.exact()

    def _same(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise Invalid("currencies_differ", f"{self.currency} and {other.currency} cannot be added.")
        return other

    def exact(self) -> str:
        """All six decimals, for machines and auditors: `12.345678`."""
        return decimal(self.amount)

    def shown(self) -> str:
        """Two decimals and the currency, for people: `€1,284.17`. Halves of a cent go to the even cent."""
        return show_cents(cents(self.amount), self.currency)


def decimal(amount: int) -> str:
    """Micro-units as a plain decimal number with six places."""
    whole, micro = divmod(abs(amount), MICRO)
    return f"{'-' if amount < 0 else ''}{whole}.{micro:06d}"


def cents(amount: int) -> int:
    """Micro-units to the nearest cent, halves to even."""
    whole, rest = divmod(abs(amount), CENT)
    up = rest * 2 > CENT or (rest * 2 == CENT and whole % 2 == 1)
    return (whole + up) * (1 if amount >= 0 else -1)


def cents_that_add_up(amounts: Sequence[int], total: int | None = None) -> list[int]:
    """Micro-units to cents so that the shown parts make the shown total: largest remainder over the floors.

    `total` (cents) is the nearest to their sum, unless the page already shows it rounded the other way.
    """
    floors = [amount // CENT for amount in amounts]
    left = (cents(sum(amounts)) if total is None else total) - sum(floors)
    queue = sorted(range(len(amounts)), key=lambda i: (-(amounts[i] % CENT), i))
    for i in queue[:left]:
        floors[i] += 1
    return floors


def show_cents(amount: int, currency: str) -> str:
    """Cents as people write them: sign, currency, thousands apart, two decimals."""
    whole, rest = divmod(abs(amount), 100)
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{'−' if amount < 0 else ''}{sign}{whole:,}.{rest:02d}"
