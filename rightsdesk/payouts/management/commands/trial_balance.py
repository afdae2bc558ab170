"""`manage.py trial_balance`: what every kind of account holds; each currency adds up to zero."""

from typing import Any

from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.money import decimal
from rightsdesk.payouts import queries
from rightsdesk.payouts.management.answers import MoneyCommand


class Command(MoneyCommand):
    help = "Print the sum of every kind of account, debits positive."

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        rows = queries.trial_balance()
        totals: dict[str, int] = {}
        for currency, _, units in rows:
            totals[currency] = totals.get(currency, 0) + units
        if any(totals.values()):
            raise Conflict("ledger_out_of_balance", f"The books do not balance: {totals}.")
        accounts = [{"currency": c, "kind": kind, "units": units} for c, kind, units in rows]
        table = "\n".join(f"{currency} {kind:<12}{decimal(units):>24}" for currency, kind, units in rows)
        return {"accounts": accounts, "totals": totals}, table or "Nothing is booked yet."
