"""`manage.py import_usage FILE --period 2026-10 [--programme prg_…]`: counts one usage report."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from rightsdesk.accounts.models import Programme
from rightsdesk.payouts import actions
from rightsdesk.payouts.management.answers import MoneyCommand, actor


class Command(MoneyCommand):
    help = "Count one usage report of a programme. The same file counts once."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--period", required=True, help="the month, like 2026-10")
        parser.add_argument(
            "--programme", default="", help="its public id; not needed when there is only one"
        )

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        report = actions.import_usage(
            actor=actor(options),
            source=self._file(options["file"]),
            period=options["period"],
            programme=self._programme(options["programme"]),
        )
        counts = {
            name: getattr(report, name) for name in ("lines", "accepted", "quarantined", "unmatched", "plays")
        }
        return {"report": report.public_id, **counts}, (
            f"{report.accepted:,} of {report.lines:,} lines count ({report.plays:,} plays); "
            f"{report.quarantined:,} are in quarantine, {report.unmatched:,} in suspense."
        )

    def _file(self, path: Path) -> Path:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        return path

    def _programme(self, public_id: str) -> Programme:
        found = Programme.objects.filter(public_id=public_id) if public_id else Programme.objects.all()
        rows = list(found[:2])
        if len(rows) != 1:
            raise CommandError("Name the programme with --programme prg_…; there is not exactly one.")
        return rows[0]
