"""`manage.py render_statements run_… [--queue]`: a paper for every payee of a posted run."""

from typing import Any

from django.core.management.base import CommandParser

from rightsdesk.payouts import actions, queries
from rightsdesk.payouts.management.answers import MoneyCommand, actor


class Command(MoneyCommand):
    help = "Render every payee's statement of a posted run. Those that exist stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("run")
        parser.add_argument("--queue", action="store_true", help="leave the work to the payouts workers")

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        run = queries.run_by_id(options["run"])
        if options["queue"]:
            count = actions.request_statements(actor=actor(options), run=run)
            return {"queued": count}, f"{count} statements are being rendered."
        made = actions.render_statements(actor=actor(options), run=run)
        return {"statements": [one.public_id for one in made]}, f"{len(made)} statements are rendered."
