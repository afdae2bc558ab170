"""`manage.py export KIND --out FILE`: writes one export here and now, for whoever is at the machine."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rightsdesk.accounts.models import Organisation
from rightsdesk.domain.errors import Refusal
from rightsdesk.exchange.models import ExportKind
from rightsdesk.exchange.outgoing.actions import PARAMETERS, write_export
from rightsdesk.exchange.outgoing.writing import Written

NAMED = sorted(set().union(*PARAMETERS.values()))


class Command(BaseCommand):
    help = "Write the catalogue, shares, terms, verdicts, conflicts, ERN messages, ODRL agreements or TDM declarations."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[kind.value for kind in ExportKind])
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument("--organisation", default="", help="org_…: only what this organisation may see")
        parser.add_argument(
            "--derivative", default="", help="ern: one derivative (drv_…), as one XML message"
        )
        parser.add_argument("--sender", default="", help="ern: DDEX party id of the desk; else DDEX_PARTY_ID")
        parser.add_argument("--recipient", default="", help="ern: DDEX party id; else the platform's own")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        parameters = {name: options[name] for name in NAMED if options[name]}
        try:
            written = write_export(
                actor="system:command-line",
                kind=options["kind"],
                path=options["out"],
                parameters=parameters,
                organisation=self._organisation(options["organisation"]),
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        except OSError as error:
            raise CommandError(f"{options['out']} cannot be written: {error.strerror}.") from error
        self.stdout.write(self._said(written, options))

    def _organisation(self, public_id: str) -> Organisation | None:
        found = Organisation.objects.filter(public_id=public_id).first()
        if public_id and found is None:
            raise CommandError(f"There is no organisation {public_id}.")
        return found

    def _said(self, written: Written, options: dict[str, Any]) -> str:
        if options["json"]:
            return json.dumps({"ok": True, "rows": written.rows, "notes": dict(written.notes)})
        notes = "".join(
            f" {count:,} {name.replace('_', ' ')}." for name, count in sorted(written.notes.items())
        )
        return f"{written.rows:,} written to {options['out']}.{notes}"
