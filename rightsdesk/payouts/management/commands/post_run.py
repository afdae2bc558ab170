"""`manage.py post_run run_…`: books an approved run in the ledger."""

from typing import Any

from django.core.management.base import CommandParser

from rightsdesk.payouts import actions, queries
from rightsdesk.payouts.management.answers import MoneyCommand, actor


class Command(MoneyCommand):
    help = "Post an approved run. Posting it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("run")

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        run = actions.post_run(actor=actor(options), run=queries.run_by_id(options["run"]))
        entries = run.entries.count()
        return {"run": run.public_id, "state": run.state, "entries": entries}, f"{run} is {run.state}."
