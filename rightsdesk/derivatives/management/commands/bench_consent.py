"""`manage.py bench_consent [--quick]`: what consent costs here, beside its targets and the peers' way; `./desk bench
consent` calls it. Everything is written in one transaction that is rolled back."""

import json
import resource
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from rightsdesk.derivatives.bench.catalogue import TABLES, Size, analyze
from rightsdesk.derivatives.bench.living import WRITTEN
from rightsdesk.derivatives.bench.measures import measures
from rightsdesk.derivatives.bench.table import lines

QUICK = Size(recordings=5_000, derivatives=2_000, rows=50_000, tries=20)


class Command(BaseCommand):
    help = "Measure consent: verdicts, the remixable list, a withdrawal, the longest list page. Nothing of it stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quick", action="store_true", help="a twentieth of the rows, for a first look")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = []
        with transaction.atomic():
            for row in measures(QUICK if options["quick"] else Size(), self.tell):
                rows.append(row)
                self.tell("  ".join(row.cells()))
            transaction.set_rollback(True)
        analyze(f"{TABLES}, {WRITTEN}")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        if options["json"]:
            facts = {"rows": [row.facts() for row in rows], "peak_memory_mb": memory}
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
            return
        self.stdout.write("\n".join(["", *lines(rows), "", f"Peak memory of this process: {memory} MB."]))

    def tell(self, words: str) -> None:
        """To whoever waits."""
        print(f"  … {words}", file=sys.stderr)
