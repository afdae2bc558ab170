"""`manage.py import_catalogue FILE [--dry-run]`: one CSV, ERN or CWR file into the catalogue; the content says which."""

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rightsdesk.domain.errors import Refusal
from rightsdesk.exchange.actions import import_file, preview_import
from rightsdesk.exchange.incoming.template import EXAMPLE, NAMES
from rightsdesk.exchange.models import Import
from rightsdesk.exchange.queries import problems_of

SHOWN = 20


class Command(BaseCommand):
    help = "Import a catalogue file: CSV of the template, DDEX ERN 4.3 or 4.3.2, or a CWR 2.1/2.2 acknowledgement."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what it would change")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--template", action="store_true", help="print the CSV template with an example")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            self._template()
            return
        path: Path | None = options["file"]
        if path is None or not path.is_file():
            raise CommandError(f"There is no file {path}." if path else "Name a file, or ask for --template.")
        verb = preview_import if options["dry_run"] else import_file
        try:
            imported = verb(actor="system:command-line", source=path)
        except Refusal as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"ok": False, "code": refusal.code, "detail": refusal.message}))
            raise CommandError(refusal.message) from refusal
        self._say(imported, options["json"])

    def _template(self) -> None:
        writer = csv.DictWriter(self.stdout, NAMES, lineterminator="\n")
        writer.writeheader()
        writer.writerows(EXAMPLE)

    def _say(self, imported: Import, as_json: bool) -> None:
        problems = [
            {"line": each.line, "column": each.column, "code": each.code, "words": each.words}
            for each in problems_of(imported)[:SHOWN]
        ]
        if as_json:
            self.stdout.write(json.dumps(result(imported) | {"problems": problems}))
            return
        self.stdout.write(f"{imported.public_id}: {imported.state}, {imported.problem_count:,} problems")
        for kind, counts in imported.counts.items():
            said = ", ".join(f"{number:,} {state}" for state, number in counts.items())
            self.stdout.write(f"  {kind}: {said}")
        for each in problems:
            self.stdout.write(f"  line {each['line']} {each['column']}: {each['words']}")


def result(imported: Import) -> dict[str, Any]:
    """One import as plain values."""
    return {
        "ok": True,
        "import": imported.public_id,
        "kind": imported.kind,
        "state": imported.state,
        "counts": imported.counts,
        "problem_count": imported.problem_count,
        "differences": imported.differences,
    }
