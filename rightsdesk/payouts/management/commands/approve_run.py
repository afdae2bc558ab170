"""`manage.py approve_run run_… --as fin@…`: a finance person lets a draft be posted."""

from typing import Any

from django.core.management.base import CommandParser

from rightsdesk.payouts import actions, queries
from rightsdesk.payouts.management.answers import MoneyCommand, actor


class Command(MoneyCommand):
    help = "Approve a draft run, as a finance person other than the one who prepared it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("run")

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        run = actions.approve_run(actor=actor(options), run=queries.run_by_id(options["run"]))
        return {"run": run.public_id, "state": run.state}, f"{run} is {run.state}."
