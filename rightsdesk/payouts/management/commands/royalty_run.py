"""`manage.py royalty_run --period 2026-10`: divides the month's pools and shows the draft."""

from typing import Any

from django.core.management.base import CommandParser
from django.db.models import Q, Sum

from rightsdesk.payouts import actions
from rightsdesk.payouts.management.answers import MoneyCommand, actor
from rightsdesk.payouts.models import Allocation


class Command(MoneyCommand):
    help = "Divide a month's pools into a draft run. The same facts are the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--period", required=True, help="the month, like 2026-10")

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        run = actions.allocate(actor=actor(options), period=options["period"])
        lines = Allocation.objects.filter(run=run)
        sums = lines.aggregate(total=Sum("units"), held=Sum("units", filter=~Q(hold="")))
        result = {
            "run": run.public_id,
            "state": run.state,
            "inputs": run.input_hash,
            "lines": lines.count(),
            "units": sums["total"] or 0,
            "held_units": sums["held"] or 0,
        }
        return result, (
            f"{run} is {run.state}: {result['lines']:,} lines, {result['units']:,} micro-units, "
            f"{result['held_units']:,} of them on hold ({run.public_id})."
        )
