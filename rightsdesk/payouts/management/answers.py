"""What the money commands share: who acts, how a result is printed, how a refusal ends a command."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rightsdesk.accounts.models import User
from rightsdesk.domain.errors import Refusal


class MoneyCommand(BaseCommand):
    """Runs `work(options)`, which returns a result and a sentence, and prints one of them."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--as", dest="person", default="", help="e-mail of the person who does this")

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result, sentence = self.work(options)
        except Refusal as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"ok": False, "code": refusal.code, "detail": refusal.message}))
            raise CommandError(refusal.message) from refusal
        self.stdout.write(json.dumps({"ok": True, **result}) if options["json"] else sentence)


def actor(options: dict[str, Any]) -> str:
    """The journal's name of the person given by --as; the command line itself when none is."""
    if not options["person"]:
        return "system:command-line"
    found = User.objects.filter(email=options["person"].lower()).first()
    if found is None:
        raise CommandError(f"Nobody signs in as {options['person']}.")
    return found.actor
