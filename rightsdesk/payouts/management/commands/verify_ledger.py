"""`manage.py verify_ledger`: every entry balances, says what it said, and follows the one before."""

from typing import Any

from rightsdesk.domain.errors import Conflict
from rightsdesk.payouts import queries
from rightsdesk.payouts.management.answers import MoneyCommand
from rightsdesk.payouts.models import LedgerEntry


class Command(MoneyCommand):
    help = "Check the whole ledger, and name the first entry that does not fit."

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        fault = next(queries.ledger_faults(), None)
        if fault:
            raise Conflict("ledger_broken", f"The ledger does not hold: {fault.row}: {fault.problem}.")
        entries = LedgerEntry.objects.count()
        return {"entries": entries}, f"The ledger holds: {entries} entries, balanced and chained."
