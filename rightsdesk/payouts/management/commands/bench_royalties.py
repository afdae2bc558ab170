"""`manage.py bench_royalties [--lines N]`: how fast money is counted here; `./desk bench royalties` calls it."""

from typing import Any

from django.core.management.base import CommandParser

from rightsdesk.payouts.bench import Size, royalties
from rightsdesk.payouts.management.answers import MoneyCommand


class Command(MoneyCommand):
    help = "Import and divide a generated month, beside a naive loop. Nothing of it stays."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--lines", type=int, default=Size().lines)

    def work(self, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
        figures = royalties(Size(lines=options["lines"]))
        return figures, "\n".join(
            f"{name.replace('_', ' '):<26}{value:>14}" for name, value in figures.items()
        )
