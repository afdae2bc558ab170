"""`manage.py verify_journal`: seals what is open, then checks every entry and every seal."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rightsdesk.journal import actions, queries
from rightsdesk.journal.models import Entry, Seal


class Command(BaseCommand):
    help = "Check that no journal entry and no seal was changed, and name the first row that was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        fault = next(queries.faults(), None)
        if fault is None:
            actions.seal_entries(actor="system:verify_journal")
            fault = next(queries.faults(), None)
        result: dict[str, Any] = {
            "ok": fault is None,
            "entries": Entry.objects.count(),
            "seals": Seal.objects.count(),
        }
        if fault:
            result |= {"row": fault.row, "problem": fault.problem}
        if options["json"]:
            self.stdout.write(json.dumps(result))
        elif not fault:
            self.stdout.write(
                f"The journal holds: {result['entries']} entries under {result['seals']} seals."
            )
        if fault:
            raise CommandError(f"The journal does not hold: {fault.row}: {fault.problem}.")
